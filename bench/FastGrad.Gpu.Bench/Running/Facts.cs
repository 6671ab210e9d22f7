using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;

namespace FastGrad.Gpu.Bench;

/// <summary>What must be known of a run to read its tables.</summary>
internal static class Facts
{
#if REAL_ILGPU
    private static bool IsDouble => false;
#else
    private static bool IsDouble => true;
#endif

    public static void Write(Report report, TextWriter errors, Machine machine, int rounds)
    {
        if (IsDouble)
            errors.WriteLine("This is a test double of ILGPU, and its times mean nothing: build with -p:RealIlgpu=true to measure.");
        else if (machine.IsSimulation)
            errors.WriteLine("ILGPU's CPU accelerator simulates a GPU, and its times mean nothing: it shows that all runs, and computes the same.");
        using StringWriter device = new();
        machine.Accelerator.Device.PrintInformation(device);
        report.Line($"```\n{device.ToString().TrimEnd()}\n```\n");
        report.Line($"- {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC; FastGrad {Version(typeof(TrainerOptions))}, ILGPU {Version(typeof(Context))}");
        report.Line($"- {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}");
        report.Line($"- {Environment.ProcessorCount} processors, of which the CPU's trainers use one");
        report.Line($"- {machine.Accelerator.NumMultiprocessors} multiprocessors; {machine.Session.Lanes} lanes in each group of the kernels");
        report.Line($"- All that a table compares in turn, {rounds} rounds, after warming up; medians, in µs of a step or a call");
        report.Line($"- What does not compute what the CPU does is not timed: losses to {Agreement.OfLosses:P1}, sums to float's rounding\n");
    }

    private static string? Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
