namespace FastGrad.Bench;

/// <summary>Something that is timed, call by call.</summary>
/// <param name="name">What is done; as in bench/peers where they do it too.</param>
/// <param name="batch">Examples of a call.</param>
/// <param name="prepare">Gives what makes so many calls; asked only if this workload is run.</param>
public sealed class Workload(string name, int batch, Func<Action<long>> prepare)
{
    /// <summary>More than one, so that branches and labels differ from call to call.</summary>
    public const int Batches = 8;

    public const string Ours = "fastgrad";

    private Action<long>? _run;

    public string Name => name;

    public int Batch => batch;

    /// <summary>Who does it.</summary>
    public string Way { get; init; } = Ours;

    /// <summary>Of a call's matrix products, a multiply-add counting two; 0 where there are none.</summary>
    public long Flops { get; init; }

    /// <summary>What a call has to read and write at least; 0 where that is not what limits it.</summary>
    public long Bytes { get; init; }

    /// <summary>On batches that are taken in turn.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="batch">Examples of a call.</param>
    /// <param name="flops">Of a call's matrix products.</param>
    /// <param name="prepare">Gives what works on the batch of a number below <see cref="Batches"/>.</param>
    /// <param name="way">Who does it.</param>
    /// <param name="bytes">What a call has to read and write at least.</param>
    public static Workload InTurn(string name, int batch, long flops, Func<Action<int>> prepare, string way = Ours, long bytes = 0) =>
        new(name, batch, () => InTurn(prepare())) { Flops = flops, Way = way, Bytes = bytes };

    public void Run(long calls) => (_run ??= prepare())(calls);

    private static Action<long> InTurn(Action<int> call)
    {
        uint next = 0;
        return calls =>
        {
            for (; calls > 0; calls--)
                call((int)(next++ % Batches));
        };
    }

    public override string ToString() => Way == Ours ? $"{Name} × {Batch}" : $"{Name} × {Batch}, {Way}";
}
