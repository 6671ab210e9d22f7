using Xunit;
using static FastGrad.Tests.Runtime.LinearTrainer;

namespace FastGrad.Tests.Runtime;

/// <summary>Misuse throws what the contract says, says why, and changes nothing.</summary>
public sealed class TrainerMisuseTests
{
    public static TheoryData<string, string, Action<LinearTrainer>> WrongArguments => new()
    {
        { "empty batch", "inputs", trainer => trainer.Step([], []) },
        { "part of an example", "inputs", trainer => trainer.Step(new float[6], Targets(1)) },
        { "batch over capacity", "inputs", trainer => trainer.Step(Inputs(Capacity + 1), Targets(Capacity + 1)) },
        { "too few targets", "targets", trainer => trainer.Step(Inputs(2), Targets(1)) },
        { "too many targets", "targets", trainer => trainer.Step(Inputs(2), Targets(3)) },
        { "empty batch", "inputs", trainer => trainer.Evaluate([], []) },
        { "batch over capacity", "inputs", trainer => trainer.Evaluate(Inputs(Capacity + 1), Targets(Capacity + 1)) },
        { "no targets", "targets", trainer => trainer.Evaluate(Inputs(2), []) },
        { "empty batch", "inputs", trainer => trainer.Forward([]) },
        { "batch over capacity", "inputs", trainer => trainer.Forward(Inputs(Capacity + 1)) },
        { "targets of another batch", "targets", trainer => trainer.Loss(Targets(3)) },
        { "gradient of another batch", "outputGradient", trainer => trainer.Backward(Targets(3)) },
        { "no gradient", "outputGradient", trainer => trainer.Backward([]) },
    };

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public void A_wrong_argument_is_named_and_changes_nothing(string misuse, string argument, Action<LinearTrainer> call)
    {
        LinearTrainer disturbed = new(), undisturbed = new();
        foreach (LinearTrainer trainer in (LinearTrainer[])[disturbed, undisturbed])
        {
            trainer.Step(Inputs(4), Targets(4));
            trainer.Forward(Inputs(2));
        }
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => call(disturbed));
        Assert.True(argument == exception.ParamName, misuse);
        Assert.Matches("[Gg]ot [0-9]+", exception.Message);
        Assert.Equal(undisturbed.Snapshot(), disturbed.Snapshot());

        // The sequence goes on as if nothing had happened.
        foreach (LinearTrainer trainer in (LinearTrainer[])[disturbed, undisturbed])
        {
            trainer.Loss(Targets(2));
            Assert.ThrowsAny<ArgumentException>(() => trainer.Step([], []));
            trainer.Backward();
            trainer.Update();
        }
        Assert.Equal(undisturbed.Snapshot(), disturbed.Snapshot());
    }

    public static TheoryData<string, Action<LinearTrainer>, Action<LinearTrainer>> WrongOrders => new()
    {
        { "loss first", _ => { }, trainer => trainer.Loss(Targets(2)) },
        { "backward first", _ => { }, trainer => trainer.Backward() },
        { "backward from outside first", _ => { }, trainer => trainer.Backward(Targets(2)) },
        { "update first", _ => { }, trainer => trainer.Update() },
        { "backward without loss", trainer => trainer.Forward(Inputs(2)), trainer => trainer.Backward() },
        { "update without backward", ForwardAndLoss, trainer => trainer.Update() },
        { "update of zeroed gradients", trainer => { ForwardAndLoss(trainer); trainer.Backward(); trainer.ZeroGradients(); }, trainer => trainer.Update() },
        { "loss twice", ForwardAndLoss, trainer => trainer.Loss(Targets(2)) },
        { "backward twice", trainer => { ForwardAndLoss(trainer); trainer.Backward(); }, trainer => trainer.Backward() },
        { "loss after backward", trainer => { ForwardAndLoss(trainer); trainer.Backward(); }, trainer => trainer.Loss(Targets(2)) },
        { "loss after step", trainer => { trainer.Forward(Inputs(2)); trainer.Step(Inputs(2), Targets(2)); }, trainer => trainer.Loss(Targets(2)) },
        { "backward after evaluate", trainer => { ForwardAndLoss(trainer); trainer.Evaluate(Inputs(2), Targets(2)); }, trainer => trainer.Backward() },
        { "update after step", trainer => { ForwardAndLoss(trainer); trainer.Backward(); trainer.Step(Inputs(2), Targets(2)); }, trainer => trainer.Update() },
        { "loss after update", trainer => { ForwardAndLoss(trainer); trainer.Backward(); trainer.Forward(Inputs(2)); trainer.Update(); }, trainer => trainer.Loss(Targets(2)) },
        { "input gradient before backward", ForwardAndLoss, trainer => _ = trainer.InputGradient },
        { "input gradient after another forward", trainer => { trainer.Step(Inputs(2), Targets(2)); trainer.Forward(Inputs(2)); }, trainer => _ = trainer.InputGradient },
    };

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public void A_phase_out_of_order_is_refused_and_changes_nothing(string misuse, Action<LinearTrainer> before, Action<LinearTrainer> call)
    {
        LinearTrainer trainer = new();
        before(trainer);
        float[] snapshot = trainer.Snapshot();
        Exception? exception = Record.Exception(() => call(trainer));
        Assert.True(exception is InvalidOperationException, misuse);
        Assert.Equal(snapshot, trainer.Snapshot());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void An_impossible_capacity_is_refused(int capacity)
    {
        Assert.Equal("batchCapacity", Assert.Throws<ArgumentOutOfRangeException>(() => new LinearTrainer(LinearProgram.Parameters(), capacity)).ParamName);
        Assert.Equal("batchCapacity", Assert.Throws<ArgumentOutOfRangeException>(() => new LinearPredictor(LinearProgram.Parameters(), ParameterSet<float>.Empty, capacity)).ParamName);
    }

    [Fact]
    public void Labels_must_be_classes()
    {
        LabelTrainer trainer = new();
        float[] before = LinearTrainer.Values(trainer.Gradients);
        foreach (int label in (int[])[-1, LabelProgram.Classes, int.MinValue, int.MaxValue])
        {
            ArgumentOutOfRangeException exception = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(new float[6], [0, label, 1]));
            Assert.Equal("targets", exception.ParamName);
            Assert.Contains($"Label 1 is {label}, but a label must be at least 0 and below {LabelProgram.Classes}", exception.Message);
        }
        Assert.Equal(0, trainer.Optimizer.StepCount);
        Assert.Equal(before, LinearTrainer.Values(trainer.Gradients));
        Assert.Equal(1, trainer.Step(new float[6], [0, LabelProgram.Classes - 1, 1]));
        Assert.Contains("InputGradient = true", Assert.Throws<InvalidOperationException>(() => _ = trainer.InputGradient).Message);
    }

    private static void ForwardAndLoss(LinearTrainer trainer)
    {
        trainer.Forward(Inputs(2));
        trainer.Loss(Targets(2));
    }
}
