namespace FastGrad.Gpu.Bench;

/// <summary>Work that is done in several ways.</summary>
/// <param name="Name">What is done; as in bench/peers where they do it too.</param>
/// <param name="Batch">Examples of a step.</param>
/// <param name="Flops">Of a step's matrix products, a multiply-add counting two.</param>
/// <param name="Prepare">Gives the ways, each of which has been seen to do it.</param>
internal sealed record Subject(string Name, int Batch, long Flops, Func<Machine, IEnumerable<Way>> Prepare)
{
    /// <summary>Steps of the longest call, for how long that takes.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>The way that the library goes by itself, where that is the question.</summary>
    public string Chosen { get; init; } = "";

    public bool Passes(string filter) => ToString().Contains(filter, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{Name} × {Batch}";
}

/// <summary>A way of doing a subject's work.</summary>
/// <param name="Name">Who does it, and how.</param>
/// <param name="Run">Makes so many calls, and waits for them.</param>
/// <param name="Steps">The subject's steps in each call.</param>
internal sealed record Way(string Name, Action<long> Run, int Steps = 1)
{
    /// <summary>Something that is done call by call.</summary>
    public static Way InTurn(string name, Action<int> call)
    {
        uint next = 0;
        return new(name, calls =>
        {
            for (; calls > 0; calls--)
                call((int)(next++ % Workload.Batches));
        });
    }
}

/// <summary>What a way took.</summary>
/// <param name="Subject">What was done.</param>
/// <param name="Way">How.</param>
/// <param name="Measured">Its calls.</param>
internal sealed record Result(Subject Subject, Way Way, Measurement Measured)
{
    /// <summary>Of a step.</summary>
    public double Microseconds => Measured.Microseconds / Way.Steps;

    /// <summary>Of a step, in the fastest round.</summary>
    public double Least => Measured.Least / Way.Steps;

    /// <summary>Bytes by each step, on this thread.</summary>
    public double Allocated => (double)Measured.Allocated / Measured.Calls / Way.Steps;

    /// <summary>GFLOP/s of the products.</summary>
    public double FlopRate => Subject.Flops / Microseconds / 1e3;
}
