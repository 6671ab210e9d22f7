using System.Globalization;
using System.Runtime.CompilerServices;

namespace FastGrad.Models.Tests.Harness;

/// <summary>
/// All tests of this assembly with several threads, however small the work: with the number in the environment variable
/// <c>FASTGRAD_TEST_THREADS</c>.
/// </summary>
internal static class ManyThreads
{
    [ModuleInitializer]
    public static void Set()
    {
        if (Environment.GetEnvironmentVariable("FASTGRAD_TEST_THREADS") is not string threads)
            return;
        TrainerOptions.DefaultThreads = int.Parse(threads, CultureInfo.InvariantCulture);
        TrainerOptions.DefaultLeastWork = 1;
    }
}
