using System.Runtime.CompilerServices;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>
/// Compares a text with a file beside the tests, named as Verify names it. What differs is left as *.received.* for a diff tool; accepting
/// is renaming it.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string text, string name, string extension, [CallerFilePath] string source = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(source)!, "Snapshots");
        string verified = Path.Combine(folder, $"{name}.verified.{extension}"), received = Path.Combine(folder, $"{name}.received.{extension}");
        if (File.Exists(verified) && Lines(File.ReadAllText(verified)) == Lines(text))
        {
            File.Delete(received);
            return;
        }
        Directory.CreateDirectory(folder);
        File.WriteAllText(received, Lines(text));
        Assert.Fail($"{received} differs from {verified}; read it, and rename it if it is right");
    }

    // A checkout may have other line ends than the compiler writes, and a byte order mark from an editor.
    private static string Lines(string text) => text.Replace("\r\n", "\n").TrimStart('\uFEFF').TrimEnd('\n') + "\n";
}
