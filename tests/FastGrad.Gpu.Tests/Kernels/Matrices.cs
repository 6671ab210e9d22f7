using FastGrad.Generated.GpuFloat;

namespace FastGrad.Gpu.Tests.Kernels;

internal interface IFlag
{
    static abstract bool Value { get; }
}

internal readonly struct Yes : IFlag
{
    public static bool Value => true;
}

internal readonly struct No : IFlag
{
    public static bool Value => false;
}

/// <summary>
/// Products of any size, told in numbers of the frame that mean something else in a model: batch examples of capacity × step by step × slot.
/// Lines are further apart than they are long.
/// </summary>
internal readonly struct Matrices<TLeftAlongTerms, TRightAlongTerms> : IProduct
    where TLeftAlongTerms : struct, IFlag
    where TRightAlongTerms : struct, IFlag
{
    public const int Padding = 3;

    public static bool LeftAlongTerms => TLeftAlongTerms.Value;

    public static bool RightAlongTerms => TRightAlongTerms.Value;

    public static int Examples(Frame frame) => frame.Batch;

    public static int Rows(Frame frame) => frame.Capacity;

    public static int Columns(Frame frame) => frame.Slot;

    public static int Terms(Frame frame) => frame.Step;

    public static float Left(Frame frame, int example, int row, int term) =>
        frame.Inputs[Place(example, row, frame.Capacity, term, frame.Step, LeftAlongTerms)];

    public static float Right(Frame frame, int example, int term, int column) =>
        frame.Parameters[Place(example, column, frame.Slot, term, frame.Step, RightAlongTerms)];

    public static void Store(Frame frame, int example, int row, int column, float sum) =>
        frame.Arena[Place(example, row, frame.Capacity, column, frame.Slot, along: true)] = sum;

    /// <summary>Where an element lies in lines along the second index, or along the first.</summary>
    public static int Place(int example, int first, int firsts, int second, int seconds, bool along) => along
        ? (example * firsts + first) * (seconds + Padding) + second
        : (example * seconds + second) * (firsts + Padding) + first;

    public static int Length(int examples, int firsts, int seconds, bool along) =>
        along ? examples * firsts * (seconds + Padding) : examples * seconds * (firsts + Padding);
}
