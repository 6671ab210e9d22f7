using System.CommandLine;
using System.Runtime.InteropServices;

namespace FastGrad.Bench;

/// <summary><c>--quick</c>: all topics in a few minutes, or some of them. Without it, BenchmarkDotNet has the command line.</summary>
internal static class QuickCommand
{
    public const string Switch = "--quick";

    public static RootCommand Create()
    {
        Option<bool> quick = new(Switch) { Description = "Medians of short rounds, as tables; BenchmarkDotNet otherwise." };
        Option<string[]> topics = new("--topic")
        {
            Description = "One or more of these:\n" + string.Join('\n', Topic.All.Select(topic => $"{topic.Name,-10} {topic.Question}")),
            AllowMultipleArgumentsPerToken = true,
        };
        topics.AcceptOnlyFromAmong([.. Topic.All.Select(topic => topic.Name)]);
        Option<string> filter = new("--filter") { Description = "What a workload's name must contain.", DefaultValueFactory = _ => "" };
        Option<int?> rounds = new("--rounds") { Description = "Of each topic; more give steadier medians." };
        Option<bool> csv = new("--csv") { Description = "Lines of name, batch, way, µs and flops." };
        RootCommand root = new("FastGrad's benchmarks.") { quick, topics, filter, rounds, csv };
        root.SetAction(parsed => Run(
            parsed.GetValue(topics) is { Length: > 0 } some ? some : [.. Topic.All.Select(topic => topic.Name)],
            new Quick(
                new Report(parsed.InvocationConfiguration.Output, parsed.GetValue(csv)),
                parsed.GetValue(filter)!,
                parsed.GetValue(rounds))));
        return root;
    }

    private static void Run(string[] topics, Quick quick)
    {
        quick.Report.Line(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}, vectors of {Widest.Lanes * 32} bits\n");
        foreach (Topic topic in Topic.All.Where(topic => topics.Contains(topic.Name)))
        {
            quick.Report.Title(topic.Question);
            topic.Run(quick);
            // What one topic leaves is not collected in another's time.
            GC.Collect();
        }
    }
}
