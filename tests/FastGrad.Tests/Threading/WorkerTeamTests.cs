using System.Diagnostics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;
using Xunit;

namespace FastGrad.Tests.Threading;

public sealed class WorkerTeamTests
{
    public static TheoryData<int> Members => [2, 3, 7, 4 * Environment.ProcessorCount];

    [Theory, MemberData(nameof(Members))]
    public void Each_part_runs_once(int members)
    {
        using WorkerTeam team = new(members);
        Assert.Equal(members, team.Members);
        int[] runs = new int[members];
        CountingJob job = new(runs);
        for (int run = 1; run <= 5000; run++)
        {
            team.Run(ref job, members);
            Assert.All(runs, count => Assert.Equal(run, count));
        }
    }

    [Fact]
    public void A_team_that_is_at_work_takes_no_other_work_and_is_not_disposed_of()
    {
        using WorkerTeam team = new(2);
        NestedJob job = new(team);
        team.Run(ref job, 2);
        Assert.All(job.Refusals, refusal => Assert.Contains("one caller at a time", Assert.IsType<InvalidOperationException>(refusal).Message));

        // It is free again.
        int[] runs = new int[2];
        CountingJob counting = new(runs);
        team.Run(ref counting, 2);
        Assert.Equal([1, 1], runs);
    }

    private readonly struct NestedJob(WorkerTeam team) : IJob
    {
        public Exception?[] Refusals { get; } = new Exception?[2];

        public void Run(int part, int parts)
        {
            WorkerTeam busy = team;
            Refusals[part] = part == 0 ? Record.Exception(busy.Dispose) : Record.Exception(() => Again(busy));
        }

        private static void Again(WorkerTeam team)
        {
            CountingJob other = new(new int[2]);
            team.Run(ref other, 2);
        }
    }

    [Fact]
    public void Only_as_many_parts_run_as_are_asked_for()
    {
        using WorkerTeam team = new(6);
        int[] runs = new int[6], expected = new int[6];
        CountingJob job = new(runs);
        for (int run = 0; run < 2000; run++)
        {
            int parts = 2 + run % 5;
            team.Run(ref job, parts);
            for (int part = 0; part < parts; part++)
                expected[part]++;
        }
        Assert.Equal(expected, runs);
    }

    /// <summary>Refused later, some would work in a frame that is gone.</summary>
    [Fact]
    public void More_parts_than_members_are_refused_before_one_begins()
    {
        using WorkerTeam team = new(3);
        int[] runs = new int[4];
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => Run(team, runs, 4));
        Assert.Equal("parts", exception.ParamName);
        Assert.Equal(4, exception.ActualValue);
        Run(team, runs, 3);
        Assert.Equal([1, 1, 1, 0], runs);

