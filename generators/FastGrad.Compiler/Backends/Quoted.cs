namespace FastGrad.Compiler.Backends;

internal static class Quoted
{
    /// <summary>A string as C# writes it.</summary>
    public static string Text(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
