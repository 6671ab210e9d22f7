using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Training;

namespace FastGrad.Tests.Runtime;

/// <summary>An optimizer as the compiler would write it: two slots, one of which counts the weight's updates, and a constant per step.</summary>
public sealed class Momentum : ElementwiseOptimizer<Momentum.Rule>
{
    private static readonly string[] _slots = ["velocity", "updates"];

    public override double LearningRate
    {
        get;
        set => field = Allowed(value, value >= 0, "at least 0");
    } = 0.125;

    public double Decay
    {
        get;
        set => field = Allowed(value, value is >= 0 and < 1, "at least 0 and below 1");
    } = 0.75;

    public override ReadOnlySpan<string> SlotNames => _slots;

    protected override int ConstantCount => 2;

    protected override void Prepare(long step, ReadOnlySpan<ParameterGroup> groups, Span<double> constants)
    {
        for (int group = 0; group < groups.Length; group++)
        {
            constants[2 * group] = Decay;
            constants[2 * group + 1] = LearningRate * groups[group].LearningRateFactor / step;
        }
    }

    public readonly struct Rule : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Update<V, T>(in UpdateRange<T> range, ReadOnlySpan<double> constants)
            where V : struct, IVector<V, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            V decay = V.Create(T.CreateTruncating(constants[0])), rate = V.Create(T.CreateTruncating(constants[1]));
            for (nint i = 0; i < range.Count; i += V.Count)
            {
                V velocity = V.MultiplyAdd(decay, V.Load(in range.Slot(0), i), V.Load(in range.Gradients, i));
                velocity.Store(ref range.Slot(0), i);
                (V.Load(in range.Slot(1), i) + V.Create(T.One)).Store(ref range.Slot(1), i);
                (V.Load(in range.Weights, i) - rate * velocity).Store(ref range.Weights, i);
            }
        }
    }
}
