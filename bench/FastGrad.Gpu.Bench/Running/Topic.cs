namespace FastGrad.Gpu.Bench;

/// <summary>One question about speed.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="Question">For people.</param>
/// <param name="Subjects">What is timed for it.</param>
/// <param name="Show">Makes a table of the results; it is handed the peak in GFLOP/s too.</param>
internal sealed record Topic(string Name, string Question, IEnumerable<Subject> Subjects, Action<Report, Result[], double> Show)
{
    public static Topic[] All { get; } =
    [
        new("steps", "How long does a training step take?", Steps.All, Steps.Show),
        new("many", "Many models at once, against one after another?", Ensembles.All, Ensembles.Show),
        new("products", "Matrix products, as the compiler has them made?", Products.All, Products.Show),
        new("forms", "Which form of a product is best for which sizes?", Forms.All, Forms.Show),
    ];

    public void Run(Runner runner)
    {
        (Result[] results, double peak) = runner.Run(Subjects);
        if (results.Length > 0)
            Show(runner.Report, results, peak);
    }
}
