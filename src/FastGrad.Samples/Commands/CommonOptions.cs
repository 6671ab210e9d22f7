using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace FastGrad.Samples.Commands;

/// <summary>Options that several samples have.</summary>
public static class CommonOptions
{
    /// <summary>Of epochs, steps and examples in a batch: what happens at each is kept.</summary>
    private const int Most = 10_000;

    public static Option<int> Epochs(int usual) => Number("--epochs", 1, Most, usual, "Rounds through the training set.");

    public static Option<int> Steps(int usual) => Number("--steps", 1, Most, usual, "Batches to learn from.");

    public static Option<int> Batch(int usual) => Number("--batch", 1, Most, usual, "Examples per step.");

    public static Option<ulong> Seed(ulong usual = 42) =>
        Number("--seed", ulong.MinValue, ulong.MaxValue, usual, "Decides everything random: same seed, same numbers.");

    /// <summary>An option that says in its own words what it takes: the parser's message would name a .NET type.</summary>
    public static Option<T> Number<T>(string name, T least, T most, T usual, string description) where T : struct, IBinaryInteger<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (T.TryParse(text, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most)
                return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}, got '{text}'."));
            return usual;
        },
    };

    /// <summary>Where the picture goes. Checked before the training: nobody wants to wait for a file that can't be.</summary>
    /// <param name="usual">The file's name in the current directory if nothing else is said.</param>
    public static Option<string> Picture(string usual) => new("--picture")
    {
        Description = "The file of SVG to write.",
        HelpName = "FILE.svg",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string path = result.Tokens[0].Value;
            if (string.IsNullOrWhiteSpace(path) || Directory.Exists(path))
                result.AddError($"--picture must name a file, got '{path}'.");
            else if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
                result.AddError($"--picture is to be written to '{path}', but there is no folder '{folder}'.");
            return path;
        },
    };
}
