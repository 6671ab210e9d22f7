using System.Runtime.CompilerServices;

namespace FastGrad.Models.Tests.Threads;

/// <summary>A trainer's threads: how many there may be, when they are used, and when they end.</summary>
public class TrainerThreadTests
{
    private const int Batch = 32;

    private static readonly float[] _inputs = [.. Enumerable.Range(0, Batch * 64).Select(index => MathF.Sin(index))];
    private static readonly int[] _labels = [.. Enumerable.Range(0, Batch).Select(index => index % 10)];

    [Fact]
    public void There_is_one_unless_more_are_asked_for() => Assert.Equal(1, new TrainerOptions().Threads);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(257)]
    [InlineData(int.MaxValue)]
    public void An_impossible_number_is_refused(int threads)
    {
        ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { Threads = threads });
        Assert.Equal(nameof(TrainerOptions.Threads), exception.ParamName);
        Assert.Equal(threads, exception.ActualValue);
        Assert.Contains("1 to 256", exception.Message);
    }

    [Fact]
    public void More_than_there_are_processors_do()
    {
        using var one = new SmallNet().CreateTrainer(Batch);
        using var many = new SmallNet().CreateTrainer(Batch, Shared(8 * Environment.ProcessorCount));
        Assert.Equal(one.Step(_inputs, _labels), many.Step(_inputs, _labels));
        Assert.Equal(one.Step(_inputs, _labels), many.Step(_inputs, _labels));
    }

    [Fact]
    public void What_they_work_in_counts_as_workspace()
    {
        using var one = new SmallNet().CreateTrainer(Batch);
        using var two = new SmallNet().CreateTrainer(Batch, new TrainerOptions { Threads = 2 });
        using var three = new SmallNet().CreateTrainer(Batch, new TrainerOptions { Threads = 3 });
        Assert.True(one.WorkspaceBytes < two.WorkspaceBytes);
        Assert.True(two.WorkspaceBytes < three.WorkspaceBytes);
    }

    [Fact]
    public void No_call_allocates()
    {
        using var trainer = new SmallNet().CreateTrainer(Batch, Shared(3));
        using var whole = new SmallNet().CreateTrainer<Lamb>(Batch, Shared(3));
        Allocation.None(Call);

        void Call()
        {
            trainer.Step(_inputs, _labels);
            trainer.ZeroGradients();
            trainer.Forward(_inputs);
            trainer.Loss(_labels);
            trainer.Backward();
            trainer.Update();
            trainer.Evaluate(_inputs, _labels);
            whole.Step(_inputs, _labels);
        }
    }

    public static TheoryData<int> Numbers => [1, 2, 5];

    [Theory, MemberData(nameof(Numbers))]
    public void After_disposal_every_method_throws_and_what_was_learned_can_be_read(int threads)
    {
        var model = new SmallNet();
        var trainer = model.CreateTrainer(Batch, Shared(threads));
        trainer.Forward(_inputs);
        trainer.Loss(_labels);
        trainer.Backward();
        trainer.Dispose();
        trainer.Dispose();
        Action[] calls =
        [
            () => trainer.Step(_inputs, _labels), () => trainer.Step([], []), () => trainer.Forward(_inputs), () => trainer.Loss(_labels),
            () => trainer.Backward(), () => trainer.Backward(new float[Batch * 10]), () => trainer.Update(), () => trainer.ZeroGradients(),
            () => trainer.ResetState(), () => trainer.Evaluate(_inputs, _labels),
        ];
        float[] before = [.. model.Parameters[0].Values];
        Assert.All(calls, call => Assert.Throws<ObjectDisposedException>(call));
        Assert.Equal(before, model.Parameters[0].Values.ToArray());
        Assert.Contains(trainer.Gradients[0].Values.ToArray(), gradient => gradient != 0);
        Assert.Equal(Batch * 64, trainer.InputGradient.Length);
        Assert.Equal(0, trainer.Optimizer.StepCount);
    }

    [Fact]
    public void A_forgotten_trainer_is_collected()
    {
        // Its threads are not what keeps it alive.
        WeakReference trainer = Forget();
        for (int attempt = 0; attempt < 100 && trainer.IsAlive; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Thread.Sleep(10);
        }
        Assert.False(trainer.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Forget()
        {
            var trainer = new SmallNet().CreateTrainer(Batch, Shared(3));
            trainer.Step(_inputs, _labels);
            return new WeakReference(trainer);
        }
    }

    private static TrainerOptions Shared(int threads) => new() { Threads = threads, LeastWork = 1 };
}
