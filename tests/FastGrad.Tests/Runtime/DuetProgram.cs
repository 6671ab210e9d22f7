using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Training;

namespace FastGrad.Tests.Runtime;

/// <summary>
/// A packed program as the compiler would write it, with one of everything: two inputs, one of them indices; two outputs; two losses, one of
/// labels; weights; a buffer; a state; random numbers.
/// </summary>
/// <remarks>
/// hidden = state / 2 + image, and that is the next state; policy = hidden · mixing + table[token 0] + table[token 1];
/// value = hidden · reading + noise, where noise is the call's number over the seed in training, and minus the running mean else.
/// Loss = Σ weight · (½ |policy − one(label)|² + ½ (value − target)²) / Σ weight. The running mean follows the batch's mean of image 0.
/// </remarks>
public readonly struct DuetProgram : IModelProgram<float, float, Squared>
{
    public const int ImageLength = 3, TokenLength = 2, Tokens = 5, Classes = 4;

    public const int Mixing = 0, Table = 16, Reading = 48;

    private const int MixingGradient = 0, TableGradient = 16, ReadingGradient = 48;

    private const int Hidden = 0, Policy = 16, Value = 32, PolicyGradient = 48, ValueGradient = 64, ImageGradient = 80;

    // Policy and value have the same places after Infer, which needs no more than them.
    private const int Row = 16;

    public static ProgramLayout Layout { get; } = new()
    {
        Inputs = [new("image", ImageLength, Place: 0, GradientPlace: ImageGradient, GradientStride: Row), new("tokens", TokenLength, IndexLimit: Tokens, Place: ImageLength)],
        Outputs = [new("policy", Classes, Policy, Row, PolicyGradient), new("value", 1, Value, Row, ValueGradient)],
        Targets = [new("policyTarget", 1, LabelCount: Classes, Place: 0), new("valueTarget", 1, Place: 1)],
        WeightPlace = 2,
        ScratchLength = 64,
        FixedLength = 64,
        ExampleLength = 96,
        InferFixedLength = 16,
        InferExampleLength = 48,
        States = [new("Memory.Hidden", new(ImageLength), new ConstantAttribute(0.5), Place: 0, Stride: 4)],
        StateLength = 4,
    };

    public static ParameterSet<float> Parameters()
    {
        ParameterSet<float> parameters = new(
        [
            new("Mixing", new(ImageLength, Classes), new KaimingUniformAttribute(), Mixing),
            new("Table", new(Tokens, Classes), new KaimingUniformAttribute(), Table),
            new("Reading", new(ImageLength), new KaimingUniformAttribute(), Reading),
        ]);
        parameters.Initialize(5);
        return parameters;
    }

    public static ParameterSet<float> Buffers()
    {
        ParameterSet<float> buffers = new([new("Running.Mean", new(1), new ConstantAttribute(0.25), 0)]);
        buffers.Initialize(0);
        return buffers;
    }

    public static void Forward<V>(in Frame<float> frame, ref readonly float inputs) where V : struct, IVector<V, float>
    {
        Run(in frame, in inputs, frame.Seed == 0 ? 0 : frame.Call / (float)frame.Seed);
        float mean = 0;
        for (int example = 0; example < frame.Batch; example++)
            mean += At(ref frame.Packed(in inputs, 0), example * ImageLength) / frame.Batch;
        frame.Buffer(0) += 0.125f * (mean - frame.Buffer(0));
    }

    public static void Infer<V>(in Frame<float> frame, ref readonly float inputs) where V : struct, IVector<V, float> =>
        Run(in frame, in inputs, -frame.Buffer(0));

    public static float Loss<V>(in Frame<float> frame, ref readonly float targets, Squared criterion) where V : struct, IVector<V, float>
    {
        ref float labels = ref frame.Packed(in targets, 0), values = ref frame.Packed(in targets, 1), weights = ref frame.Packed(in targets, 2);
        float total = 0, loss = 0;
        for (int example = 0; example < frame.Batch; example++)
            total += At(ref weights, example);
        for (int example = 0; example < frame.Batch; example++)
        {
            float weight = (float)criterion.Factor * At(ref weights, example) / total;
            for (int j = 0; j < Classes; j++)
            {
                float error = At(ref frame.Rows(Policy), example * Row + j) - (At(ref labels, example) == j ? 1 : 0);
                At(ref frame.Rows(PolicyGradient), example * Row + j) = weight * error;
                loss += weight * error * error / 2;
            }
            float difference = At(ref frame.Rows(Value), example * Row) - At(ref values, example);
            At(ref frame.Rows(ValueGradient), example * Row) = weight * difference;
            loss += weight * difference * difference / 2;
        }
        return loss;
    }

    public static void Backward<V, TSink>(in Frame<float> frame, ref readonly float inputs, ref TSink sink)
        where V : struct, IVector<V, float>
        where TSink : struct, IGradientSink<float>, allows ref struct
    {
        ref float image = ref frame.Packed(in inputs, 0), tokens = ref frame.Packed(in inputs, ImageLength);
        for (int element = 0; element < 64; element++)
            At(ref frame.Fixed(0), element) = 0;
        for (int example = 0; example < frame.Batch; example++)
        {
            for (int i = 0; i < ImageLength; i++)
            {
                // Made again from the state, as a program may that finds hidden cheaper to compute than to keep.
                float hidden = At(ref frame.State(0), example * 4 + i) / 2 + At(ref image, example * ImageLength + i);
                float valueGradient = At(ref frame.Rows(ValueGradient), example * Row);
                float hiddenGradient = valueGradient * At(ref frame.Parameter(Reading), i);
                At(ref frame.Fixed(ReadingGradient), i) += valueGradient * hidden;
                for (int j = 0; j < Classes; j++)
                {
                    float gradient = At(ref frame.Rows(PolicyGradient), example * Row + j);
                    At(ref frame.Fixed(MixingGradient), i * Classes + j) += hidden * gradient;
                    hiddenGradient += gradient * At(ref frame.Parameter(Mixing), i * Classes + j);
                }
                At(ref frame.Rows(ImageGradient), example * Row + i) = hiddenGradient;
            }
            for (int token = 0; token < TokenLength; token++)
                for (int j = 0; j < Classes; j++)
                    At(ref frame.Fixed(TableGradient), (int)At(ref tokens, example * TokenLength + token) * Classes + j) +=
                        At(ref frame.Rows(PolicyGradient), example * Row + j);
        }
        sink.Take(in frame.Fixed(MixingGradient), Mixing, ImageLength * Classes);
        sink.Take(in frame.Fixed(TableGradient), Table, Tokens * Classes);
        sink.Take(in frame.Fixed(ReadingGradient), Reading, ImageLength);
    }

    private static void Run(in Frame<float> frame, ref readonly float inputs, float noise)
    {
        ref float image = ref frame.Packed(in inputs, 0), tokens = ref frame.Packed(in inputs, ImageLength);
        for (int example = 0; example < frame.Batch; example++)
        {
            At(ref frame.Rows(Value), example * Row) = noise;
            for (int j = 0; j < Classes; j++)
                At(ref frame.Rows(Policy), example * Row + j) =
                    At(ref frame.Parameter(Table), (int)At(ref tokens, example * TokenLength) * Classes + j)
                    + At(ref frame.Parameter(Table), (int)At(ref tokens, example * TokenLength + 1) * Classes + j);
            for (int i = 0; i < ImageLength; i++)
            {
                float hidden = At(ref frame.State(0), example * 4 + i) / 2 + At(ref image, example * ImageLength + i);
                At(ref frame.Rows(Hidden), example * Row + i) = hidden;
                At(ref frame.Rows(Value), example * Row) += hidden * At(ref frame.Parameter(Reading), i);
                for (int j = 0; j < Classes; j++)
                    At(ref frame.Rows(Policy), example * Row + j) += hidden * At(ref frame.Parameter(Mixing), i * Classes + j);
            }
        }
        for (int example = 0; example < frame.Batch; example++)
            for (int i = 0; i < ImageLength; i++)
                At(ref frame.State(0), example * 4 + i) = At(ref frame.Rows(Hidden), example * Row + i);
    }

    private static ref float At(ref float start, int index) => ref Unsafe.Add(ref start, index);
}
