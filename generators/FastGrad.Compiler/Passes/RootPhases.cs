using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>Which phase has a root ready.</summary>
internal static class RootPhases
{
    public static Phase Of(string root) =>
        IsKept(root) || IsUpdate(root) ? Phase.Forward
        : root is Roots.Loss or Roots.ExampleLosses || root.StartsWith(Roots.OutputGradient, StringComparison.Ordinal) ? Phase.Loss
        : root.StartsWith(Roots.Output, StringComparison.Ordinal) ? Phase.Forward
        : Phase.Backward;

    /// <summary>Whether it is what a buffer or a state becomes: the end of the forward phase puts it there.</summary>
    public static bool IsUpdate(string root) => IsNumbered(root, "buffer") || IsNumbered(root, "state");

    /// <summary>Whether the world outside reads it where it lies, after the last kernel.</summary>
    public static bool IsReadOutside(string root) => !IsUpdate(root) && !IsKept(root);

    /// <summary>What a buffer was before this call, for backward: forward overwrites it.</summary>
    public static string Kept(int buffer) => "kept" + buffer.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static bool IsKept(string root) => IsNumbered(root, "kept");

    private static bool IsNumbered(string root, string word) =>
        root.Length > word.Length && root.StartsWith(word, StringComparison.Ordinal) && char.IsDigit(root[word.Length]);
}
