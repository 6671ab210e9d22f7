using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>An exponential moving average of weights: a ← d·a + (1 − d)·w. A weight that never moved is its own average, to the last bit.</summary>
internal sealed class WeightAverage<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> _weights;
    private readonly (int Offset, int Length)[] _tensors;
    private readonly double _decay;

    /// <param name="weights">What it follows, and begins as a copy of.</param>
    /// <param name="decay">The share d of the average kept from step to step.</param>
    public WeightAverage(ParameterSet<T> weights, double decay)
    {
        _weights = weights;
        _tensors = weights.Ranges();
        _decay = decay;
        Values = weights.ZerosAlike();
        Values.CopyFrom(weights);
    }

    /// <summary>The average.</summary>
    public ParameterSet<T> Values { get; }

    /// <summary>Takes the weights in, as a step left them.</summary>
    public void Follow(Team<T>? team)
    {
        // From the nearer end, as PyTorch's lerp: the small share is the one that rounding would hurt.
        bool nearAverage = _decay >= 0.5;
        double share = nearAverage ? 1 - _decay : _decay;
        TensorWalk<T> walk = new(team, _tensors, new(ref Values.Start, in _weights.Start, ref Values.Start, 0, Values.Length));
        for (int tensor = 0; tensor < _tensors.Length; tensor++)
        {
            if (nearAverage)
                walk.Update<FromAverage>(tensor, new ReadOnlySpan<double>(in share));
            else
                walk.Update<FromWeight>(tensor, new ReadOnlySpan<double>(in share));
        }
    }

    // What moves is the average, so it stands where other rules have weights, and the weights where those have gradients.

    /// <summary>a + (1 − d)·(w − a).</summary>
    private readonly struct FromAverage : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Update<V, TNumber>(in UpdateRange<TNumber> range, ReadOnlySpan<double> constants)
            where V : struct, IVector<V, TNumber>
            where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        {
            V share = V.Create(TNumber.CreateTruncating(constants[0]));
            ref TNumber averages = ref range.Weights;
            ref readonly TNumber weights = ref range.Gradients;
            for (nint i = 0; i < range.Count; i += V.Count)
            {
                V average = V.Load(in averages, i);
                V.MultiplyAdd(V.Load(in weights, i) - average, share, average).Store(ref averages, i);
            }
        }
    }

    /// <summary>w + d·(a − w).</summary>
    private readonly struct FromWeight : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Update<V, TNumber>(in UpdateRange<TNumber> range, ReadOnlySpan<double> constants)
            where V : struct, IVector<V, TNumber>
            where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
        {
            V share = V.Create(TNumber.CreateTruncating(constants[0]));
            ref TNumber averages = ref range.Weights;
            ref readonly TNumber weights = ref range.Gradients;
            for (nint i = 0; i < range.Count; i += V.Count)
            {
                V weight = V.Load(in weights, i);
                V.MultiplyAdd(V.Load(in averages, i) - weight, share, weight).Store(ref averages, i);
            }
        }
    }
}
