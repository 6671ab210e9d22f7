using System.CommandLine;

namespace FastGrad.Gpu.Bench;

/// <summary>The command line.</summary>
internal static class Command
{
    private const int Rounds = 31, QuickRounds = 5;

    // What a GPU does in well under a millisecond, and a processor in some.
    private const long QuickFlops = 60_000_000;

    public static RootCommand Create()
    {
        Option<string?> accelerator = new("--accelerator") { Description = $"{string.Join(", ", Machine.Kinds)}; the first of them that is there." };
        accelerator.AcceptOnlyFromAmong([.. Machine.Kinds]);
        Option<int> device = new("--device") { Description = "Which of several of that kind, as --list counts them; 0." };
        Option<string[]> topics = new("--topic")
        {
            Description = "One or more of these:\n" + string.Join('\n', Topic.All.Select(topic => $"{topic.Name,-10} {topic.Question}")),
            AllowMultipleArgumentsPerToken = true,
        };
        topics.AcceptOnlyFromAmong([.. Topic.All.Select(topic => topic.Name)]);
        Option<string> filter = new("--filter") { Description = "What a workload's name must contain.", DefaultValueFactory = _ => "" };
        Option<bool> quick = new("--quick") { Description = $"{QuickRounds} rounds of the smaller workloads only." };
        Option<int?> rounds = new("--rounds") { Description = $"{Rounds}; more give steadier medians." };
        Option<bool> csv = new("--csv") { Description = "Lines of name, batch, way, µs and flops." };
        Option<bool> list = new("--list") { Description = "The devices and workloads that there are; runs none." };
        RootCommand root = new("FastGrad's benchmarks on GPUs.") { accelerator, device, topics, filter, quick, rounds, csv, list };
        root.SetAction(parsed =>
        {
            Topic[] asked = [.. Topic.All.Where(topic => parsed.GetValue(topics) is not { Length: > 0 } some || some.Contains(topic.Name))];
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(list))
                return List(output, asked, parsed.GetValue(filter)!);
            bool isQuick = parsed.GetValue(quick);
            return Run(
                new Report(output, parsed.GetValue(csv)), parsed.InvocationConfiguration.Error, asked,
                parsed.GetValue(accelerator), parsed.GetValue(device), parsed.GetValue(filter)!,
                parsed.GetValue(rounds) ?? (isQuick ? QuickRounds : Rounds), isQuick ? QuickFlops : long.MaxValue);
        });
        return root;
    }

    private static int List(TextWriter output, Topic[] topics, string filter)
    {
        output.WriteLine($"Devices that ILGPU finds:\n{Machine.Describe()}\n");
        foreach (Topic topic in topics)
        {
            output.WriteLine($"{topic.Name}: {topic.Question}");
            foreach (Subject subject in topic.Subjects.Where(subject => subject.Passes(filter)))
                output.WriteLine($"  {subject}");
        }
        return 0;
    }

    private static int Run(
        Report report, TextWriter errors, Topic[] topics, string? kind, int device, string filter, int rounds, long mostFlops)
    {
        if (rounds < 1)
        {
            errors.WriteLine($"Got {rounds} rounds, but at least 1 is needed.");
            return 1;
        }
        using Machine? machine = Machine.Open(kind, device, out string problem);
        if (machine is null)
        {
            errors.WriteLine(problem);
            return 1;
        }
        Facts.Write(report, errors, machine, rounds);
        Runner runner = new(report, errors, machine, filter, rounds, mostFlops);
        foreach (Topic topic in topics)
        {
            report.Title(topic.Question);
            topic.Run(runner);
            machine.Release();
            // What one topic leaves is not collected in another's time.
            GC.Collect();
        }
        return runner.HasFailed ? 1 : 0;
    }
}
