namespace FastGrad.Bench;

/// <summary>One call that is timed, on batches of random numbers that it takes in turn.</summary>
/// <param name="name">As in bench/peers.</param>
/// <param name="batch">Examples of a call.</param>
/// <param name="flops">Of a call's matrix products, a multiply-add counting two.</param>
/// <param name="call">Works on the batch of this number, below <see cref="Batches"/>.</param>
public sealed class Workload(string name, int batch, long flops, Action<int> call)
{
    /// <summary>More than one, so that branches and labels differ from call to call.</summary>
    public const int Batches = 8;

    public string Name => name;

    public int Batch => batch;

    public long Flops => flops;

    public void Run(long calls)
    {
        for (long i = 0; i < calls; i++)
            call((int)(i % Batches));
    }

    /// <summary>The next call.</summary>
    public void Run(ref int index) => call(index++ % Batches);

    public override string ToString() => $"{Name} × {Batch}";
}
