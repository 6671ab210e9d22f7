using System.Globalization;
using Xunit;

namespace FastGrad.Models.Tests.Harness;

/// <summary>CI runs the numeric tests with several threads, too. Were the setting not read, all would pass and say nothing.</summary>
[Trait("Category", "Numeric")]
public class ManyThreadsTests
{
    [Fact]
    public void Trainers_have_as_many_threads_as_the_process_was_told_to_expect()
    {
        if (Environment.GetEnvironmentVariable("FASTGRAD_EXPECTED_THREADS") is { } expected)
            Assert.Equal(int.Parse(expected, CultureInfo.InvariantCulture), new TrainerOptions().Threads);
    }
}
