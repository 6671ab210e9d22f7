using FastGrad.Kernels;

namespace FastGrad.Bench;

/// <summary>What one core can do at most, by the library's own chains; as a workload, so that it is measured in the rounds of what it is compared with.</summary>
internal sealed class FmaPeak : ILoop
{
    private FmaPeak() { }

    /// <summary>Its <see cref="Measurement.FlopRate"/> is the peak.</summary>
    public static Workload Workload => new("peak", 1, () => Widest.Of(new FmaPeak())) { Flops = Chains<float>.FlopsOfLanes(Widest.Lanes) };

    public void Run<V>(long calls) where V : struct, IVector<V, float>
    {
        Chains<float> chains = new();
        for (; calls > 0; calls--)
            chains.Run<V>(0, V.Count);
    }
}
