namespace FastGrad.Samples.Tests;

/// <summary>The program as a shell sees it, without a terminal.</summary>
internal static class Invocation
{
    public static (int Exit, string Output, string Error) Run(string arguments)
    {
        using StringWriter output = new(), error = new();
        int exit = Commands.Samples.Create().Parse(arguments).Invoke(new() { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>The same, with a picture, which is given as SVG.</summary>
    public static (string[] Lines, string Picture) Draw(string arguments)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.svg");
        try
        {
            (int exit, string output, string error) = Run($"{arguments} --picture {path}");
            Assert.Equal(("", 0), (error, exit));
            Assert.DoesNotContain('\u001b', output);
            string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.Equal($"picture: {path}", lines[^1]);
            return (lines[..^1], File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
