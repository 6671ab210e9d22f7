using System.Globalization;
using FastGrad.Compiler;

namespace FastGrad.Generator.Output;

/// <summary>
/// Names of generated files. A name used twice costs the user all of them, so they are made of full metadata names; and Roslyn
/// compares without case, so <c>Net</c> and <c>NET</c> are told apart by a suffix. One with a character that it forbids throws as
/// well, and C# allows more of them in a name (combining marks, for one).
/// </summary>
internal static class HintNames
{
    public const string Model = ".g.cs";
    public const string Gpu = ".Gpu.g.cs";
    public const string Layers = ".Layers.g.cs";
    public const string Formula = ".Formula.g.cs";
    public const string Companion = ".Companion.g.cs";

    public static string Of(string name, string ending, EquatableArray<string> clashes)
    {
        string plain = new([.. name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '+' or '`' ? c : '-')]);
        return (plain != name || clashes.Contains(name) ? plain + "." + Checksum(name) : name) + ending;
    }

    /// <summary>Names that differ from another one by case alone.</summary>
    public static EquatableArray<string> Clashes(IEnumerable<string> names) => names
        .Distinct(StringComparer.Ordinal)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .SelectMany(group => group)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>FNV-1a: the same on every machine, which <see cref="string.GetHashCode()"/> is not.</summary>
    private static string Checksum(string name)
    {
        uint hash = 2166136261;
        foreach (char c in name)
            hash = unchecked((hash ^ c) * 16777619);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
