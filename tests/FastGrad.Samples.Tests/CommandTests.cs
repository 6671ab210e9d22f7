namespace FastGrad.Samples.Tests;

/// <summary>What holds of every sample that draws.</summary>
public class CommandTests
{
    public static TheoryData<string> Drawing => ["linear"];

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
