using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Gpu.Tests.Optimizers.Harness;

/// <summary>The CPU's optimizer of a model, handed gradients of a test's making.</summary>
internal abstract class CpuUpdate : IDisposable
{
    public abstract bool IsDouble { get; }

    public abstract RigLayout Layout { get; }

    public abstract double[] Weights { get; }

    public abstract double[] Gradients { get; }

    /// <summary>One slot after the other, each without gaps.</summary>
    public abstract double[][] Slots { get; }

    public abstract double[] Average { get; }

    public abstract double GradientNorm { get; }

    /// <summary>Of the last step, group after group.</summary>
    public abstract double[] Constants { get; }

    /// <summary>Rounds to the model's precision.</summary>
    public abstract double Round(double value);

    public abstract void Update(double[] gradients);

    public abstract void Dispose();

    public static CpuUpdate Of(object model, TrainerOptions? options = null)
    {
        Type contract = model.GetType().GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IModel<,>));
        return (CpuUpdate)Activator.CreateInstance(typeof(CpuUpdate<>).MakeGenericType(contract.GetGenericArguments()[0]), model, options)!;
    }
}

internal sealed class CpuUpdate<T> : CpuUpdate where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IModel<T, T> _model;
    private readonly ITrainer<T, T> _trainer;

    public CpuUpdate(IModel<T, T> model, TrainerOptions? options)
    {
        _model = model;
        _trainer = model.CreateTrainer(1, options);
        Layout = new(model.Parameters.Definitions, Optimizer.Parameters, Optimizer.SlotNames.Length, Optimizer.ConstantsOf(0).Length);
    }

    public override bool IsDouble => typeof(T) == typeof(double);

    public override RigLayout Layout { get; }

    public override double[] Weights => Values(_model.Parameters);

    public override double[] Gradients => Values(_trainer.Gradients);

    public override double[][] Slots => [.. _trainer.OptimizerState.Names.Select(name => Values(_trainer.OptimizerState[name]))];

    public override double[] Average => Values(_trainer.Average!);

    public override double GradientNorm => _trainer.GradientNorm;

    public override double[] Constants =>
        [.. Enumerable.Range(0, Optimizer.Parameters.Groups.Length).SelectMany(group => Optimizer.ConstantsOf(group).ToArray())];

    private FormulaOptimizer Optimizer => (FormulaOptimizer)_trainer.Optimizer;

    public override double Round(double value) => double.CreateTruncating(T.CreateTruncating(value));

    public override void Update(double[] gradients)
    {
        // Whatever the batch: its gradients are replaced.
        _trainer.ZeroGradients();
        int outputs = _trainer.Forward(new T[Cases.Inputs]).Length;
        _trainer.Loss(new T[outputs]);
        _trainer.Backward();
        int start = 0;
        foreach (Parameter<T> parameter in _trainer.Gradients)
        {
            foreach (ref T element in parameter.Values)
                element = T.CreateTruncating(gradients[start++]);
        }
        _trainer.Update();
    }

    public override void Dispose() => _trainer.Dispose();

    private static double[] Values(ParameterSet<T> set) => [.. set.SelectMany(parameter => parameter.Values.ToArray().Select(double.CreateTruncating))];
}
