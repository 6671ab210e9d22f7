using System.ComponentModel;
using System.Reflection;

namespace FastGrad.Tests.Declare;

/// <summary>What the generator relies on in every formula class of the library.</summary>
public class DeclarationTests
{
    private static readonly Type[] Kinds =
        [typeof(LayerAttribute), typeof(ActivationAttribute), typeof(LossAttribute), typeof(OptimizerAttribute)];

    private static readonly Type[] Library =
        [.. typeof(Ops).Assembly.GetExportedTypes().Where(type => type.IsSealed && Kinds.Any(type.IsSubclassOf))];

    public static TheoryData<Type> FormulaClasses => [.. Library];

    [Fact]
    public void TheLibraryIsFound() => Assert.Contains(typeof(AdamWAttribute), Library);

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
        object?[] arguments = [.. type.GetConstructors()[0].GetParameters().Select(parameter => (object)1)];
        object declaration = Activator.CreateInstance(type, arguments)!;

        foreach (PropertyInfo property in type.GetProperties().Where(property => property.Name != nameof(Attribute.TypeId)))
        {
            double value = Convert.ToDouble(property.GetValue(declaration));
            bool inside = property.GetCustomAttributes().Select(attribute => attribute switch
            {
                AboveAttribute above => value > above.Minimum,
                AtLeastAttribute atLeast => value >= atLeast.Minimum,
                BelowAttribute below => value < below.Maximum,
                AtMostAttribute atMost => value <= atMost.Maximum,
                InRangeAttribute range => value >= range.Minimum && value < range.Maximum,
                _ => (bool?)null,
            }).Single(answer => answer is not null)!.Value;
            Assert.True(inside, $"{type.Name}.{property.Name} = {value}");
        }
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

    [Input(8, 8, 1), Dense(4), Relu, Dense(2)]
    private sealed class TwoLayers;
}
