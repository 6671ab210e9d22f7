using System.Diagnostics;
using System.Globalization;

namespace FastGrad.Generator.Tests.Robustness;

/// <summary>
/// Whatever is typed, the generator neither throws nor hangs, never calls a user's mistake its own, and what it generates for code without
/// errors has none. <c>FASTGRAD_FUZZ_MINUTES</c> lets it run that long, from a seed of its own.
/// </summary>
public class RobustnessTests
{
    private const int Count = 10_000;

    // Far beyond what a machine with many builds on it takes for one source.
    private static readonly TimeSpan _hang = TimeSpan.FromMinutes(2);

    public static TheoryData<int> Sources => new(Enumerable.Range(0, Corpus.Sources.Count));

    [Theory]
    [MemberData(nameof(Sources))]
    public void TheCorpusIsValid(int source)
    {
        var result = Harness.Project.Run(Harness.Project.Create(Corpus.Sources[source]), out var output);
        Assert.Empty(result.Diagnostics);
        Assert.NotEmpty(result.GeneratedSources);
        Harness.Expect.Nothing(string.Join("\n", output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Error)));
    }

    [Fact]
    public void AnySourceIsAnswered()
    {
        string? minutes = Environment.GetEnvironmentVariable("FASTGRAD_FUZZ_MINUTES");
        ulong seed = minutes is null ? 1 : (ulong)Random.Shared.NextInt64();
        TimeSpan patience = minutes is null ? TimeSpan.MaxValue : TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture));
        Run run = new(new Mutator(Corpus.Sources), seed, minutes is null ? Count : long.MaxValue, patience);
        run.Start(Math.Clamp(Environment.ProcessorCount, 1, 8));
        while (!run.IsDone)
        {
            Thread.Sleep(50);
            if (run.Hanging(_hang) is { } hanging)
                Assert.Fail($"The generator hangs on this source:\n\n{hanging}");
        }
        Assert.True(run.Failure is null, run.Failure);
        Assert.True(minutes is not null || run.Done == Count, $"{run.Done} sources were examined");
    }

    /// <summary>Sources by their number, so that threads share them in any order; the first fault ends it all.</summary>
    private sealed class Run(Mutator mutator, ulong seed, long count, TimeSpan patience)
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly List<Work> _works = [];
        private long _next = -1;
        private long _done;
        private volatile string? _failure;
        private int _running;

        public bool IsDone => Volatile.Read(ref _running) == 0;

        public long Done => Volatile.Read(ref _done);

        public string? Failure => _failure;

        public void Start(int threads)
        {
            _running = threads;
            for (int thread = 0; thread < threads; thread++)
            {
                Work work = new();
                _works.Add(work);
                // In the background: one that hangs must not keep the process alive. With the stack that a compiler's threads have on Windows.
                new Thread(() => Examine(work), maxStackSize: 1 << 20) { IsBackground = true }.Start();
            }
        }

        public string? Hanging(TimeSpan limit) =>
            _works.Select(work => work.Current).FirstOrDefault(current => current is not null && _clock.Elapsed - current.At > limit)?.Source;

        private void Examine(Work work)
        {
            try
            {
                Examiner examiner = new();
                while (_failure is null && _clock.Elapsed < patience && Interlocked.Increment(ref _next) is var number && number < count)
                {
                    string source = mutator.Source(unchecked(seed + (ulong)number));
                    work.Current = new(source, _clock.Elapsed);
                    if (examiner.Examine(source) is { } fault)
                        _failure ??= Tell(examiner, source, fault, number);
                    work.Current = null;
                    Interlocked.Increment(ref _done);
                }
            }
            catch (Exception exception)
            {
                _failure ??= $"{exception}\n\n{work.Current?.Source}";
            }
            finally
            {
                work.Current = null;
                Interlocked.Decrement(ref _running);
            }
        }

        private string Tell(Examiner examiner, string source, Fault fault, long number)
        {
            string small = Shrinker.Shrink(source, shorter => examiner.Examine(shorter)?.Kind == fault.Kind, TimeSpan.FromSeconds(60));
            return $"Source {number} from seed {seed}: {fault.Kind}\n{examiner.Examine(small)?.Detail ?? fault.Detail}\n\n{small}";
        }
    }

    private sealed class Work
    {
        public volatile Begin? Current;
    }

    private sealed record Begin(string Source, TimeSpan At);
}
