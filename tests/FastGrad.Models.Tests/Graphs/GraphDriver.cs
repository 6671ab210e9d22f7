using System.Numerics;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Graphs;

/// <summary>A compiled graph model with any number of inputs and targets, over arrays of doubles. Whole numbers go in as such.</summary>
public abstract class GraphDriver
{
    /// <summary>All trained values, one parameter after the other.</summary>
    public abstract double[] Parameters { get; set; }

    public abstract double[] Gradients { get; }

    public abstract double Step(double[][] inputs, double[][] targets);

    /// <summary>Zeroed gradients, forward, loss, backward.</summary>
    public abstract double Phases(double[][] inputs, double[][] targets);

    public abstract void Update();

    public abstract double Evaluate(double[][] inputs, double[][] targets);

    /// <summary>Each output, all examples.</summary>
    public abstract double[][] Predict(double[][] inputs, int examples);

    /// <summary>The declaration itself, run for one example: each output.</summary>
    public abstract Tensor[] Run(Tensor[] inputs);

    protected static T[] In<T>(double[] values) where T : INumber<T> => Array.ConvertAll(values, T.CreateChecked);

    protected static double[] Out<T>(ReadOnlySpan<T> values) where T : INumber<T> => Array.ConvertAll(values.ToArray(), double.CreateChecked);

    protected static double[] Values<T>(ParameterSet<T> set) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. set.SelectMany(parameter => Out<T>(parameter.Values))];

    protected static double[] Values<T>(IModel<T> model, ITrainer<T> trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Trainers.Fetch(model, trainer);
        return Values(model.Parameters);
    }

    protected static void Set<T>(IModel<T> model, ITrainer<T> trainer, double[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int start = 0;
        foreach (Parameter<T> parameter in model.Parameters)
        {
            In<T>(values[start..(start + parameter.Values.Length)]).CopyTo(parameter.Values);
            start += parameter.Values.Length;
        }
        Trainers.Send(model, trainer);
    }
}
