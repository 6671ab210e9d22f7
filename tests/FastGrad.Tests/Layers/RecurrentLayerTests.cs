namespace FastGrad.Tests.Layers;

/// <summary>The declarations of recurrent layers against PyTorch's.</summary>
[Trait("Category", "Numeric")]
public class RecurrentLayerTests
{
    private const int Units = 4;

    private static readonly LayerData _gru = new("gru"), _rnn = new("rnn");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void GruIsPyTorchs(int example)
    {
        Tensor state = Ops.Zeros(new Shape(Units));

        Near.Equal(Ops.Select(_gru["states"], 0, example), Gru(new GruAttribute(Units), Ops.Select(_gru["first"], 0, example), ref state));
        // Without being stateful it leaves no trace.
        Assert.Equal(0, Ops.Norm(state));
    }

    [Fact]
    public void AStatefulGruGoesOnWhereItStopped()
    {
        GruAttribute gru = new(Units) { Stateful = true };
        Tensor state = Ops.Zeros(new Shape(Units));

        Near.Equal(Ops.Select(_gru["states"], 0, 1), Gru(gru, Ops.Select(_gru["first"], 0, 1), ref state));
        Near.Equal(Ops.Select(_gru["later"], 0, 1), Gru(gru, Ops.Select(_gru["second"], 0, 1), ref state));
    }

    [Fact]
    public void AStatefulGruFedStepByStepIsTheWholeSequence()
    {
        GruAttribute gru = new(Units) { Stateful = true };
        Tensor state = Ops.Zeros(new Shape(Units)), sequence = Ops.Select(_gru["first"], 0, 0);
        Tensor[] steps = new Tensor[sequence.Shape[0]];

        for (int time = 0; time < steps.Length; time++)
            steps[time] = Gru(gru, Ops.Slice(sequence, 0, time, 1), ref state);

        Near.Equal(Ops.Select(_gru["states"], 0, 0), Ops.Concat(0, steps));
    }

    [Fact]
    public void AStateThatIsNotAskedForIsNotUsed()
    {
        Tensor state = Ops.Full(new Shape(Units), 100);

        Near.Equal(Ops.Select(_gru["states"], 0, 0), Gru(new GruAttribute(Units), Ops.Select(_gru["first"], 0, 0), ref state));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void RnnIsPyTorchs(int example)
    {
        Tensor state = Ops.Zeros(new Shape(Units));

        Near.Equal(Ops.Select(_rnn["states"], 0, example), Rnn(new RnnAttribute(Units), Ops.Select(_rnn["first"], 0, example), ref state));
        Assert.Equal(0, Ops.Norm(state));
    }

    [Fact]
    public void AStatefulRnnGoesOnWhereItStopped()
    {
        RnnAttribute rnn = new(Units) { Stateful = true };
        Tensor state = Ops.Zeros(new Shape(Units));

        Near.Equal(Ops.Select(_rnn["states"], 0, 0), Rnn(rnn, Ops.Select(_rnn["first"], 0, 0), ref state));
        Near.Equal(Ops.Select(_rnn["later"], 0, 0), Rnn(rnn, Ops.Select(_rnn["second"], 0, 0), ref state));
    }

    [Fact]
    public void TheLastStepIsTheLastState() =>
        Assert.Equal([5, 6], new LastStepAttribute().Forward(new(new Shape(3, 2), 1, 2, 3, 4, 5, 6)).Values.ToArray());

    private static Tensor Gru(GruAttribute gru, Tensor x, ref Tensor state) =>
        gru.Forward(x, _gru["weight"], _gru["recurrent"], _gru["bias"], _gru["recurrent bias"], ref state);

    private static Tensor Rnn(RnnAttribute rnn, Tensor x, ref Tensor state) =>
        rnn.Forward(x, _rnn["weight"], _rnn["recurrent"], _rnn["bias"], ref state);
}
