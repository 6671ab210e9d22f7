using FastGrad.Training;

namespace FastGrad.Tests.Runtime;

/// <summary>The trainer of <see cref="LinearProgram"/>, with data and a look at everything it may change.</summary>
public sealed class LinearTrainer : ModelTrainer<float, float, Squared, LinearProgram, Momentum>
{
    public const int Capacity = 7;

    public LinearTrainer() : this(LinearProgram.Parameters(), Capacity) { }

    public LinearTrainer(ParameterSet<float> parameters, int capacity) : base(parameters, ParameterSet<float>.Empty, new Squared(), new Momentum(), capacity, null) =>
        Parameters = parameters;

    public ParameterSet<float> Parameters { get; }

    public static float[] Inputs(int batch, int seed = 1) => Numbers(batch * LinearProgram.Inputs, seed);

    public static float[] Targets(int batch, int seed = 2) => Numbers(batch * LinearProgram.Outputs, seed);

    public static float[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 2 - 1)];
    }

    /// <summary>Weights, gradients, optimizer state and step count.</summary>
    public float[] Snapshot() =>
    [
        .. Values(Parameters), .. Values(Gradients), .. Values(OptimizerState["velocity"]), .. Values(OptimizerState["updates"]), Optimizer.StepCount,
    ];

    public static float[] Values(ParameterSet<float> parameters) => [.. parameters.SelectMany(parameter => parameter.Values.ToArray())];
}
