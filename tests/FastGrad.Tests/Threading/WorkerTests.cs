using System.Runtime.CompilerServices;
using FastGrad.Threading;
using Xunit;

namespace FastGrad.Tests.Threading;

/// <summary>A job lies in its caller's frame, so nobody may look at it who was not called, or after it is done.</summary>
public sealed class WorkerTests
{
    [Fact]
    public void One_that_wakes_without_a_call_does_nothing()
    {
        Assignment assignment = new();
        int[] runs = new int[2];
        CountingJob job = new(runs);
        assignment.Begin(ref job, 2);
        Worker worker = new(assignment, 1);
        try
        {
            SemaphoreSlim bell = Bell(worker);
            bell.Release();
            Assert.True(SpinWait.SpinUntil(() => bell.CurrentCount == 0, TimeSpan.FromMinutes(1)), "It never slept.");
            // Time to do wrong; what does right needs none.
            Thread.Sleep(20);
            Assert.Equal([0, 0], runs);

            // It hears a call all the same.
            worker.Call();
            assignment.Do(0);
            assignment.Finish();
            Assert.Equal([1, 1], runs);
        }
        finally
        {
            assignment.IsOver = true;
            worker.Call();
            worker.Join();
        }
    }

    [Fact]
    public void One_that_comes_late_finds_no_job()
    {
        Assignment assignment = new();
        int[] runs = new int[1];
        CountingJob job = new(runs);
        assignment.Begin(ref job, 1);
        assignment.Do(0);
        assignment.Finish();

        assignment.Do(0);
        Assert.Equal([1], runs);
        Assert.Throws<NullReferenceException>(assignment.Finish);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_bell")]
    private static extern ref SemaphoreSlim Bell(Worker worker);
}
