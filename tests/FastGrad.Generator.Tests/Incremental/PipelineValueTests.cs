using System.Collections;
using System.Reflection;
using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Incremental;

/// <summary>No value between the pipeline's steps may hold anything of Roslyn: it would compare by reference and keep old compilations
/// alive.</summary>
public class PipelineValueTests
{
    private const string Source = """
        namespace A
        {
            public sealed partial class HuberAttribute : LossAttribute
            {
                [Above(0)] public double Delta { get; init; } = 1;
                [Formula] public double Loss(double prediction, double target) => Math.Abs(prediction - target) <= Delta ? 1 : Helper(target);
                private double Helper(double x) => x;
            }
            [Model, Input(4), Dense(2), Relu, Huber(Delta = 2), Adam] public partial class Net;
            [Model, Input(4), Dense(0), Huber, Adam] public partial class Wrong;
            [Model, Huber, Adam] public partial class Graph
            {
                [Dense(4)] private partial Tensor Head(Tensor x);
                private Tensor Forward([Shape(4)] Tensor x) => Head(x) + x;
            }
        }
        """;

    private static readonly string[] _ourSteps =
        [Steps.BindModel, Steps.ModelSpec, Steps.CompileModel, Steps.BindFormula, Steps.FormulaSpec, Steps.CompileCompanion, Steps.Clashes,
            Steps.Layers, Steps.Report];

    [Fact]
    public void HoldNothingOfRoslyn()
    {
        GeneratorRunResult result = Project.Run(Project.Create(Source));
        var seen = new HashSet<Type>();
        foreach (string step in _ourSteps)
        {
            Assert.True(result.TrackedSteps.ContainsKey(step), step);
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                Walk(value, step, seen, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
        // The walk must have seen the models themselves, or it proves nothing.
        Assert.Contains(seen, type => type.Name == "ModelSpec");
        Assert.Contains(seen, type => type.Name == "LocationInfo");
        Assert.Contains(seen, type => type.Name == "Compiled");
        Assert.Contains(seen, type => type.Name == "LayerFormula");
    }

    [Fact]
    public void CompareByContent()
    {
        GeneratorRunResult first = Project.Run(Project.Create(Source)), second = Project.Run(Project.Create(Source));
        foreach (string step in _ourSteps)
        {
            Assert.Equal(
                first.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value),
                second.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Value));
        }
    }

    [Fact]
    public void TheWalkFindsAForeignType() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Walk(
            (1, Location.None), "test", [], new HashSet<object>(ReferenceEqualityComparer.Instance)));

    private static void Walk(object? value, string path, HashSet<Type> types, HashSet<object> visited)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !visited.Add(value))
            return;
        Type type = value.GetType();
        types.Add(type);
        Assert.False(type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal), $"{path} holds {type}");
        Assert.False(type.IsGenericType
            && type.GetGenericTypeDefinition() == typeof(System.Collections.Immutable.ImmutableArray<>),
            $"{path} holds an ImmutableArray, which compares by reference");
        if (value is Array items)
        {
            foreach (object? item in (IEnumerable)items)
                Walk(item, path + "[]", types, visited);
            return;
        }
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            foreach (
                FieldInfo field in at.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(value), path + "." + field.Name, types, visited);
        }
    }
}