        static void Run(WorkerTeam team, int[] runs, int parts)
        {
            CountingJob job = new(runs);
            team.Run(ref job, parts);
        }
    }

    [Fact]
    public void The_first_part_runs_on_the_callers_thread_and_the_others_on_named_ones_in_the_background()
    {
        using WorkerTeam team = new(3);
        Thread[] threads = new Thread[3];
        ThreadJob job = new(threads);
        team.Run(ref job, 3);
        Assert.Same(Thread.CurrentThread, threads[0]);
        Assert.Equal(["FastGrad worker 1", "FastGrad worker 2"], threads[1..].Select(thread => thread.Name));
        Assert.All(threads[1..], thread => Assert.True(thread.IsBackground));

        // Started once.
        Thread[] later = new Thread[3];
        ThreadJob again = new(later);
        team.Run(ref again, 3);
        Assert.Equal(threads, later);
    }

    /// <summary>Pauses around the time after which a worker goes to sleep: a call that comes just then must not be missed.</summary>
    [Fact]
    public void A_worker_that_sleeps_or_is_about_to_wakes()
    {
        const int Runs = 10_000;
        WorkerTeam team = new(3);
        int[] runs = new int[3];
        Thread caller = new(Call) { IsBackground = true };
        caller.Start();
        Assert.True(caller.Join(TimeSpan.FromMinutes(2)), "A call was missed.");
        Assert.Equal([Runs, Runs, Runs], runs);
        team.Dispose();

        void Call()
        {
            Random random = new(1);
            CountingJob job = new(runs);
            for (int run = 0; run < Runs; run++)
            {
                if (run % 1000 == 0)
                    Thread.Sleep(20);
                long until = Stopwatch.GetTimestamp() + random.NextInt64(Stopwatch.Frequency / 25_000, Stopwatch.Frequency / 15_000);
                while (Stopwatch.GetTimestamp() < until)
                    Thread.SpinWait(1);
                team.Run(ref job, 3);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_a_part_throws_surfaces_in_the_call_after_all_have_ended(int failing)
    {
        using WorkerTeam team = new(3);
        int[] runs = new int[3];
        FailingJob job = new(runs, failing);
        for (int run = 1; run <= 3; run++)
        {
            InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Fail(team, job));
            Assert.Equal($"part {failing}", exception.Message);
            Assert.Contains(nameof(FailingJob), exception.StackTrace);
            Assert.All(runs, count => Assert.Equal(run, count));
        }

        // And the team goes on.
        CountingJob next = new(runs);
        team.Run(ref next, 3);
        Assert.All(runs, count => Assert.Equal(4, count));

        static void Fail(WorkerTeam team, FailingJob job) => team.Run(ref job, 3);
    }

    [Fact]
    public void A_job_may_hold_references_that_the_garbage_collector_moves()
    {
        using WorkerTeam team = new(3);
        for (int run = 0; run < 200; run++)
        {
            int[] numbers = [0, 0, 0];
            MovedJob job = new(ref numbers[0]);
            team.Run(ref job, 3);
            Assert.Equal([1, 2, 3], numbers);
        }
    }

    [Fact]
    public void A_run_allocates_nothing_on_any_thread()
    {
        using WorkerTeam team = new(3);
        long[] allocated = new long[3];
        AllocationJob job = new(allocated);
        for (int run = 0; run < 100; run++)
            team.Run(ref job, 3);
        long[] least = [long.MaxValue, long.MaxValue, long.MaxValue], before = new long[3];
        // The runtime may allocate on these threads too, but not every time.
        for (int round = 0; round < 4; round++)
        {
            allocated.CopyTo(before, 0);
            for (int run = 0; run < 100; run++)
            {
                // Some of them asleep, some awake.
                if (run % 50 == 0)
                    Thread.Sleep(5);
                team.Run(ref job, 3);
            }
            for (int part = 0; part < 3; part++)
                least[part] = long.Min(least[part], allocated[part] - before[part]);
        }
        Assert.Equal([0, 0, 0], least);
    }

    [Fact]
    public void Disposing_ends_the_threads_and_may_be_repeated()
    {
        WorkerTeam team = new(3);
        Thread[] threads = new Thread[3];
        ThreadJob job = new(threads);
        team.Run(ref job, 3);
        team.Dispose();
        Assert.All(threads[1..], thread => Assert.False(thread.IsAlive));
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Run(team));

        static void Run(WorkerTeam team)
        {
            CountingJob job = new(new int[3]);
            team.Run(ref job, 3);
        }
    }

    [Fact]
    public void A_team_that_is_never_used_can_be_disposed_of() => new WorkerTeam(5).Dispose();

    [Fact]
    public void A_forgotten_team_ends_its_threads()
    {
        Thread[] threads = Forget();
        for (int attempt = 0; attempt < 100 && threads.Any(thread => thread.IsAlive); attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(10);
        }
        Assert.All(threads, thread => Assert.False(thread.IsAlive));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread[] Forget()
        {
            WorkerTeam team = new(3);
            Thread[] threads = new Thread[3];
            ThreadJob job = new(threads);
            team.Run(ref job, 3);
            return threads[1..];
        }
    }

    private readonly struct ThreadJob(Thread[] threads) : IJob
    {
        public void Run(int part, int parts) => threads[part] = Thread.CurrentThread;
    }

    private readonly struct AllocationJob(long[] allocated) : IJob
    {
        public void Run(int part, int parts) => allocated[part] = GC.GetAllocatedBytesForCurrentThread();
    }

    private readonly struct FailingJob(int[] runs, int failing) : IJob
    {
        public void Run(int part, int parts)
        {
            // The others are not done when it fails.
            if (part != failing)
                Thread.Sleep(5);
            runs[part]++;
            if (part == failing)
                throw new InvalidOperationException($"part {part}");
        }
    }

    private readonly ref struct MovedJob(ref int first) : IJob
    {
        private readonly ref int _first = ref first;

        public void Run(int part, int parts)
        {
            if (part == 0)
                GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            Unsafe.Add(ref _first, part) = part + 1;
        }
    }
}
