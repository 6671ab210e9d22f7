using System.ComponentModel;
using System.Reflection;

namespace FastGrad.Tests.Declare;

/// <summary>What the generator relies on in every formula class of the library.</summary>
public class DeclarationTests
{
    private static readonly Type[] _kinds =
        [typeof(LayerAttribute), typeof(ActivationAttribute), typeof(LossAttribute), typeof(OptimizerAttribute)];

    private static readonly Type[] _library =
        [.. typeof(Ops).Assembly.GetExportedTypes().Where(type => type.IsSealed && _kinds.Any(type.IsSubclassOf))];

    public static TheoryData<Type> FormulaClasses => [.. _library];

    [Fact]
    public void TheLibraryIsFound() => Assert.Contains(typeof(AdamWAttribute), _library);

    [Theory]
    [MemberData(nameof(FormulaClasses))]
    public void HasOneFormulaAndOneConstructor(Type type)
    {
        Assert.Single(type.GetMethods(), method => method.IsDefined(typeof(FormulaAttribute)));
        Assert.Single(type.GetConstructors());
        Assert.EndsWith("Attribute", type.Name);
    }

    [Theory]
    [MemberData(nameof(FormulaClasses))]
    public void EveryHyperParameterHasARangeThatItsDefaultKeeps(Type type)
    {
        object?[] arguments = [.. type.GetConstructors()[0].GetParameters().Select(parameter => One(parameter.ParameterType))];
        object declaration = Activator.CreateInstance(type, arguments)!;

        foreach (PropertyInfo property in type.GetProperties())
        {
            // What a loss is of and what it counts is the model's; a switch has no range, nor has a choice of names.
            if (property.DeclaringType == typeof(Attribute) || property.DeclaringType == typeof(LossAttribute)
                || property.PropertyType == typeof(bool) || property.PropertyType.IsEnum)
            {
                continue;
            }
            double value = Convert.ToDouble(property.GetValue(declaration));
            bool?[] inside = [.. property.GetCustomAttributes().Select(attribute => attribute switch
            {
                AboveAttribute above => value > above.Minimum,
                AtLeastAttribute atLeast => value >= atLeast.Minimum,
                BelowAttribute below => value < below.Maximum,
                AtMostAttribute atMost => value <= atMost.Maximum,
                InRangeAttribute range => value >= range.Minimum && value < range.Maximum,
                _ => (bool?)null,
            }).Where(answer => answer is not null)];
            Assert.True(inside.Length > 0 && inside.All(answer => answer!.Value), $"{type.Name}.{property.Name} = {value}");
        }

        static object One(Type parameter) => parameter.IsEnum ? Enum.ToObject(parameter, 1) : Convert.ChangeType(1, parameter);
    }

    [Fact]
    public void TheInheritedDefaultInMetadataIsTheOneThatRuns()
    {
        DefaultValueAttribute declared = typeof(OptimizerAttribute).GetProperty(nameof(OptimizerAttribute.LearningRate))!
            .GetCustomAttribute<DefaultValueAttribute>()!;

        Assert.Equal(declared.Value, new SgdAttribute().LearningRate);
    }

    [Fact]
    public void StagesMayRepeatAndKeepTheirArguments()
    {
        DenseAttribute[] layers = [.. typeof(TwoLayers).GetCustomAttributes<DenseAttribute>()];

        Assert.Equal([4, 2], layers.Select(layer => layer.Units).OrderDescending());
        Assert.Equal([8, 8, 1], typeof(TwoLayers).GetCustomAttribute<InputAttribute>()!.Shape);
    }

    [Fact]
    public void RolesOfParametersKeepTheirArguments()
    {
        ParameterInfo[] parameters = typeof(Roles).GetMethod(nameof(Roles.Formula))!.GetParameters();

        Assert.Equal([2, 3], parameters[0].GetCustomAttribute<ShapeAttribute>()!.Lengths);
        Assert.Equal(7, parameters[0].GetCustomAttribute<IndicesAttribute>()!.Count);
        Assert.Equal("Rule", parameters[1].GetCustomAttribute<BufferAttribute>()!.ShapeRule);
        StateAttribute state = parameters[2].GetCustomAttribute<StateAttribute>()!;
        Assert.Equal(("momentum", "Rule"), (state.Name, state.ShapeRule));
        Assert.NotNull(parameters[3].GetCustomAttribute<PerStepAttribute>());
        Assert.Equal(
            [("SlopeOfX", null), ("SlopeOfMean", "mean")],
            typeof(Roles).GetMethod(nameof(Roles.Formula))!.GetCustomAttributes<DerivativeAttribute>()
                .Select(derivative => (derivative.Slope, derivative.By)).OrderByDescending(derivative => derivative.Slope));
    }

    [Fact]
    public void AModelMayHaveSeveralLossesOfOneKind()
    {
        MseAttribute[] losses = [.. typeof(TwoHeads).GetCustomAttributes<MseAttribute>().OrderBy(loss => loss.Output)];

        Assert.Equal([("Policy", 1), ("Value", 0.5)], losses.Select(loss => (loss.Output, loss.LossWeight)));
        Assert.Equal(9, typeof(TwoHeads).GetCustomAttribute<IndicesAttribute>()!.Count);
    }

    [Fact]
    public void AStageMayStandOnAMethod() => Assert.Equal(
        5, typeof(TwoHeads).GetMethod(nameof(TwoHeads.Head))!.GetCustomAttribute<DenseAttribute>()!.Units);

    [Fact]
    public void AModelAsksForNothingByDefault()
    {
        ModelAttribute model = new();

        Assert.Equal((false, false, 0L, 1), (model.InputGradient, model.ExampleWeights, model.MemoryBudget, model.BatchCapacity));
    }

    // Attributes as data, on purpose where no model is.
#pragma warning disable FG0026, FG0043
    [Input(8, 8, 1), Dense(4), Relu, Dense(2)]
    private sealed class TwoLayers;

    [Input(4), Indices(9), Mse(Output = "Value", LossWeight = 0.5), Mse(Output = "Policy")]
    private sealed class TwoHeads
    {
        [Dense(5)]
        public static Tensor Head(Tensor x) => x;
    }

    private static class Roles
    {
        [Derivative("SlopeOfX"), Derivative("SlopeOfMean", By = "mean")]
        public static void Formula(
            [Shape(2, 3), Indices(7)] Tensor x, [Buffer("Rule"), Zeros] ref Tensor mean, [State("momentum", ShapeRule = "Rule")] ref double m,
            [PerStep, Ones] ref double product)
        {
        }
    }
}
