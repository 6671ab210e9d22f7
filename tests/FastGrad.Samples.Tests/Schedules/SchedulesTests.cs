using FastGrad.Samples.Schedules;

namespace FastGrad.Samples.Tests.Schedules;

public class SchedulesTests
{
    [Fact]
    public void EveryScheduleOfTheLibraryIsDrawn()
    {
        IEnumerable<string> all = typeof(Schedule).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Schedule)) && !type.IsAbstract)
            .Select(type => type.Name);

        Assert.Equal(all.Order(), DrawnSchedule.All(100).Select(drawn => drawn.Schedule.GetType().Name).Distinct().Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void AnyNumberOfStepsIsDrawn(int steps)
    {
        IReadOnlyList<DrawnSchedule> all = DrawnSchedule.All(steps);

        Assert.All(all, drawn => Assert.Equal(steps, drawn.Rates.Count));
        Assert.All(all.SelectMany(drawn => drawn.Rates), rate => Assert.InRange(rate, 0, 0.5));
    }

    [Fact]
    public void ThePlateauIsNoticed()
    {
        DrawnSchedule plateau = Assert.Single(DrawnSchedule.All(1000), drawn => drawn.Schedule is ReduceOnPlateauSchedule);

        Assert.Equal(0.1, plateau.Rates[0]);
        Assert.True(plateau.Rates.Distinct().Count() >= 3);
        Assert.Equal(plateau.Rates.OrderDescending(), plateau.Rates);
    }

    [Fact]
    public void TheCommandPrintsAndDraws()
    {
        (string[] lines, string picture) = Invocation.Draw("schedules --steps 100");

        Assert.Equal(2 + DrawnSchedule.All(100).Count, lines.Length);
        Assert.Matches(@"^Step +0\.1000 +0\.0125 +0\.1000 +0\.0125$", lines[3]);
        Assert.All(DrawnSchedule.All(100), drawn => Assert.Contains($">{drawn.Name}<", picture));
    }
}
