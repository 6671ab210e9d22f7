using FastGrad.Compiler.Backends.IlGpu;
using FastGrad.Generated.GpuFloat;

namespace FastGrad.Gpu.Bench;

/// <summary>A product as the compiler emits it: the batch is known when it is launched, the rest when it is compiled.</summary>
internal interface IKind : IProduct
{
    /// <summary>For people.</summary>
    static abstract string Name { get; }

    /// <summary>Which form the compiler has it made in.</summary>
    static abstract GpuProductForm Chosen { get; }
}

/// <summary>y = x·W</summary>
internal readonly struct Forward<TInputs, TOutputs> : IKind
    where TInputs : struct, ISize
    where TOutputs : struct, ISize
{
    public static string Name => "forward";
    public static GpuProductForm Chosen => GpuProductForm.OfExamples(TOutputs.Value, TInputs.Value);
    public static int Examples(Frame frame) => 1;
    public static int Rows(Frame frame) => frame.Batch;
    public static int Terms(Frame frame) => TInputs.Value;
    public static int Columns(Frame frame) => TOutputs.Value;
    public static bool LeftAlongTerms => true;
    public static bool RightAlongTerms => false;
    public static float Left(Frame frame, int example, int row, int term) => frame.Inputs[row * TInputs.Value + term];
    public static float Right(Frame frame, int example, int term, int column) => frame.Parameters[term * TOutputs.Value + column];

    public static void Store(Frame frame, int example, int row, int column, float sum) => frame.Arena[row * TOutputs.Value + column] = sum;
}

/// <summary>dx = dy·Wᵀ</summary>
internal readonly struct InputGradient<TInputs, TOutputs> : IKind
    where TInputs : struct, ISize
    where TOutputs : struct, ISize
{
    public static string Name => "dX";
    public static GpuProductForm Chosen => GpuProductForm.OfExamples(TInputs.Value, TOutputs.Value);
    public static int Examples(Frame frame) => 1;
    public static int Rows(Frame frame) => frame.Batch;
    public static int Terms(Frame frame) => TOutputs.Value;
    public static int Columns(Frame frame) => TInputs.Value;
    public static bool LeftAlongTerms => true;
    public static bool RightAlongTerms => true;
    public static float Left(Frame frame, int example, int row, int term) => frame.Inputs[row * TOutputs.Value + term];
    public static float Right(Frame frame, int example, int term, int column) => frame.Parameters[column * TOutputs.Value + term];

    public static void Store(Frame frame, int example, int row, int column, float sum) => frame.Arena[row * TInputs.Value + column] = sum;
}

/// <summary>dW = xᵀ·dy</summary>
internal readonly struct WeightGradient<TInputs, TOutputs> : IKind
    where TInputs : struct, ISize
    where TOutputs : struct, ISize
{
    public static string Name => "dW";
    public static GpuProductForm Chosen => GpuProductForm.OverBatch(TInputs.Value, TOutputs.Value);
    public static int Examples(Frame frame) => 1;
    public static int Rows(Frame frame) => TInputs.Value;
    public static int Terms(Frame frame) => frame.Batch;
    public static int Columns(Frame frame) => TOutputs.Value;
    public static bool LeftAlongTerms => false;
    public static bool RightAlongTerms => false;
    public static float Left(Frame frame, int example, int row, int term) => frame.Inputs[term * TInputs.Value + row];
    public static float Right(Frame frame, int example, int term, int column) => frame.Parameters[term * TOutputs.Value + column];

    public static void Store(Frame frame, int example, int row, int column, float sum) => frame.Arena[row * TOutputs.Value + column] = sum;
}

/// <summary>A product for each example, of matrices that lie in rows, inputs × inputs by inputs × outputs.</summary>
internal readonly struct PerExample<TInputs, TOutputs> : IKind
    where TInputs : struct, ISize
    where TOutputs : struct, ISize
{
    public static string Name => "per example";
    public static GpuProductForm Chosen => GpuProductForm.PerExample(TInputs.Value, TOutputs.Value, TInputs.Value);
    public static int Examples(Frame frame) => frame.Batch;
    public static int Rows(Frame frame) => TInputs.Value;
    public static int Terms(Frame frame) => TInputs.Value;
    public static int Columns(Frame frame) => TOutputs.Value;
    public static bool LeftAlongTerms => true;
    public static bool RightAlongTerms => false;

    public static float Left(Frame frame, int example, int row, int term) => frame.Inputs[(example * TInputs.Value + row) * TInputs.Value + term];

    public static float Right(Frame frame, int example, int term, int column) =>
        frame.Parameters[(example * TInputs.Value + term) * TOutputs.Value + column];

    public static void Store(Frame frame, int example, int row, int column, float sum) =>
        frame.Arena[(example * TInputs.Value + row) * TOutputs.Value + column] = sum;
}
