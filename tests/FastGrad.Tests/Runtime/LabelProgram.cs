using FastGrad.Kernels;
using FastGrad.Training;

namespace FastGrad.Tests.Runtime;

/// <summary>A program with class labels that computes nothing: for the checks around it.</summary>
public readonly struct LabelProgram : IModelProgram<float, int, Squared>
{
    public const int Classes = 4;

    public static ProgramLayout Layout { get; } = new()
    {
        Inputs = [new("inputs", 2)],
        Outputs = [new("output", Classes, 0, 16, 16)],
        Targets = [new("targets", 1, LabelCount: Classes)],
        ScratchLength = 0,
        FixedLength = 0,
        ExampleLength = 32,
        InferFixedLength = 0,
        InferExampleLength = 16,
    };

    public static void Forward<V>(in Frame<float> frame, ref readonly float inputs) where V : struct, IVector<V, float> { }

    public static void Infer<V>(in Frame<float> frame, ref readonly float inputs) where V : struct, IVector<V, float> { }

    public static float Loss<V>(in Frame<float> frame, ref readonly int targets, Squared criterion) where V : struct, IVector<V, float> => 1;

    public static void Backward<V, TSink>(in Frame<float> frame, ref readonly float inputs, ref TSink sink)
        where V : struct, IVector<V, float>
        where TSink : struct, IGradientSink<float>, allows ref struct
    {
    }
}

/// <summary>The trainer of <see cref="LabelProgram"/>.</summary>
public sealed class LabelTrainer() : ModelTrainer<float, int, Squared, LabelProgram, Momentum>(
    new ParameterSet<float>([new("w", new(2), new OnesAttribute(), 0)]), ParameterSet<float>.Empty, new Squared(), new Momentum(), 3, new TrainerOptions());
