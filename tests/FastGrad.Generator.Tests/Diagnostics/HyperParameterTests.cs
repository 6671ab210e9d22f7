using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

public class HyperParameterTests
{
    [Theory]
    [InlineData("Adam(Beta1 = «1»)", "Beta1 of [Adam] is 1, but must be at least 0 and below 1")]
    [InlineData("Adam(Beta2 = «-0.5»)", "Beta2 of [Adam] is -0.5, but must be at least 0 and below 1")]
    [InlineData("Adam(Epsilon = «0»)", "Epsilon of [Adam] is 0, but must be above 0")]
    [InlineData("Adam(LearningRate = «-1e-3»)", "LearningRate of [Adam] is -0.001, but must be at least 0")]
    [InlineData("Adam(LearningRate = «double.NaN»)", "LearningRate of [Adam] is NaN, but must be at least 0")]
    [InlineData("Adam(LearningRate = «double.PositiveInfinity»)", "LearningRate of [Adam] is Infinity, but must be finite")]
    [InlineData("Adam(LearningRate = 1, Beta1 = «2»)", "Beta1 of [Adam] is 2")]
    public void FG0008_Named(string optimizer, string message) =>
        Expect.Diagnostic("FG0008", $"[Model, Input(4), Dense(2), Mse, {optimizer}] public partial class Net;", message);

    [Theory]
    [InlineData("Dense(«0»)", "Units of [Dense] is 0, but must be at least 1")]
    [InlineData("Dense(units: «-3»)", "Units of [Dense] is -3, but must be at least 1")]
    public void FG0008_OfAConstructor(string layer, string message) =>
        Expect.Diagnostic("FG0008", $"[Model, Input(4), {layer}, Mse] public partial class Net;", message);

    [Theory]
    [InlineData("Input(3, «0»)", "a dimension of [Input] is 0, but must be at least 1")]
    [InlineData("«Input»", "the shape of [Input] is empty")]
    [InlineData("«Input(1, 2, 3, 4, 5)»", "of rank 5, but must be of one to four dimensions")]
    [InlineData("«Input(65536, 65536)»", "the length of [Input] is 4294967296, but must be at most 2147483647")]
    public void FG0008_OfTheInput(string input, string message) =>
        Expect.Diagnostic("FG0008", $"[Model, {input}, Mse] public partial class Net;", message);

    [Fact]
    public void FG0008_OfADefault() => Expect.Diagnostic("FG0008", """
        public sealed partial class BentAttribute : ActivationAttribute
        {
            [Above(0), Below(0.5)] public double «Slope» { get; init; } = 0.5;
            [Formula] public double Activate(double x) => Slope * x;
        }
        """, "Slope of [Bent] is 0.5, but must be above 0 and below 0.5");

    [Fact]
    public void EndsOfARangeAreAllowedWhereTheyAreIncluded() => Expect.NoDiagnostics("""
        public sealed partial class BentAttribute : ActivationAttribute
        {
            [AtLeast(-1), AtMost(1)] public double Slope { get; init; } = -1;
            [Formula] public double Activate(double x) => Slope * x;
        }
        [Model, Input(4), Bent(Slope = 1), Bent(Slope = -1), Mse, Adam(Beta1 = 0)] public partial class Net;
        """);
}
