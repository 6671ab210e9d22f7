using System.Diagnostics;
using FastGrad.Checkpoints.Writer;

namespace FastGrad.Checkpoints.Tests;

/// <summary>A process that saves again and again is killed at any moment: the file is the last whole one or the one before.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 12;

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheFileIsWholeAfterEachKill()
    {
        Random random = new(11);
        VictimNet net = new();
        int number = 1, torn = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            int saved = SaveUntilKilled(number, random);
            net.Load(_scratch.File());
            float found = net.Parameters[0].Values[0];
            Assert.All(net.Parameters, parameter => Assert.Equal(-1, parameter.Values.IndexOfAnyExcept(found)));
            // It may have been renamed and not told.
            Assert.InRange(found, saved, saved + 1);
            number = (int)found + 1;
            torn += _scratch.Files().Length - 1;
            foreach (string left in _scratch.Files().Where(name => name.EndsWith(".tmp", StringComparison.Ordinal)))
                File.Delete(_scratch.File(left));
        }
        // Or the moments were none that matter.
        Assert.True(torn > 0, "Nobody was killed while writing.");
    }

    /// <summary>The last number that the child said it has saved.</summary>
    private int SaveUntilKilled(int first, Random random)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(VictimNet).Assembly.Location);
        start.ArgumentList.Add(_scratch.File());
        start.ArgumentList.Add(first.ToString());
        using Process child = Process.Start(start)!;
        // From the first whole file on.
        int last = int.Parse(child.StandardOutput.ReadLine()!);
        Thread.Sleep(random.Next(40));
        // SIGKILL: nothing of its own runs any more.
        child.Kill();
        child.WaitForExit();
        while (child.StandardOutput.ReadLine() is string line && int.TryParse(line, out int next))
            last = next;
        return last;
    }
}
