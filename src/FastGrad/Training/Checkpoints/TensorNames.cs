namespace FastGrad.Training;

/// <summary>That a file has just the tensors that are needed.</summary>
internal static class TensorNames
{
    // What a sentence can name.
    private const int Most = 5;

    /// <exception cref="CheckpointException">One is missing, or nobody needs it.</exception>
    public static void Require(CheckpointFile file, IReadOnlyCollection<string> needed, IReadOnlyCollection<string> found)
    {
        string[] missing = [.. needed.Except(found, StringComparer.Ordinal)], unexpected = [.. found.Except(needed, StringComparer.Ordinal)];
        if (missing.Length > 0)
            throw file.Fail($"The file lacks {List(missing)}.{Hint(missing[0], unexpected.Length > 0 ? unexpected : found)}", missing[0]);
        if (unexpected.Length > 0)
            throw file.Fail($"The file has {List(unexpected)}, for which there is no place here.{Hint(unexpected[0], needed)}", unexpected[0]);
    }

    /// <summary>Which of some names may have been meant; empty where none is like it.</summary>
    public static string Hint(string name, IEnumerable<string> others) =>
        NearestName.Of(name, others) is string nearest ? $" Nearest to '{name}' is '{nearest}'." : "";

    private static string List(string[] names) =>
        (names.Length == 1 ? "tensor " : "tensors ") + string.Join(", ", names.Take(Most).Select(name => $"'{name}'"))
        + (names.Length > Most ? $" and {names.Length - Most} more" : "");
}
