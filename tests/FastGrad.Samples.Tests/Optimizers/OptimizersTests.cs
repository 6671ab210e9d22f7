using FastGrad.Samples.Optimizers;

namespace FastGrad.Samples.Tests.Optimizers;

public class OptimizersTests
{
    [Fact]
    public void EveryOptimizerOfTheLibraryTakesPart()
    {
        IEnumerable<string> all = typeof(OptimizerAttribute).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract && !type.ContainsGenericParameters)
            .Select(type => type.Name);

        Assert.Equal(all.Order(), Contestant.All.Select(contestant => contestant.Optimizer.Name).Distinct().Order());
        Assert.Distinct(Contestant.All.Select(contestant => contestant.Name));
    }

    [Fact]
    public void EveryOptimizerComesDownToTheNoise()
    {
        IReadOnlyList<Lane> lanes = Race.Run(new RegressionProblem(seed: 42), epochs: 20, (_, _) => { });

        // The square of the noise is 0.01; 200 test examples tell it to a tenth, as √(2 / 200).
        Assert.All(lanes, lane => Assert.True(lane.Losses[^1] is > 0.007 and < 0.014, $"{lane.Name} {lane.Losses[^1]}"));
        Assert.Equal(Contestant.All.Select(contestant => contestant.Name), lanes.Select(lane => lane.Name));
        // All from the same start.
        Assert.Single(lanes.Select(lane => lane.Losses[0]).Distinct());
        Assert.All(lanes, lane => Assert.Equal(21, lane.Losses.Count));
    }

    [Fact]
    public void ALaneKnowsWhenItArrived()
    {
        Lane lane = new("", 1);
        foreach (double loss in new[] { 3, double.NaN, 2, 1 })
            lane.Add(loss);

        Assert.Equal(0, lane.EpochsTo(3));
        Assert.Equal(2, lane.EpochsTo(2.5));
        Assert.Null(lane.EpochsTo(0.5));
    }

    [Fact]
    public void TheCommandPrintsAndDraws()
    {
        (string[] lines, string picture) = Invocation.Draw("optimizers --epochs 1");

        Assert.Contains("linear regression", lines);
        Assert.Contains("digits", lines);
        Assert.All(Contestant.All, contestant =>
        {
            Assert.Equal(2, lines.Count(line => line.StartsWith(contestant.Name + "  ", StringComparison.Ordinal)));
            Assert.Contains($">{contestant.Name}<", picture);
        });
    }
}
