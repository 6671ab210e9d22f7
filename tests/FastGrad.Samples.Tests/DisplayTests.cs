using FastGrad.Samples.Display;

namespace FastGrad.Samples.Tests;

public class DisplayTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    [Fact]
    public void AReportIsALine()
    {
        new PlainDisplay(_output).Train(30, report => report(new(7, new("loss", 0.12345), new("share", 0.5, "P0"))), "step");

        Assert.Equal("step 7/30, loss 0.1235, share 50%\n", _output.ToString().Replace(" %", "%"));
    }

    [Fact]
    public void ColumnsAreAsWideAsTheirWidestCell()
    {
        new PlainDisplay(_output).Table(["name", "x"], [["a", "1.25"], ["longer", "-3"]]);

        Assert.Equal("name       x\na       1.25\nlonger    -3\n", _output.ToString());
    }
}
