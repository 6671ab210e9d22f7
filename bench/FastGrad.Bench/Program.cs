using System.Globalization;
using BenchmarkDotNet.Running;
using FastGrad.Bench;

if (args.Contains("--phases"))
{
    Phases.Run(rounds: 300);
    return;
}
if (!args.Contains("--quick"))
{
    BenchmarkSwitcher.FromAssembly(typeof(StepBenchmarks).Assembly).Run(args);
    return;
}
if (After("--filter") == "Generator")
{
    GeneratorQuick.Run(rounds: int.Parse(After("--rounds") ?? "31", CultureInfo.InvariantCulture));
    return;
}
Quick.Run(
    filter: After("--filter") ?? "",
    rounds: int.Parse(After("--rounds") ?? "201", CultureInfo.InvariantCulture),
    asCsv: args.Contains("--csv"));

string? After(string option) => Array.IndexOf(args, option) is >= 0 and int index && index + 1 < args.Length ? args[index + 1] : null;
