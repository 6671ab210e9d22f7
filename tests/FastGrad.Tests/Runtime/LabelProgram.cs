using FastGrad.Kernels;
using FastGrad.Training;

namespace FastGrad.Tests.Runtime;

/// <summary>A program with class labels that computes nothing: for the checks around it.</summary>
public readonly struct LabelProgram : IModelProgram<float, int, Squared>
{
    public const int Classes = 4;

    public static ProgramLayout Layout { get; } = new()
    {
        InputLength = 2,
        OutputLength = Classes,
        TargetLength = 1,
        LabelCount = Classes,
        FixedLength = 0,
        ExampleLength = 32,
        ForwardExampleLength = 16,
        OutputPlace = 0,
        OutputStride = 16,
        OutputGradientPlace = 16,
    };

    public static void Forward<V>(in Frame<float> frame, ref readonly float inputs) where V : struct, IVector<V, float> { }

    public static float Loss<V>(in Frame<float> frame, ref readonly int targets, Squared criterion) where V : struct, IVector<V, float> => 1;

    public static void Backward<V, TSink>(in Frame<float> frame, ref readonly float inputs, ref TSink sink)
        where V : struct, IVector<V, float>
        where TSink : struct, IGradientSink<float>, allows ref struct
    {
    }
}

/// <summary>The trainer of <see cref="LabelProgram"/>.</summary>
public sealed class LabelTrainer() : ModelTrainer<float, int, Squared, LabelProgram, Momentum>(
    new ParameterSet<float>([new("w", new(2), new OnesAttribute(), 0)]), new Squared(), new Momentum(), 3, new TrainerOptions());
