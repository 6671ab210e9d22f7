using FastGrad.Training;

namespace FastGrad.Tests.Runtime;

/// <summary>The trainer of <see cref="DuetProgram"/> as the compiler would write it, but for what the last part adds for tests.</summary>
public sealed class DuetTrainer : GraphTrainer<float, Squared, DuetProgram, Momentum>
{
    public const int Capacity = 4;

    public DuetTrainer(ulong seed = 3) : this(DuetProgram.Parameters(), DuetProgram.Buffers(), Capacity, seed) { }

    public DuetTrainer(ParameterSet<float> parameters, ParameterSet<float> buffers, int capacity, ulong seed = 0)
        : base(parameters, buffers, new Squared(), new Momentum(), capacity, new TrainerOptions { Seed = seed }) =>
        (Parameters, Buffers) = (parameters, buffers);

    public ReadOnlySpan<float> PolicyOutput => this.OutputOf(0);

    public ReadOnlySpan<float> ValueOutput => this.OutputOf(1);

    public ReadOnlySpan<float> ImageGradient => this.GradientOf(0);

    public float Step(
        ReadOnlySpan<float> image, ReadOnlySpan<int> tokens, ReadOnlySpan<int> policyTarget, ReadOnlySpan<float> valueTarget, ReadOnlySpan<float> weights)
    {
        this.Expect(image.Length);
        this.CheckInput(0, image);
        this.CheckInput(1, tokens);
        this.CheckTarget(0, policyTarget);
        this.CheckTarget(1, valueTarget);
        this.CheckWeights(weights);
        this.TakeInput(0, image);
        this.TakeInput(1, tokens);
        this.TakeTarget(0, policyTarget);
        this.TakeTarget(1, valueTarget);
        this.TakeWeights(weights);
        return this.StepTaken();
    }

    public float Evaluate(
        ReadOnlySpan<float> image, ReadOnlySpan<int> tokens, ReadOnlySpan<int> policyTarget, ReadOnlySpan<float> valueTarget, ReadOnlySpan<float> weights)
    {
        this.Expect(image.Length);
        this.CheckInput(0, image);
        this.CheckInput(1, tokens);
        this.CheckTarget(0, policyTarget);
        this.CheckTarget(1, valueTarget);
        this.CheckWeights(weights);
        this.TakeInput(0, image);
        this.TakeInput(1, tokens);
        this.TakeTarget(0, policyTarget);
        this.TakeTarget(1, valueTarget);
        this.TakeWeights(weights);
        return this.EvaluateTaken();
    }

    public void Forward(ReadOnlySpan<float> image, ReadOnlySpan<int> tokens)
    {
        this.Expect(image.Length);
        this.CheckInput(0, image);
        this.CheckInput(1, tokens);
        this.TakeInput(0, image);
        this.TakeInput(1, tokens);
        this.ForwardTaken();
    }

    public float Loss(ReadOnlySpan<int> policyTarget, ReadOnlySpan<float> valueTarget, ReadOnlySpan<float> weights)
    {
        this.ExpectTargets();
        this.CheckTarget(0, policyTarget);
        this.CheckTarget(1, valueTarget);
        this.CheckWeights(weights);
        this.TakeTarget(0, policyTarget);
        this.TakeTarget(1, valueTarget);
        this.TakeWeights(weights);
        return this.LossTaken();
    }

    public void Backward(ReadOnlySpan<float> policyGradient, ReadOnlySpan<float> valueGradient)
    {
        this.ExpectOutputGradients();
        this.CheckOutputGradient(0, policyGradient);
        this.CheckOutputGradient(1, valueGradient);
        this.TakeOutputGradient(0, policyGradient);
        this.TakeOutputGradient(1, valueGradient);
        this.BackwardTaken();
    }

    public ParameterSet<float> Parameters { get; }

    public ParameterSet<float> Buffers { get; }

    /// <summary>Weights, buffers, gradients, optimizer state, step and call count.</summary>
    public float[] Snapshot() =>
    [
        .. LinearTrainer.Values(Parameters), .. LinearTrainer.Values(Buffers), .. LinearTrainer.Values(Gradients),
        .. LinearTrainer.Values(OptimizerState["velocity"]), .. LinearTrainer.Values(OptimizerState["updates"]), Optimizer.StepCount, Call,
    ];
}

/// <summary>The predictor of <see cref="DuetProgram"/> as the compiler would write it.</summary>
public sealed class DuetPredictor(ParameterSet<float> parameters, ParameterSet<float> buffers, int capacity)
    : GraphPredictor<float, Squared, DuetProgram>(parameters, buffers, capacity)
{
    public void Predict(ReadOnlySpan<float> image, ReadOnlySpan<int> tokens, Span<float> policy, Span<float> value)
    {
        this.Expect(image.Length);
        this.CheckInput(0, image);
        this.CheckInput(1, tokens);
        this.CheckOutput(0, policy);
        this.CheckOutput(1, value);
        this.CheckApart(0, policy, image);
        this.CheckApart(0, policy, tokens);
        this.CheckApart(1, value, image);
        this.CheckApart(1, value, tokens);
        this.CheckApart<float>(1, value, policy);
        while (this.NextChunk())
        {
            this.TakeInput(0, image);
            this.TakeInput(1, tokens);
            this.InferTaken();
            this.GiveOutput(0, policy);
            this.GiveOutput(1, value);
        }
    }
}
