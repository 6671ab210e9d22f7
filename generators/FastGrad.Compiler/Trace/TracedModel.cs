using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>A trained parameter of a model.</summary>
/// <param name="Name"><c>Dense1.Weight</c>.</param>
/// <param name="Initializer">C# that constructs its initialiser.</param>
internal sealed record ParameterInfo(string Name, Shape Shape, string Initializer);

/// <summary>What tracing gives: the graph from inputs to the loss, and what goes with it.</summary>
/// <param name="Graph">Roots: output and loss.</param>
/// <param name="LabelCount">Where the target is a class label, how many classes there are; else 0.</param>
internal sealed record TracedModel(
    Graph Graph,
    IReadOnlyList<Stage> Stages,
    IReadOnlyList<Shape> StageShapes,
    Stage Loss,
    IReadOnlyList<ParameterInfo> Parameters,
    Shape Input,
    Shape Output,
    int LabelCount);
