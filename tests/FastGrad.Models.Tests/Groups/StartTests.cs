namespace FastGrad.Models.Tests.Groups;

[Model(Precision = Precision.Double)]
[Input(6), Dense(8), Relu, Dense(7), Tanh, Dense(5), LeakyRelu(Slope = 0.5), Dense(4), Selu, Dense(3), Sigmoid, Dense(2)]
[Mse, Sgd]
public partial class GainNet;

[Model(Precision = Precision.Double)]
[Input(6), Dense(8), XavierNormal, Relu, Dense(7), Orthogonal(Gain = 0.5), Constant(0.1, Parameter = "Bias"), Dense(2), Constant(3, Parameter = "Weight")]
[Mse, Sgd]
public partial class StartNet;

/// <summary>The first activation that reads what a layer gives says its gain.</summary>
[Model(Precision = Precision.Double)]
[Mse, Sgd]
public partial class GainMethods
{
    [Dense(8)] private partial Tensor First(Tensor x);
    [Dense(8), KaimingNormal(Mode = FanMode.Out)] private partial Tensor Second(Tensor x);
    [Dense(2)] private partial Tensor Head(Tensor x);
    [Tanh] private partial Tensor Bend(Tensor x);
    [Relu] private partial Tensor Cut(Tensor x);

    private Tensor Forward([Shape(2, 3)] Tensor x)
    {
        Tensor y = Bend(First(Ops.Flatten(x)));
        return Head(Cut(Ops.Reshape(Second(y), new Shape(8))));
    }
}

/// <summary>What parameters start as: the gain of what follows, and what the model says.</summary>
public class StartTests
{
    [Fact]
    public void EachLayerStartsWithTheGainOfItsActivation()
    {
        var model = new GainNet(seed: 17);
        // As torch.nn.init.calculate_gain has them.
        double[] gains = [Math.Sqrt(2), 5.0 / 3, Math.Sqrt(2 / (1 + 0.5 * 0.5)), 1, 1, 1];
        for (int layer = 0; layer < gains.Length; layer++)
            Same(model.Parameters, 2 * layer, $"Dense{layer + 1}.Weight", new KaimingUniformAttribute { Gain = gains[layer] });
    }

    [Fact]
    public void OfAForwardTheGainIsFoundWhereTheResultIsRead()
    {
        var model = new GainMethods(seed: 17);
        Same(model.Parameters, 0, "First.Weight", new KaimingUniformAttribute { Gain = 5.0 / 3 });
        Same(model.Parameters, 2, "Second.Weight", new KaimingNormalAttribute { Gain = Math.Sqrt(2), Mode = FanMode.Out });
        Same(model.Parameters, 4, "Head.Weight", new KaimingUniformAttribute { Gain = 1 });
    }

    [Fact]
    public void WhatTheModelSaysStandsInPlaceOfTheLayersOwn()
    {
        var model = new StartNet(seed: 17);
        Same(model.Parameters, 0, "Dense1.Weight", new XavierNormalAttribute { Gain = Math.Sqrt(2) });
        Same(model.Parameters, 1, "Dense1.Bias", new ZerosAttribute());
        Same(model.Parameters, 2, "Dense2.Weight", new OrthogonalAttribute { Gain = 0.5 });
        Same(model.Parameters, 3, "Dense2.Bias", new ConstantAttribute(0.1));
        Same(model.Parameters, 4, "Dense3.Weight", new ConstantAttribute(3));
    }

    private static void Same(ParameterSet<double> parameters, int index, string name, InitializerAttribute initializer)
    {
        Parameter<double> parameter = parameters[index];
        Assert.Equal(name, parameter.Name);
        double[] expected = new double[parameter.Shape.Length];
        initializer.Fill(expected, parameter.Shape, Fans.Of(parameter.Shape), seed: 17, (uint)index);
        Assert.Equal(expected, parameter.Values.ToArray());
    }
}
