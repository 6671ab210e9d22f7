using FastGrad.Models.Tests.Formulas;

namespace FastGrad.Models.Tests.Lowered;

[Model(Precision = Precision.Double, InputGradient = true), Input(5), Memory, Mse, Sgd]
public partial class MemoryModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(5), Swap, Mse, Sgd]
public partial class SwapModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3), Carry, Mse, Sgd]
public partial class CarryModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3, 4, 5), Places, Mse, Sgd]
public partial class PlacesModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(2, 3, 16), Places, Mse, Sgd]
public partial class PlacesOfWholeVectorsModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3), Numbers, Mse, Sgd]
public partial class NumbersModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(4, 5), Scattered, Mse, Sgd]
public partial class ScatteredModel;

[Model(Precision = Precision.Double, InputGradient = true), Input(3, 7), Extremes, Mse, Sgd]
public partial class ExtremesModel;

/// <summary>Twice the same output, and two outputs without a loss.</summary>
[Model(Precision = Precision.Double), Mse(Output = "First"), Sgd]
public partial class TwinsModel
{
    [Dense(3)]
    private partial Tensor Layer(Tensor x);

    private (Tensor First, Tensor Second, Tensor Third) Forward([Shape(4)] Tensor x)
    {
        Tensor y = Layer(x);
        return (y, y, -y);
    }
}

/// <summary>Two losses with settings of their own, on weighted examples.</summary>
[Model(Precision = Precision.Double, ExampleWeights = true)]
[Huber(Output = "First", Delta = 0.5), Huber(Output = "Second", LossWeight = 3), Sgd]
public partial class SettingsModel
{
    [Dense(2)]
    private partial Tensor Layer(Tensor x);

    private (Tensor First, Tensor Second) Forward([Shape(3)] Tensor x) => (Layer(x), Ops.Tanh(x));
}

[Model(Precision = Precision.Double), Input(2), Seen, Dense(1), Mse, Sgd]
public partial class SeenModel;
