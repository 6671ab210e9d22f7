namespace FastGrad.Bench;

/// <summary>What was asked of a quick run: seconds instead of BenchmarkDotNet's minutes.</summary>
/// <param name="Report">Takes the results.</param>
/// <param name="Filter">What a workload's name must contain, if anything.</param>
/// <param name="RoundsAsked">How many, where the topic's own number is not wanted.</param>
internal sealed record Quick(Report Report, string Filter, int? RoundsAsked)
{
    /// <summary>Times those that pass the filter, and in the same rounds what they are compared with.</summary>
    /// <param name="workloads">All there are.</param>
    /// <param name="rounds">The topic's own number.</param>
    /// <param name="references">Timed before the others, if there are any.</param>
    public (Measurement[] References, Measurement[] Measured) Run(IEnumerable<Workload> workloads, int rounds, params Workload[] references)
    {
        Workload[] chosen = [.. workloads.Where(workload => workload.ToString().Contains(Filter, StringComparison.OrdinalIgnoreCase))];
        if (chosen.Length == 0)
            return ([], []);
        Measurement[] measured = Rounds.Run([.. references, .. chosen], RoundsAsked ?? rounds);
        Report.Csv(measured);
        return (measured[..references.Length], measured[references.Length..]);
    }

    /// <summary>Whether anything that the topic calls by this name is wanted.</summary>
    public bool Wants(string name) => name.Contains(Filter, StringComparison.OrdinalIgnoreCase);
}
