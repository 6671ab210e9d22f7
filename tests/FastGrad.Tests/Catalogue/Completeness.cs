using System.Text.RegularExpressions;

namespace FastGrad.Tests.Catalogue;

/// <summary>What every entry of the catalogue has to say.</summary>
internal static partial class Completeness
{
    /// <summary>Entries that nobody claims to have invented.</summary>
    public static IReadOnlySet<string> WithoutPaper { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Constant", "Flatten", "LastStep", "LogSoftmax", "Ones", "TruncatedNormal", "Uniform", "Zeros",
    };

    /// <summary>What is missing, each in a sentence that names the entry.</summary>
    public static IEnumerable<string> Missing(Entry entry, IReadOnlySet<string> withoutPaper)
    {
        if (entry.Summary.Length == 0)
            yield return $"{entry.Name} has no <summary>.";
        else if (!Year().IsMatch(entry.Summary) && !withoutPaper.Contains(entry.Name))
            yield return $"{entry.Name}'s <summary> names no paper, 'author, \"title\" (year)'; "
                + $"what has none is listed in {nameof(Completeness)}.{nameof(WithoutPaper)}.";
        else if (Year().IsMatch(entry.Summary) && withoutPaper.Contains(entry.Name))
            yield return $"{entry.Name} names a paper, so it does not belong into {nameof(Completeness)}.{nameof(WithoutPaper)}.";
        if (entry.Formula?.Length == 0)
            yield return $"{entry.Name}'s formula method has no <summary>: the formula alone.";
        foreach (Setting setting in entry.Settings)
        {
            if (setting.Summary.Length == 0)
                yield return $"{entry.Name}.{setting.Name} has no <summary>.";
            if (setting.IsReal && setting.Range.Length == 0)
                yield return $"{entry.Name}.{setting.Name} has no range: [Above(0)], [InRange(0, 1)] … on a property, "
                    + "'; above 0.' at the end of an argument's words.";
            if (setting.Default.Length == 0)
                yield return $"{entry.Name}.{setting.Name}'s default can't be found.";
        }
    }

    [GeneratedRegex(@"\((1[5-9]|20)\d\d\)")]
    private static partial Regex Year();
}
