using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains;
using BenchmarkDotNet.Toolchains.CsProj;
using BenchmarkDotNet.Toolchains.DotNetCli;

namespace FastGrad.Bench;

/// <summary>
/// For BenchmarkDotNet 0.14, which was written before .NET 10, takes it for a runtime older than all others, and on Linux refuses to
/// disassemble there. It is told of the newest that it knows, and given what builds for the right one.
/// </summary>
internal static class Net10
{
    private const string Name = "net10.0";

    public static IConfig Config => DefaultConfig.Instance.AddJob(Job.Default
        .WithRuntime(CoreRuntime.Core90)
        .WithToolchain(new Toolchain(
            Name, new CsProjGenerator(Name, cliPath: null!, packagesPath: null!, runtimeFrameworkVersion: null!),
            new DotNetCliBuilder(Name), new DotNetCliExecutor(customDotNetCliPath: null!)))
        .WithId(Name)
        .AsDefault());
}
