using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>What optimizers remember, and what a whole-tensor formula may ask for.</summary>
public class OptimizerStateTests
{
    [Theory]
    [InlineData("largest = Math.Max(largest, Math.Abs(gradient));", "depends on the gradient")]
    [InlineData("largest += weight;", "depends on the weight")]
    [InlineData("m = 0.5 * m; largest = 1 + m;", "depends on the slot 'm'")]
    [InlineData("if (weight > 1) largest = 2;", "depends on the weight")]
    [InlineData("double size = gradient * gradient; for (int i = 0; i < 3; i++) largest += size;", "depends on the gradient")]
    public void FG0050_ANumberPerStepThatDependsOnAnElement(string statements, string cause) => Expect.Diagnostic("FG0050", $$"""
        public sealed partial class CautiousAttribute : OptimizerAttribute
        {
            [Formula]
            public void Update(ref double weight, double gradient, ref double m, [PerStep] ref double «largest»)
            {
                {{statements}}
                m += 1;
                weight -= LearningRate * gradient / (1 + largest);
            }
        }
        """, "[PerStep] parameter 'largest' of 'Cautious'", cause, "make it a slot");

    [Theory]
    [InlineData("scale = Ops.Norm(gradient);", "depends on norm(gradient)")]
    [InlineData("scale = Ops.GlobalSum(m);", "depends on sum(m)")]
    [InlineData("scale += weight.Length;", "depends on a tensor's length")]
    public void FG0050_ANumberPerStepThatDependsOnATensor(string statement, string cause) => Expect.Diagnostic("FG0050", $$"""
        public sealed partial class CautiousAttribute : OptimizerAttribute
        {
            [Formula]
            public void Update(ref Tensor weight, Tensor gradient, ref Tensor m, [PerStep] ref double «scale»)
            {
                {{statement}}
                m = gradient;
                weight -= LearningRate * gradient / (1 + scale);
            }
        }
        """, "[PerStep] parameter 'scale' of 'Cautious'", cause);

    [Theory]
    [InlineData("[Ones] ref double «m»", "'m' of 'PlainAttribute' is a slot, and slots start at 0")]
    [InlineData("[PerStep, KaimingUniform] ref double «m»", "starts with a number known when compiled", "[Constant(...)]")]
    [InlineData("[State(\"n\")] ref double m, ref double «n»", "has the name 'n' in checkpoints")]
    [InlineData("[State(\"n\")] ref double m, [State(\"n\")] ref double «k»", "has the name 'n' in checkpoints")]
    [InlineData("[State(\"n\")] ref double m, [PerStep] ref double «n»", "has the name 'n' in checkpoints")]
    [InlineData("[State(\" \")] ref double «m»", "has an empty name")]
    public void FG0051_StateOfAWrongForm(string slots, params string[] parts) => Expect.Diagnostic("FG0051", $$"""
        public sealed partial class PlainAttribute : OptimizerAttribute
        {
            [Formula]
            public void Update(ref double weight, double gradient, {{slots}}) => weight -= LearningRate * gradient;
        }
        """, parts);

    [Theory]
    [InlineData("[State(\"w\")] ref double «weight», double gradient", "is the weight, whose name the model gives")]
    [InlineData("ref double weight, [Zeros] double «gradient»", "is no state")]
    public void FG0051_WhatIsNoState(string parameters, string part) => Expect.Diagnostic("FG0051", $$"""
        public sealed partial class PlainAttribute : OptimizerAttribute
        {
            [Formula]
            public void Update({{parameters}}) => weight -= LearningRate * gradient;
        }
        """, part);

    [Theory]
    [InlineData("ref Tensor weight, double gradient")]
    [InlineData("ref Tensor weight, Tensor gradient, ref double m")]
    [InlineData("ref double weight, double gradient, ref Tensor m")]
    public void FG0012_NumbersAndTensorsMixed(string parameters) => Expect.Diagnostic("FG0012", $$"""
        public sealed partial class PlainAttribute : OptimizerAttribute
        {
            [Formula]
            public void «Update»({{parameters}}) { }
        }
        """, "or the same with Tensor for weight, gradient and slots");

    [Theory]
    [InlineData("Ops.Softmax(gradient)", "Ops.Softmax with 1 arguments has no place in an optimizer")]
    [InlineData("Ops.Sum(gradient, 0, true)", "Ops.Sum with 3 arguments has no place")]
    [InlineData("gradient[0] * weight", "Tensor.Item with 2 arguments has no place")]
    [InlineData("weight.Shape.Rank * gradient", "tensors of every shape")]
    public void FG0016_WhatOneRuleForAllShapesCannotSay(string value, string part) => Expect.Diagnostic("FG0016", $$"""
        public sealed partial class «PlainAttribute» : OptimizerAttribute
        {
            [Formula]
            public void Update(ref Tensor weight, Tensor gradient) => weight -= {{value}};
        }
        """, "Formula 'Plain'", part);

    [Fact]
    public void GoodStateIsWelcome() => Expect.NoDiagnostics("""
        public sealed partial class PlainAttribute : OptimizerAttribute
        {
            [Formula]
            public void Update(
                [State("first moment")] ref double m, ref double weight, [State] ref double k, double gradient, [PerStep, Constant(-0.5)] ref double a,
                [PerStep, Zeros] ref double b, long step)
            {
                a = b + step;
                b = a * LearningRate;
                m += k;
                k = m - k;
                weight -= a * gradient;
            }
        }
        """);

    [Fact]
    public void TheModelSaysThatItsOptimizerIsUnfused()
    {
        const string Source = """
            [Model, Input(4), Dense(2), Mse, Lamb] public partial class Whole;
            [Model, Input(4), Dense(2), Mse, NAdam] public partial class ByElement;
            """;
        var result = Expect.NoDiagnostics(Source);
        Assert.Contains(
            "// Step is unfused: Lamb needs norm(weight) and norm(direction) of a whole tensor before it moves a weight.",
            result.Source("Whole.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("unfused", result.Source("ByElement.g.cs"), StringComparison.Ordinal);
    }
}
