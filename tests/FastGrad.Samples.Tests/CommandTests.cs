namespace FastGrad.Samples.Tests;

/// <summary>What holds of every sample that draws.</summary>
public class CommandTests
{
    public static TheoryData<string> Drawing => ["linear", "losses", "optimizers", "schedules", "gan"];

    [Theory]
    [MemberData(nameof(Drawing))]
    public void HelpNamesTheOptions(string command)
    {
        (int exit, string output, _) = Invocation.Run($"{command} --help");

        Assert.Equal(0, exit);
        Assert.Contains("--picture", output);
        Assert.Contains($"{command}.svg", output);
    }

    [Theory]
    [MemberData(nameof(Drawing))]
    public void APictureThatCannotBeIsToldBeforeTheTraining(string command)
    {
        (int exit, string output, string error) = Invocation.Run($"{command} --picture nowhere/at-all.svg");

        Assert.Equal(1, exit);
        Assert.Contains("there is no folder 'nowhere'", error);
        Assert.DoesNotContain("seed", output.Split("Description:")[0]);
    }

    [Theory]
    [MemberData(nameof(Drawing))]
    public void AFolderIsNoPicture(string command)
    {
        (int exit, _, string error) = Invocation.Run($"{command} --picture {Path.GetTempPath()}");

        Assert.Equal(1, exit);
        Assert.Contains("--picture must name a file", error);
    }

    [Theory]
    [InlineData("linear --epochs 0", "--epochs must be a whole number from 1 to 10000, got '0'")]
    [InlineData("losses --epochs x", "--epochs must be a whole number from 1 to 10000, got 'x'")]
    [InlineData("optimizers --epochs 10001", "--epochs must be a whole number from 1 to 10000, got '10001'")]
    [InlineData("schedules --steps -1", "--steps must be a whole number from 1 to 10000, got '-1'")]
    [InlineData("gan --steps 1e3", "--steps must be a whole number from 1 to 10000, got '1e3'")]
    [InlineData("gan --seed none", "--seed must be a whole number")]
    [InlineData("schedules --seed 1", "'--seed'")]
    [InlineData("linear --picture", "--picture")]
    public void ABadArgumentIsNamed(string arguments, string named)
    {
        (int exit, _, string error) = Invocation.Run(arguments);

        Assert.Equal(1, exit);
        Assert.Contains(named, error);
    }

    [Fact]
    public void APictureThatCannotBeWrittenIsAnError()
    {
        // Longer than any file system's names, and no folder.
        (int exit, string output, string error) = Invocation.Run($"linear --epochs 1 --picture {new string('x', 5000)}.svg");

        Assert.Equal(1, exit);
        Assert.StartsWith("The picture could not be written: ", error);
        Assert.DoesNotContain("picture:", output);
    }
}
