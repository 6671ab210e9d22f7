using System.Globalization;
using FastGrad.Models.Tests.Harness;
using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Models.Tests.Graphs;

/// <summary>
/// Models with branches, shared layers, reductions, views, broadcasting, scans and several inputs and outputs, drawn at random and compiled many at a
/// time. One that fails is shrunk and told as source. Overnight: <c>FASTGRAD_GRAPHS=5000 dotnet test --filter RandomGraphs</c>, and with
/// <c>FASTGRAD_SEED=…</c> other ones.
/// </summary>
[Trait("Category", "Numeric")]
public class RandomGraphs
{
    private const int PerCompilation = 25;

    private static readonly int _count = Setting("FASTGRAD_GRAPHS", Trainers.AreSlow ? 25 : 200);
    private static readonly int _seed = Setting("FASTGRAD_SEED", 11);

    public static TheoryData<int> Portions => [.. Enumerable.Range(0, (_count + PerCompilation - 1) / PerCompilation)];

    [Theory, MemberData(nameof(Portions))]
    public void AreWhatTheyDeclare(int portion)
    {
        List<int[]> models = [.. Enumerable.Range(0, PerCompilation).Select(index => Draw(_seed * 100_000 + portion * PerCompilation + index))];
        List<GraphSource> sources = [.. models.Select(GraphSource.Decode)];
        InMemory compiled = Compile(sources);
        List<(int[] Genes, Exception Failure)> failed = [.. Enumerable.Range(0, sources.Count)
            .Select(i => (models[i], Failure(() => Check(sources[i], compiled, i))!)).Where(result => result.Item2 is not null)];
        // The one with the fewest numbers is likely the simplest; it is made simpler still.
        if (failed.Count > 0)
            Assert.Fail($"{failed.Count} of {sources.Count} differ. " + Smallest(failed.MinBy(one => one.Genes.Length)));
    }

    private static int[] Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, random.Next(8, 60)).Select(_ => random.Next(10_000))];
    }

    private static InMemory Compile(IReadOnlyList<GraphSource> sources) => InMemory.Compile(
        "Graphs" + Guid.NewGuid().ToString("N"),
        [string.Concat(sources.Select((source, index) => source.Source(Name(index) + "Double", true) + source.Source(Name(index) + "Single", false)))],
        new(Unfused: true));

    private static string Name(int index) => "Graph" + index.ToString(CultureInfo.InvariantCulture);

    private static void Check(GraphSource source, InMemory compiled, int index) =>
        GraphCheck.Run(source, name => (GraphDriver)Activator.CreateInstance(compiled.Find(Name(index) + name + "Driver"))!, index);

    /// <summary>A failing list of numbers, made shorter as long as it fails.</summary>
    private static string Smallest((int[] Genes, Exception Failure) failed)
    {
        (int[] genes, Exception failure) = failed;
        int tries = Setting("FASTGRAD_SHRINK", 60);
        for (bool again = true; again;)
        {
            again = false;
            foreach (int[] smaller in ArbMap.Default.ArbFor<int[]>().Shrinker(genes).TakeWhile(_ => tries-- > 0))
            {
                GraphSource source = GraphSource.Decode(smaller);
                if (Failure(() => Check(source, Compile([source]), 0)) is not Exception other)
                    continue;
                (genes, failure, again) = (smaller, other, true);
                break;
            }
        }
        return GraphSource.Decode(genes).ModelSource("Smallest", true) + failure.Message;
    }

    private static Exception? Failure(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
