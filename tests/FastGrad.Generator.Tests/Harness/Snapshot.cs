using System.Runtime.CompilerServices;

namespace FastGrad.Generator.Tests.Harness;

/// <summary>
/// Compares text with a file <c>Name.verified.ext</c> beside the test, and writes <c>Name.received.ext</c> where they differ: look at the
/// difference, and rename it if it is meant. The file names are those of Verify, which can take over without moving one.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string text, string name, string extension, [CallerFilePath] string test = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(test)!, name);
        string verified = $"{stem}.verified.{extension}", received = $"{stem}.received.{extension}";
        if (File.Exists(verified) && File.ReadAllText(verified) == text)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail(
            $"{Path.GetFileName(received)} differs from {Path.GetFileName(verified)}: compare them, and rename the first if it is right.");
    }
}
