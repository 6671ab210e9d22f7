using System.Numerics;

namespace FastGrad.Models.Tests.Harness;

internal sealed class Driver<T, TTarget>(IModel<T, TTarget> model) : Driver
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumber<TTarget>
{
    private ITrainer<T, TTarget>? _trainer;

    public override bool IsDouble => typeof(T) == typeof(double);

    public override object Model => model;

    public ITrainer<T, TTarget> Trainer => _trainer ?? throw new InvalidOperationException("Call Train first.");

    public override IReadOnlyList<(string Name, Shape Shape)> Layout => [.. model.Parameters.Select(parameter => (parameter.Name, parameter.Shape))];

    public override double[] Parameters
    {
        get
        {
            Trainers.Fetch(model, _trainer);
            return Values(model.Parameters);
        }
        set
        {
            Put(value, model.Parameters);
            Trainers.Send(model, _trainer);
        }
    }

    public override double[] Gradients => Values(Trainer.Gradients);

    public override double[] State
    {
        get => [.. Trainer.OptimizerState.Names.SelectMany(name => Values(Trainer.OptimizerState[name]))];
        set
        {
            Put(value, Trainer.OptimizerState.Names.SelectMany(name => Trainer.OptimizerState[name]));
            Trainers.SendState(Trainer);
        }
    }

    public override PerStepNumbers PerStep => Trainer.OptimizerState.PerStep;

    public override double[] InputGradient => Out(Trainer.InputGradient);

    public override double[] ExampleLosses => Out(Trainer.ExampleLosses);

    public override Optimizer Optimizer => Trainer.Optimizer;

    public override Criterion Criterion => Trainer.Criterion;

    public override Driver Train(int capacity, TrainerOptions? options = null)
    {
        _trainer = model.CreateTrainer(Trainers.Here, capacity, options);
        return this;
    }

    public override void Dispose() => _trainer?.Dispose();

    public override double Step(double[] inputs, double[] targets) => double.CreateChecked(Trainer.Step(In<T>(inputs), In<TTarget>(targets)));

    public override void ZeroGradients() => Trainer.ZeroGradients();

    public override double[] Forward(double[] inputs) => Out(Trainer.Forward(In<T>(inputs)));

    public override double Loss(double[] targets) => double.CreateChecked(Trainer.Loss(In<TTarget>(targets)));

    public override void Backward() => Trainer.Backward();

    public override void Backward(double[] outputGradient) => Trainer.Backward(In<T>(outputGradient));

    public override void Update() => Trainer.Update();

    public override double Evaluate(double[] inputs, double[] targets) => double.CreateChecked(Trainer.Evaluate(In<T>(inputs), In<TTarget>(targets)));

    public override double[] Predict(double[] inputs, int outputLength)
    {
        T[] outputs = new T[outputLength];
        Trainers.Predict(model, _trainer, In<T>(inputs), outputs);
        return Out<T>(outputs);
    }

    public override double[] Predict(double[] inputs, int outputLength, int capacity)
    {
        T[] outputs = new T[outputLength];
        Trainers.Fetch(model, _trainer);
        Trainers.Predict(model, capacity, In<T>(inputs), outputs);
        return Out<T>(outputs);
    }

    private static double[] Values(ParameterSet<T> set) => [.. set.SelectMany(parameter => Out<T>(parameter.Values))];

    private static void Put(double[] values, IEnumerable<Parameter<T>> parameters)
    {
        int start = 0;
        foreach (Parameter<T> parameter in parameters)
        {
            In<T>(values.AsSpan(start, parameter.Values.Length)).CopyTo(parameter.Values);
            start += parameter.Values.Length;
        }
    }

    private static double[] Out(ReadOnlySpan<T> values) => Out<T>(values);

    private static double[] Out<TValue>(ReadOnlySpan<TValue> values) where TValue : INumber<TValue>
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = double.CreateChecked(values[i]);
        return result;
    }

    private static TValue[] In<TValue>(ReadOnlySpan<double> values) where TValue : INumber<TValue>
    {
        TValue[] result = new TValue[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = TValue.CreateChecked(values[i]);
        return result;
    }
}
