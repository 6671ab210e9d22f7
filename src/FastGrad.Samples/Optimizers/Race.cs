namespace FastGrad.Samples.Optimizers;

/// <summary>A contestant on its way.</summary>
/// <param name="Name">Its.</param>
/// <param name="LearningRate">The one it works best with.</param>
public sealed record Lane(string Name, double LearningRate)
{
    private readonly List<double> _losses = [];

    /// <summary>Test loss before the first epoch and after each.</summary>
    public IReadOnlyList<double> Losses => _losses;

    public void Add(double loss) => _losses.Add(loss);

    /// <summary>The first epoch with a test loss that is no higher; null where there is none.</summary>
    public int? EpochsTo(double loss)
    {
        int index = _losses.FindIndex(reached => reached <= loss);
        return index < 0 ? null : index;
    }
}

/// <summary>All optimizers on one problem, each with a learning rate that suits it: with the same one for all, luck would win.</summary>
public static class Race
{
    /// <summary>10⁻⁴ to 10² in steps of √10.</summary>
    private static readonly double[] _rates = [.. Enumerable.Range(-8, 13).Select(power => Math.Pow(10, power / 2.0))];

    /// <param name="problem">To work on.</param>
    /// <param name="epochs">For each.</param>
    /// <param name="report">Told the state of the race after every epoch.</param>
    public static IReadOnlyList<Lane> Run(IProblem problem, int epochs, Action<int, IReadOnlyList<Lane>> report)
    {
        List<(Lane Lane, Learner Learner)> all = [];
        foreach (Contestant contestant in Contestant.All)
        {
            double rate = BestRate(contestant, problem, epochs);
            Learner learner = contestant.Start(problem, rate, epochs);
            Lane lane = new(contestant.Name, rate);
            lane.Add(learner.TestLoss());
            all.Add((lane, learner));
        }
        Lane[] lanes = [.. all.Select(entry => entry.Lane)];
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            foreach ((Lane lane, Learner learner) in all)
            {
                learner.Epoch();
                lane.Add(learner.TestLoss());
            }
            report(epoch, lanes);
        }
        return lanes;
    }

    /// <summary>The rate with the lowest training loss at the end. The test set has no say.</summary>
    private static double BestRate(Contestant contestant, IProblem problem, int epochs) => _rates.MinBy(rate =>
    {
        Learner learner = contestant.Start(problem, rate, epochs);
        for (int epoch = 0; epoch < epochs; epoch++)
            learner.Epoch();
        double loss = learner.TrainingLoss();
        return double.IsFinite(loss) ? loss : double.PositiveInfinity;
    });
}
