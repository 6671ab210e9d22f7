using Xunit;
using static FastGrad.Tests.Runtime.DuetTrainer;

namespace FastGrad.Tests.Runtime;

/// <summary>Misuse of a trainer over several spans throws what the contract says, names the span, and changes nothing.</summary>
public sealed class GraphTrainerMisuseTests
{
    private static readonly DuetBatch _two = new(2);

    public static TheoryData<string, string, Action<Call>> WrongBatches => new()
    {
        { "image", "Got 0 numbers, but a batch is 1 to 4 examples of 3 each", call => call([], [], [], [], []) },
        { "image", "Got 7 numbers, but a batch is 1 to 4 examples of 3 each", call => call(new float[7], _two.Tokens, _two.PolicyTarget, _two.ValueTarget, _two.Weights) },
        { "image", "Got 15 numbers, but a batch is 1 to 4 examples of 3 each", call => call(new float[15], new int[10], new int[5], new float[5], new float[5]) },
        { "tokens", "Got 3 numbers, but 2 examples need 2 each, 4 together", call => call(_two.Image, new int[3], _two.PolicyTarget, _two.ValueTarget, _two.Weights) },
        { "tokens", "Index 2 is 5, but an index must be at least 0 and below 5", call => call(_two.Image, [0, 4, 5, 1], _two.PolicyTarget, _two.ValueTarget, _two.Weights) },
        { "tokens", "Index 0 is -1, but an index must be at least 0 and below 5", call => call(_two.Image, [-1, 4, 5, 1], _two.PolicyTarget, _two.ValueTarget, _two.Weights) },
        { "policyTarget", "Got 1 numbers, but 2 examples need 1 each, 2 together", call => call(_two.Image, _two.Tokens, [0], _two.ValueTarget, _two.Weights) },
        { "policyTarget", "Label 1 is 4, but a label must be at least 0 and below 4", call => call(_two.Image, _two.Tokens, [0, 4], _two.ValueTarget, _two.Weights) },
        { "policyTarget", "Label 1 is -2147483648, but a label must be at least 0 and below 4", call => call(_two.Image, _two.Tokens, [0, int.MinValue], _two.ValueTarget, _two.Weights) },
        { "valueTarget", "Got 3 numbers, but 2 examples need 1 each, 2 together", call => call(_two.Image, _two.Tokens, _two.PolicyTarget, new float[3], _two.Weights) },
        { "weights", "Got 0 numbers, but 2 examples need 1 each, 2 together", call => call(_two.Image, _two.Tokens, _two.PolicyTarget, _two.ValueTarget, []) },
        { "weights", "Weight 1 is -0.5, but a weight must be finite and at least 0", call => call(_two.Image, _two.Tokens, _two.PolicyTarget, _two.ValueTarget, [1, -0.5f]) },
        { "weights", "Weight 0 is NaN, but a weight must be finite and at least 0", call => call(_two.Image, _two.Tokens, _two.PolicyTarget, _two.ValueTarget, [float.NaN, 1]) },
        { "weights", "Weight 0 is Infinity, but a weight must be finite and at least 0", call => call(_two.Image, _two.Tokens, _two.PolicyTarget, _two.ValueTarget, [float.PositiveInfinity, 1]) },
        { "weights", "Got 2 weights that are all 0, but at least one example must count", call => call(_two.Image, _two.Tokens, _two.PolicyTarget, _two.ValueTarget, [0, 0]) },
    };

    [Theory]
    [MemberData(nameof(WrongBatches))]
    public void A_wrong_span_is_named_and_changes_nothing(string argument, string words, Action<Call> wrong)
    {
        // Another number of examples than those under way, which are then forgotten if a check comes too late.
        DuetBatch three = new(3);
        Unchanged(three, argument, words, trainer => wrong((a, b, c, d, e) => trainer.Step(a, b, c, d, e)));
        Unchanged(three, argument, words, trainer => wrong((a, b, c, d, e) => trainer.Evaluate(a, b, c, d, e)));
        if (argument is "image" or "tokens")
            Unchanged(three, argument, words, trainer => wrong((a, b, _, _, _) => trainer.Forward(a, b)));
        else
            Unchanged(_two, argument, words, trainer => wrong((_, _, c, d, e) => trainer.Loss(c, d, e)));
    }

