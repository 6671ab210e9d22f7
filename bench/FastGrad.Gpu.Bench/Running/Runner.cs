using ILGPU.Runtime;

namespace FastGrad.Gpu.Bench;

/// <summary>Checks and times what topics ask for.</summary>
/// <param name="report">Takes the results.</param>
/// <param name="errors">Takes what is refused.</param>
/// <param name="machine">Does the work.</param>
/// <param name="filter">What a subject's name must contain.</param>
/// <param name="rounds">How many.</param>
/// <param name="mostFlops">Of a step; larger ones are left out.</param>
internal sealed class Runner(Report report, TextWriter errors, Machine machine, string filter, int rounds, long mostFlops)
{
    // A simulation does a million or two in a second.
    private const long MostSimulatedFlops = 1_000_000;

    // A GPU goes down to a slower clock where it has nothing to do, and up again only after a while.
    private const double LeastMicroseconds = 5000, LeastSimulatedMicroseconds = 1;

    public Report Report => report;

    public bool IsSimulation => machine.IsSimulation;

    /// <summary>Whether anything was refused.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Times all ways of the subjects that pass the filter, and in the same rounds the peak.</summary>
    /// <returns>The results, and the peak in GFLOP/s.</returns>
    public (Result[] Results, double Peak) Run(IEnumerable<Subject> subjects)
    {
        List<Subject> chosen = [.. subjects.Where(subject => subject.Passes(filter))], small = [.. chosen.Where(IsSmall)];
        if (small.Count < chosen.Count)
            errors.WriteLine($"Left out, being too large for this run: {string.Join(", ", chosen.Except(small))}");
        List<(Subject Subject, Way Way)> ways = [.. small.SelectMany(Prepare)];
        if (ways.Count == 0)
            return ([], 0);
        ways.Insert(0, (Peak.Subject(machine), Peak.Way(machine)));
        Result[] results = [.. ways.Zip(
            Rounds.Run(ways.Select(WorkloadOf), rounds, IsSimulation ? LeastSimulatedMicroseconds : LeastMicroseconds),
            (way, measured) => new Result(way.Subject, way.Way, measured))];
        foreach (Result result in results)
            report.Csv(result.Subject.Name, result.Subject.Batch, result.Way.Name, result.Microseconds, result.Subject.Flops);
        report.Line($"Peak of multiply-adds, measured beside the rest: {results[0].FlopRate:G3} GFLOP/s\n");
        return (results[1..], results[0].FlopRate);
    }

    private bool IsSmall(Subject subject) =>
        subject.Flops <= mostFlops && (!IsSimulation || subject.Flops * subject.Steps <= MostSimulatedFlops);

    private IEnumerable<(Subject, Way)> Prepare(Subject subject)
    {
        try
        {
            return [.. subject.Prepare(machine).Select(way => (subject, way))];
        }
        catch (Exception problem) when (problem
            is DisagreementException or DeviceMemoryException or AcceleratorException
            or OutOfMemoryException or InvalidOperationException or NotSupportedException)
        {
            HasFailed = true;
            errors.WriteLine($"{subject} is not timed. {problem.Message}");
            return [];
        }
    }

    private static Workload WorkloadOf((Subject Subject, Way Way) pair) => new(pair.Subject.Name, pair.Subject.Batch, () => pair.Way.Run)
    {
        Way = pair.Way.Name,
        Flops = pair.Subject.Flops * pair.Way.Steps,
    };
}
