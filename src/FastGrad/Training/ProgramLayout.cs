namespace FastGrad.Training;

/// <summary>The plan of a model's memory. Places of batched buffers are per example: place × capacity is the offset.</summary>
/// <remarks>
/// Everything an example takes in or gives has a name: of the argument it comes in by, so that a complaint can say which. A model with one
/// real input, one output and one target reads inputs and targets where the user has them; any other is <em>packed</em>: its trainer copies
/// them into one buffer for all inputs and one for all targets and weights, each at its place there.
/// </remarks>
public sealed record ProgramLayout
{
    /// <summary>What goes in, in the order of declaration; at least one.</summary>
    public required IReadOnlyList<InputLayout> Inputs { get; init; }

    /// <summary>What comes out, in the order of declaration; at least one.</summary>
    public required IReadOnlyList<OutputLayout> Outputs { get; init; }

    /// <summary>What the losses compare with, in their order.</summary>
    public required IReadOnlyList<TargetLayout> Targets { get; init; }

    /// <summary>Place of the examples' weights among the packed targets; −1 where examples have none.</summary>
    public int WeightPlace { get; init; } = -1;

    /// <summary>Whether the loss is a sum over the batch's examples and not their mean: the gradients of several batches then just add.</summary>
    public bool IsLossSum { get; init; }

    /// <summary>Whether one loss is a sum over examples and another one a mean.</summary>
    public bool IsLossMixed { get; init; }

    /// <summary>Place of each example's own loss in the arena, after <c>Loss</c>; −1 where none is kept.</summary>
    public int ExampleLossPlace { get; init; } = -1;

    /// <summary>Elements from one example's loss to the next.</summary>
    public int ExampleLossStride { get; init; } = 1;

    /// <summary>Elements at the arena's start that do not depend on the batch; at least <see cref="InferFixedLength"/>.</summary>
    public required int FixedLength { get; init; }

    /// <summary>
    /// Elements that each further thread of a trainer works in: kernels' scratch, and what lies at the arena's start only while they run.
    /// </summary>
    public required int ScratchLength { get; init; }

    /// <summary>Elements per example after them, for a whole step; at least <see cref="InferExampleLength"/>.</summary>
    public required int ExampleLength { get; init; }

    /// <summary>Elements at the arena's start that <c>Infer</c> alone needs.</summary>
    public required int InferFixedLength { get; init; }

    /// <summary>Elements per example that <c>Infer</c> alone needs.</summary>
    public required int InferExampleLength { get; init; }

    /// <summary>What is carried from call to call.</summary>
    public IReadOnlyList<StateLayout> States { get; init; } = [];

    /// <summary>Elements per example of all <see cref="States"/>; 0 where there are none.</summary>
    public int StateLength { get; init; }

    /// <summary>Elements per example of all inputs.</summary>
    internal int InputLength => Inputs.Sum(input => input.Length);

    /// <summary>Elements per example of all outputs.</summary>
    internal int OutputLength => Outputs.Sum(output => output.Length);

    /// <summary>Elements per example of all targets and the weight.</summary>
    internal int TargetLength => Targets.Sum(target => target.Length) + (WeightPlace < 0 ? 0 : 1);

    /// <summary>Whether backward leaves the gradient of any input.</summary>
    internal bool HasInputGradient => Inputs.Any(input => input.GradientPlace >= 0);
}

/// <summary>One input of a model.</summary>
/// <param name="Name">Of the argument that brings it.</param>
/// <param name="Length">Elements per example.</param>
/// <param name="IndexLimit">Whole numbers in [0, this), given as <see cref="int"/>; 0 for real numbers.</param>
/// <param name="Place">Among the packed inputs.</param>
/// <param name="GradientPlace">Of its gradient in the arena; −1 where there is none.</param>
/// <param name="GradientStride">Elements from one row of its gradient to the next.</param>
public sealed record InputLayout(string Name, int Length, int IndexLimit = 0, int Place = 0, int GradientPlace = -1, int GradientStride = 0);

/// <summary>One output of a model.</summary>
/// <param name="Name">What it is called; the argument with its gradient is called that and <c>Gradient</c>.</param>
/// <param name="Length">Elements per example.</param>
/// <param name="Place">In the arena, after <c>Forward</c> and after <c>Infer</c>.</param>
/// <param name="Stride">Elements from one row to the next, of the output and of its gradient.</param>
/// <param name="GradientPlace">Of the gradient in the arena.</param>
public sealed record OutputLayout(string Name, int Length, int Place, int Stride, int GradientPlace);

/// <summary>What one loss compares its output with.</summary>
/// <param name="Name">Of the argument that brings it.</param>
/// <param name="Length">Elements per example: 1 for a label, else as many as the output has or the loss says.</param>
/// <param name="LabelCount">Class labels in [0, this), given as <see cref="int"/>; 0 where targets are real numbers.</param>
/// <param name="Place">Among the packed targets.</param>
/// <param name="IgnoreLabel">The label of examples that do not count; null where there is none.</param>
public sealed record TargetLayout(string Name, int Length, int LabelCount = 0, int Place = 0, int? IgnoreLabel = null);

/// <summary>What a model carries of one example from call to call.</summary>
/// <param name="Name">Layer dot state, such as <c>Gru1.Hidden</c>.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Initializer">What its elements start as, the same for each example.</param>
/// <param name="Place">Where its rows begin.</param>
/// <param name="Stride">Elements from one row to the next.</param>
public sealed record StateLayout(string Name, Shape Shape, InitializerAttribute Initializer, int Place, int Stride)
{
    /// <summary>What its elements start as.</summary>
    /// <param name="index">Which of the model's states it is.</param>
    internal double[] First(int index)
    {
        double[] values = new double[Shape.Length];
        Initializer.Fill(values, Shape, Fans.Of(Shape), seed: 0, (uint)index);
        return values;
    }
}
