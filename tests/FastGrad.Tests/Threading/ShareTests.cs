using FastGrad.Threading;
using Xunit;

namespace FastGrad.Tests.Threading;

public sealed class ShareTests
{
    [Fact]
    public void No_more_parts_are_made_than_there_is_something_for()
    {
        using Team<float> team = new(threads: 5, scratchLength: 0, leastWork: 10);
        Assert.Equal(1, team.Parts(work: 19, granules: 100));
        Assert.Equal(2, team.Parts(work: 20, granules: 100));
        Assert.Equal(5, team.Parts(work: 1000, granules: 100));
        Assert.Equal(3, team.Parts(work: 1000, granules: 3));
        Assert.Equal(1, team.Parts(work: 1000, granules: 1));
    }

    [Fact]
    public void Parts_follow_each_other_in_whole_granules_that_differ_by_one_at_most()
    {
        foreach (int count in (int[])[0, 1, 7, 8, 9, 63, 64, 65, 1000, int.MaxValue])
            foreach (int granule in (int[])[1, 8, 32, 1 << 20])
                for (int parts = 2; parts <= 9; parts++)
                {
                    int end = 0, least = int.MaxValue, most = 0;
                    for (int part = 0; part < parts; part++)
                    {
                        (int from, int to) = Share.Of(count, granule, part, parts);
                        Assert.Equal(end, from);
                        Assert.InRange(to, from, count);
                        Assert.True(to == count || to % granule == 0);
                        int granules = (int)(((long)to - from + granule - 1) / granule);
                        (least, most) = (Math.Min(least, granules), Math.Max(most, granules));
                        end = to;
                    }
                    Assert.Equal(count, end);
                    Assert.InRange(most - least, 0, 1);
                }
    }

    [Theory]
    [InlineData(64, 8, 2, 1)]
    [InlineData(64, 8, 3, 8 / 9.0)]
    [InlineData(8, 8, 2, 0.5)]
    [InlineData(65, 8, 2, 0.9)]
    public void Balance_is_the_share_of_time_in_which_parts_work(int count, int granule, int parts, double balance) =>
        Assert.Equal(balance, Share.Balance(count, granule, parts), 1e-12);
}