    [Theory]
    [InlineData(7, 2, "policyGradient", "Got 7 numbers, but 2 examples need 4 each, 8 together")]
    [InlineData(8, 3, "valueGradient", "Got 3 numbers, but 2 examples need 1 each, 2 together")]
    [InlineData(8, 0, "valueGradient", "Got 0 numbers, but 2 examples need 1 each, 2 together")]
    public void A_wrong_gradient_is_named_and_changes_nothing(int policy, int value, string argument, string words)
    {
        float[] ones = [.. Enumerable.Repeat(1f, policy)];
        Unchanged(_two, argument, words, trainer => trainer.Backward(ones, new float[value]));
    }

    public static TheoryData<string, Action<DuetTrainer>, Action<DuetTrainer>, string> WrongOrders => new()
    {
        { "loss first", _ => { }, trainer => _two.Loss(trainer), "Loss needs Forward" },
        { "backward first", _ => { }, trainer => trainer.Backward(), "Backward needs Loss" },
        { "backward from outside first", _ => { }, trainer => trainer.Backward(new float[8], new float[2]), "needs Forward" },
        { "update first", _ => { }, trainer => trainer.Update(), "went backward" },
        { "backward without loss", _two.Forward, trainer => trainer.Backward(), "Backward needs Loss" },
        { "update without backward", ForwardAndLoss, trainer => trainer.Update(), "went backward" },
        { "loss twice", ForwardAndLoss, trainer => _two.Loss(trainer), "Loss needs Forward" },
        { "backward twice", trainer => { ForwardAndLoss(trainer); trainer.Backward(); }, trainer => trainer.Backward(), "Backward needs Loss" },
        { "backward after step", trainer => { ForwardAndLoss(trainer); _two.Step(trainer); }, trainer => trainer.Backward(), "Backward needs Loss" },
        { "backward after evaluate", trainer => { ForwardAndLoss(trainer); _two.Evaluate(trainer); }, trainer => trainer.Backward(new float[8], new float[2]), "needs Forward" },
        { "loss after reset", trainer => { _two.Forward(trainer); trainer.ResetState(); }, trainer => _two.Loss(trainer), "Loss needs Forward" },
        { "update after step", trainer => { ForwardAndLoss(trainer); trainer.Backward(); _two.Step(trainer); }, trainer => trainer.Update(), "went backward" },
        { "image gradient before backward", ForwardAndLoss, trainer => _ = trainer.ImageGradient, "went backward" },
    };

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public void A_phase_out_of_order_is_refused_and_changes_nothing(string misuse, Action<DuetTrainer> before, Action<DuetTrainer> call, string words)
    {
        DuetTrainer trainer = new();
        before(trainer);
        float[] snapshot = trainer.Snapshot();
        Exception? exception = Record.Exception(() => call(trainer));
        Assert.True(exception is InvalidOperationException, misuse);
        Assert.Contains(words, exception.Message);
        Assert.Equal(snapshot, trainer.Snapshot());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void An_impossible_capacity_is_refused(int capacity)
    {
        (ParameterSet<float> parameters, ParameterSet<float> buffers) = (DuetProgram.Parameters(), DuetProgram.Buffers());
        Assert.Equal("batchCapacity", Assert.Throws<ArgumentOutOfRangeException>(() => new DuetTrainer(parameters, buffers, capacity)).ParamName);
        Assert.Equal("batchCapacity", Assert.Throws<ArgumentOutOfRangeException>(() => new DuetPredictor(parameters, buffers, capacity)).ParamName);
    }

    /// <summary>In the middle of the phases: the call changes nothing, states and what was taken included, and the phases go on as if it had not been.</summary>
    private static void Unchanged(DuetBatch underWay, string argument, string words, Action<DuetTrainer> call)
    {
        DuetTrainer disturbed = new(), quiet = new();
        foreach (DuetTrainer trainer in (DuetTrainer[])[disturbed, quiet])
        {
            new DuetBatch(4).Step(trainer);
            underWay.Forward(trainer);
        }
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => call(disturbed));
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(words, exception.Message);
        Assert.Equal(quiet.Snapshot(), disturbed.Snapshot());
        foreach (DuetTrainer trainer in (DuetTrainer[])[disturbed, quiet])
        {
            underWay.Loss(trainer);
            trainer.Backward();
            trainer.Update();
            new DuetBatch(3).Step(trainer);
        }
        Assert.Equal(quiet.Snapshot(), disturbed.Snapshot());
    }

    private static void ForwardAndLoss(DuetTrainer trainer)
    {
        _two.Forward(trainer);
        _two.Loss(trainer);
    }

    /// <summary>A call with a span for each part of a batch.</summary>
    public delegate void Call(
        ReadOnlySpan<float> image, ReadOnlySpan<int> tokens, ReadOnlySpan<int> policyTarget, ReadOnlySpan<float> valueTarget, ReadOnlySpan<float> weights);
}
