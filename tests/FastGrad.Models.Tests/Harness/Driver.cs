namespace FastGrad.Models.Tests.Harness;

/// <summary>
/// A model and its trainer over doubles, whatever its precision and targets: every float is a double, so nothing is lost on the way out,
/// and what goes in was made to be representable.
/// </summary>
internal abstract class Driver : IDisposable
{
    public abstract bool IsDouble { get; }

    /// <summary>2 to the minus digits: the most by which one rounding errs, relatively.</summary>
    public double Unit => IsDouble ? Math.ScaleB(1, -53) : Math.ScaleB(1, -24);

    public abstract IReadOnlyList<(string Name, Shape Shape)> Layout { get; }

    /// <summary>All values, one parameter after the other.</summary>
    public abstract double[] Parameters { get; set; }

    public abstract double[] Gradients { get; }

    /// <summary>The optimizer's slots, one after the other.</summary>
    public abstract double[] State { get; set; }

    /// <summary>What the optimizer keeps once for all weights.</summary>
    public abstract PerStepNumbers PerStep { get; }

    public abstract double[] InputGradient { get; }

    /// <summary>Of the last loss that was computed.</summary>
    public abstract double[] ExampleLosses { get; }

    public abstract Optimizer Optimizer { get; }

    public abstract Criterion Criterion { get; }

    public abstract object Model { get; }

    public static Driver Of(object model)
    {
        Type contract = model.GetType().GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IModel<,>));
        return (Driver)Activator.CreateInstance(typeof(Driver<,>).MakeGenericType(contract.GetGenericArguments()), model)!;
    }

    public abstract Driver Train(int capacity, TrainerOptions? options = null);

    public abstract void Dispose();

    public abstract double Step(double[] inputs, double[] targets);

    public abstract void ZeroGradients();

    public abstract double[] Forward(double[] inputs);

    public abstract double Loss(double[] targets);

    public abstract void Backward();

    public abstract void Backward(double[] outputGradient);

    public abstract void Update();

    public abstract double Evaluate(double[] inputs, double[] targets);

    public abstract double[] Predict(double[] inputs, int outputLength);

    /// <summary>Through a predictor of its own.</summary>
    public abstract double[] Predict(double[] inputs, int outputLength, int capacity);

    /// <summary>Parameters, gradients, slots and step count: all that a trainer carries from call to call, to be compared bit by bit.</summary>
    public long[] Snapshot() =>
        [.. Parameters.Concat(Gradients).Concat(State).Select(BitConverter.DoubleToInt64Bits), Optimizer.StepCount];
}
