using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>What a model keeps: a trained parameter, a buffer, a carried state.</summary>
/// <param name="Name"><c>Dense1.Weight</c>.</param>
/// <param name="Initializer">C# that constructs its initialiser.</param>
/// <param name="Gain">What an initialiser without a gain of its own is to make up for.</param>
internal sealed record ParameterInfo(
    string Name,
    Shape Shape,
    string Initializer,
    double LearningRateFactor = 1,
    double DecayFactor = 1,
    bool IsFrozen = false,
    double Gain = 1);

/// <param name="Count">Of an integer input: its numbers lie in [0, Count); 0 for a real one.</param>
internal sealed record TracedInput(string Name, Shape Shape, int Count);

internal sealed record TracedOutput(string Name, Shape Shape);

/// <param name="Output">Index of the output it reads.</param>
/// <param name="Shape">Of its targets.</param>
/// <param name="LabelCount">Where the target is a class label, how many classes there are; else 0.</param>
/// <param name="IgnoreLabel">The label of examples that do not count, if there is one.</param>
internal sealed record TracedLoss(Stage Stage, int Output, Shape Shape, int LabelCount, int? IgnoreLabel = null);

/// <summary>What tracing gives: the graph from inputs to the loss, and what goes with it.</summary>
/// <param name="Graph">Of training. Roots: outputs, loss, buffers and states.</param>
/// <param name="Inference">Of inference where it differs, that is where a formula asks for <c>Ops.Training</c>. Roots: outputs and states.</param>
/// <param name="Stages">In the order of their first use.</param>
/// <param name="StageShapes">Each one's first result.</param>
internal sealed record TracedModel(
    Graph Graph,
    Graph? Inference,
    IReadOnlyList<Stage> Stages,
    IReadOnlyList<Shape> StageShapes,
    IReadOnlyList<TracedInput> Inputs,
    IReadOnlyList<TracedOutput> Outputs,
    IReadOnlyList<TracedLoss> Losses,
    IReadOnlyList<ParameterInfo> Parameters,
    IReadOnlyList<ParameterInfo> Buffers,
    IReadOnlyList<ParameterInfo> States,
    bool ExampleWeights)
{
    /// <summary>
    /// One real input, one output, one loss, no weights: the spans of the public contract are what kernels read. All other models are
    /// packed: the trainer gathers inputs and targets into buffers of the model's precision first.
    /// </summary>
    public bool IsSimple => Inputs.Count == 1 && Inputs[0].Count == 0 && Outputs.Count == 1 && Losses.Count == 1 && !ExampleWeights;

    /// <summary>Indices of the parameters that stay as they are.</summary>
    public IReadOnlyCollection<int> Frozen => [.. Enumerable.Range(0, Parameters.Count).Where(i => Parameters[i].IsFrozen)];

    /// <summary>Of a simple model.</summary>
    public Shape Input => Inputs[0].Shape;

    /// <summary>Of a simple model.</summary>
    public Shape Output => Outputs[0].Shape;

    /// <summary>Of a simple model.</summary>
    public Stage Loss => Losses[0].Stage;

    /// <summary>Of a simple model with labels: its classes; else 0.</summary>
    public int LabelCount => IsSimple ? Losses[0].LabelCount : 0;
}
