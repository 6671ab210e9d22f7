using FastGrad.Threading;

namespace FastGrad.Tests.Threading;

/// <summary>Counts how often each part ran.</summary>
internal readonly struct CountingJob(int[] runs) : IJob
{
    public void Run(int part, int parts) => runs[part]++;
}
