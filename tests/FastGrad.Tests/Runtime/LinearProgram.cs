using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Training;

namespace FastGrad.Tests.Runtime;

/// <summary>The settings of a squared error.</summary>
public sealed class Squared : Criterion
{
    public double Factor
    {
        get;
        set => field = Allowed(value, value > 0, "above 0");
    } = 1;
}

/// <summary>A program as the compiler would write it: y = x·W + b, five inputs, three outputs, mean squared error.</summary>
public readonly struct LinearProgram : IModelProgram<float, float, Squared>
{
    public const int Inputs = 5, Outputs = 3, Stride = 16, Weight = 0, Bias = 15;

    private const int Scratch = 0, Output = 0, OutputGradient = 16, InputGradient = 32;

    public static ProgramLayout Layout { get; } = new()
    {
        Inputs = [new("inputs", Inputs, GradientPlace: InputGradient, GradientStride: Stride)],
        Outputs = [new("output", Outputs, Output, Stride, OutputGradient)],
        Targets = [new("targets", Outputs)],
        ScratchLength = 32 * Outputs + 32,
        FixedLength = 32 * Outputs + 32,
        ExampleLength = 48,
        InferFixedLength = 0,
        InferExampleLength = 16,
    };

    public static ParameterSet<float> Parameters()
    {
        ParameterSet<float> parameters = new(
        [
            new("Dense1.Weight", new(Inputs, Outputs), new KaimingUniformAttribute(), Weight),
            new("Dense1.Bias", new(Outputs), new ConstantAttribute(0.25), Bias),
        ]);
        parameters.Initialize(11);
        return parameters;
    }

    public static void Forward<V>(in Frame<float> frame, ref readonly float inputs) where V : struct, IVector<V, float>
    {
        AddBias epilogue = new(ref frame.Parameter(Bias), ref frame.Rows(Output));
        Products.Forward<V, float, Shape, AddBias>(frame.Team, frame.Batch, in inputs, in frame.Parameter(Weight), ref epilogue);
    }

    public static void Infer<V>(in Frame<float> frame, ref readonly float inputs) where V : struct, IVector<V, float> =>
        Forward<V>(in frame, in inputs);

    public static float Loss<V>(in Frame<float> frame, ref readonly float targets, Squared criterion) where V : struct, IVector<V, float>
    {
        float sum = 0, scale = (float)criterion.Factor / (frame.Batch * Outputs);
        for (int example = 0; example < frame.Batch; example++)
            for (int output = 0; output < Outputs; output++)
            {
                float error = Unsafe.Add(ref frame.Rows(Output), example * Stride + output) - Unsafe.Add(ref Unsafe.AsRef(in targets), example * Outputs + output);
                Unsafe.Add(ref frame.Rows(OutputGradient), example * Stride + output) = 2 * scale * error;
                sum += scale * error * error;
            }
        return sum;
    }

    public static void Backward<V, TSink>(in Frame<float> frame, ref readonly float inputs, ref TSink sink)
        where V : struct, IVector<V, float>
        where TSink : struct, IGradientSink<float>, allows ref struct
    {
        StoreInputGradient epilogue = new(ref frame.Rows(InputGradient));
        Products.InputGradient<V, float, Shape, StoreInputGradient>(
            frame.Team, frame.Batch, in frame.Rows(OutputGradient), in frame.Parameter(Weight), ref frame.Fixed(Scratch), ref epilogue);
        Products.WeightGradient<V, float, Shape, TSink>(
            frame.Team, frame.Batch, in inputs, in frame.Rows(OutputGradient), ref frame.Fixed(Scratch), Weight, ref sink);
        Reductions.ColumnSums<V, float, TSink>(
            frame.Team, frame.Batch, in frame.Rows(OutputGradient), Stride, Outputs, ref frame.Fixed(Scratch), Bias, ref sink);
    }

    private readonly struct Shape : IProductShape
    {
        public static int Inputs => LinearProgram.Inputs;
        public static int Outputs => LinearProgram.Outputs;
        public static int InputStride => LinearProgram.Inputs;
        public static int OutputStride => Stride;
        public static int PanelRows => 8;
    }

    private readonly ref struct AddBias(ref float bias, ref float outputs) : IProductEpilogue<float>
    {
        private readonly ref float _bias = ref bias, _outputs = ref outputs;

        public void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, float> =>
            (sum + V.Load(in _bias, column)).Store(ref _outputs, row * Stride + column);
    }

    private readonly ref struct StoreInputGradient(ref float rows) : IProductEpilogue<float>
    {
        private readonly ref float _rows = ref rows;

        public void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, float> => sum.Store(ref _rows, row * Stride + column);
    }
}
