using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Training;

namespace FastGrad.Tests.Runtime;

/// <summary>
/// A simple program with a buffer and a state: y = w · (x + state), plus the buffer in inference; the next state is x, and training counts its
/// passes in the buffer. Loss = mean of (y − target)².
/// </summary>
public readonly struct EchoProgram : IModelProgram<double, double, Squared>
{
    public static ProgramLayout Layout { get; } = new()
    {
        Inputs = [new("inputs", 1)],
        Outputs = [new("output", 1, 0, 1, 1)],
        Targets = [new("targets", 1)],
        ScratchLength = 8,
        FixedLength = 8,
        ExampleLength = 2,
        InferFixedLength = 0,
        InferExampleLength = 1,
        States = [new("Echo.Last", new(), new ConstantAttribute(10), Place: 0, Stride: 1)],
        StateLength = 1,
    };

    public static ParameterSet<double> Parameters()
    {
        ParameterSet<double> parameters = new([new("w", new(1), new ConstantAttribute(2), 0)]);
        parameters.Initialize(0);
        return parameters;
    }

    public static ParameterSet<double> Buffers() => new([new("Echo.Passes", new(1), new ZerosAttribute(), 0)]);

    public static void Forward<V>(in Frame<double> frame, ref readonly double inputs) where V : struct, IVector<V, double>
    {
        Run(in frame, in inputs, 0);
        frame.Buffer(0)++;
    }

    public static void Infer<V>(in Frame<double> frame, ref readonly double inputs) where V : struct, IVector<V, double> =>
        Run(in frame, in inputs, frame.Buffer(0));

    public static double Loss<V>(in Frame<double> frame, ref readonly double targets, Squared criterion) where V : struct, IVector<V, double>
    {
        double loss = 0;
        for (int example = 0; example < frame.Batch; example++)
        {
            double error = Unsafe.Add(ref frame.Rows(0), example) - Unsafe.Add(ref Unsafe.AsRef(in targets), example);
            Unsafe.Add(ref frame.Rows(1), example) = 2 * error / frame.Batch;
            loss += error * error / frame.Batch;
        }
        return loss;
    }

    public static void Backward<V, TSink>(in Frame<double> frame, ref readonly double inputs, ref TSink sink)
        where V : struct, IVector<V, double>
        where TSink : struct, IGradientSink<double>, allows ref struct
    {
        frame.Fixed(0) = 0;
        for (int example = 0; example < frame.Batch; example++)
            frame.Fixed(0) += Unsafe.Add(ref frame.Rows(1), example)
                * (Unsafe.Add(ref Unsafe.AsRef(in inputs), example) + Unsafe.Add(ref frame.State(0), example));
        sink.Take(in frame.Fixed(0), 0, 1);
    }

    private static void Run(in Frame<double> frame, ref readonly double inputs, double offset)
    {
        for (int example = 0; example < frame.Batch; example++)
        {
            double input = Unsafe.Add(ref Unsafe.AsRef(in inputs), example);
            Unsafe.Add(ref frame.Rows(0), example) = frame.Parameter(0) * (input + Unsafe.Add(ref frame.State(0), example)) + offset;
            Unsafe.Add(ref frame.State(0), example) = input;
        }
    }
}

/// <summary>The trainer of <see cref="EchoProgram"/>.</summary>
public sealed class EchoTrainer(ParameterSet<double> parameters, ParameterSet<double> buffers, int capacity)
    : ModelTrainer<double, double, Squared, EchoProgram, Momentum>(parameters, buffers, new Squared(), new Momentum(), capacity, null);
