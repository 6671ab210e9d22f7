namespace FastGrad.Models.Tests.Oracle;

/// <summary>One stage of a pipeline: the attribute as text for the compiler, and as an object that runs.</summary>
internal abstract record Part(string Text)
{
    public abstract int Outputs(int inputs);

    /// <summary>Lengths of its parameters in the order of their declaration.</summary>
    public abstract int[] Parameters(int inputs);

    /// <summary>The declaration, run.</summary>
    public abstract Tensor Run(Tensor x, double[][] parameters);

    /// <summary>The declaration, run, with the error that compiled code may make.</summary>
    public abstract Flow Forward(Flow x, double[][] parameters, double unit);

    /// <summary>From the gradient of the outputs to that of the inputs; those of the parameters are added.</summary>
    /// <param name="terms">Examples in the batch over which parameter gradients are summed.</param>
    public abstract Flow Backward(Flow x, double[][] parameters, Flow incoming, Flow[] gradients, int terms, double unit);

    /// <summary>How far the nearest input is from where the derivative jumps.</summary>
    public virtual double Margin(double[] x) => double.PositiveInfinity;
}
