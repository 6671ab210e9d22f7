namespace FastGrad.Models.Tests.Formulas;

public enum Growth { None, Linear, Root }

/// <summary>An optimizer whose settings decide its rule: which slots there are, whether it needs whole tensors, how often a loop runs.</summary>
public sealed partial class AmsAttribute : OptimizerAttribute
{
    [InRange(0, 1)]
    public double Beta { get; init; } = 0.75;

    /// <summary>Whether the divisor never shrinks.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>How the step grows.</summary>
    public Growth Growth { get; init; } = Growth.None;

    [AtLeast(1)]
    public int Times { get; init; } = 1;

    public bool ByTensor { get; init; }

    [Formula]
    public void Update(ref Tensor weight, Tensor gradient, long step, ref Tensor v, ref Tensor largest)
    {
        v = Beta * v + (1 - Beta) * gradient * gradient;
        Tensor divisor = v;
        if (AmsGrad)
        {
            largest = Ops.Maximum(largest, v);
            divisor = largest;
        }
        double size = Growth == Growth.Root ? Math.Sqrt(step) : Growth == Growth.Linear ? step : 1;
        if (ByTensor)
            size /= 1 + Ops.Norm(gradient);
        for (int i = 0; i < Times; i++)
            weight -= LearningRate * size * gradient / (Ops.Sqrt(divisor) + 0.125);
    }
}
