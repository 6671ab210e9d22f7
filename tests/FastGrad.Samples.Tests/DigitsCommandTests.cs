namespace FastGrad.Samples.Tests;

public class DigitsCommandTests
{
    [Fact]
    public void WithoutATerminalItPrintsPlainLines()
    {
        (int exit, string output, string error) = Attempts.Run(
            () => Invocation.Run("digits --epochs 2 --seed 3 --batch 50"), result => result.Output.Contains(": 0 bytes", StringComparison.Ordinal));

        Assert.Equal(0, exit);
        Assert.Empty(error);
        Assert.DoesNotContain('\u001b', output);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(7, lines.Length);
        Assert.Contains("batch 50, seed 3", lines[0]);
        Assert.StartsWith("epoch 1/2, loss ", lines[1]);
        Assert.StartsWith("epoch 2/2, loss ", lines[2]);
        Assert.StartsWith("test accuracy: ", lines[3]);
        Assert.StartsWith("examples per second: ", lines[4]);
        Assert.StartsWith("step latency: p50 ", lines[5]);
        Assert.Equal("allocated after warm-up: 0 bytes", lines[6]);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("digits --help")]
    public void HelpIsNoError(string arguments)
    {
        (int exit, string output, _) = Invocation.Run(arguments);

        Assert.Equal(0, exit);
        Assert.Contains("digits", output);
        Assert.Contains("--help", output);
    }

    [Theory]
    [InlineData("", "command")]
    [InlineData("numbers", "'numbers'")]
    [InlineData("digits 5", "'5'")]
    [InlineData("digits --speed 5", "'--speed'")]
    [InlineData("digits --epochs", "--epochs")]
    [InlineData("digits --epochs 0", "--epochs must be a whole number from 1 to 10000, got '0'")]
    [InlineData("digits --epochs many", "--epochs must be a whole number from 1 to 10000, got 'many'")]
    [InlineData("digits --batch -1", "--batch must be a whole number from 1 to 10000, got '-1'")]
    [InlineData("digits --batch 99999999999", "--batch must be a whole number from 1 to 10000, got '99999999999'")]
    [InlineData("digits --seed 1.5", "--seed must be a whole number from 0 to 18446744073709551615, got '1.5'")]
    public void ABadArgumentIsNamed(string arguments, string named)
    {
        (int exit, _, string error) = Invocation.Run(arguments);

        Assert.Equal(1, exit);
        Assert.Contains(named, error);
    }
}
