using System.Reflection;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Emitted;

/// <summary>Generated code must compile and learn wherever a user puts a model. Every warning counts as an error, as in many
/// projects.</summary>
public class SurroundingsTests
{
    private const string Attributes = "[Model, Input(2), Dense(8), Tanh, Dense(1), Mse, Adam(LearningRate = 0.03)]";


    [Theory]
    [InlineData("Net", "", "", "")]
    [InlineData("Net", "namespace Some.Where;", "Some.Where.", "")]
    [InlineData("@event", "namespace @namespace.@new;", "@namespace.@new.", "")]
    [InlineData("Learner", "namespace System;", "System.", "")]
    [InlineData("Net", "namespace FastGrad;", "FastGrad.", "")]
    [InlineData("Net", "namespace Some.FastGrad.System;", "Some.FastGrad.System.", "")]
    [InlineData("Float", "", "", "")]
    [InlineData("Span", "", "", "")]
    [InlineData("Dense", "", "", "")]
    [InlineData("Vector512", "", "", "")]
    [InlineData("Net", "", "Outer<int>.Inner.", "public partial class Outer<T> { public partial struct Inner {")]
    [InlineData("Net", "", "Outer<int>.Inner<string>.",
        "public partial interface Outer<T> where T : struct { public partial record Inner<@class>(int X) {")]
    public void Learns(string name, string space, string qualified, string hosts)
    {
        string model = $"{space}\n{hosts}\n{Attributes} public partial class {name};\n{string.Concat(Enumerable.Repeat("}", hosts.Count(c => c == '{')))}";
        AssertLearns($"global::{qualified}{name}", model);
    }

    [Theory]
    [InlineData("Products")]
    [InlineData("Reductions")]
    [InlineData("Unsafe")]
    [InlineData("Partial")]
    [InlineData("MathF")]
    [InlineData("Frame<T>")]
    [InlineData("Span<T>")]
    [InlineData("ReadOnlySpan<T>")]
    [InlineData("IVector<V, T>")]
    [InlineData("MethodImplAttribute : Attribute")]
    [InlineData("ModelTrainer<A, B, C, D, E>")]
    [InlineData("ElementwiseOptimizer<TRule>")]
    [InlineData("ProgramLayout")]
    [InlineData("Denormals")]
    public void AUsersOwnTypeOfAGeneratedNameHidesNothing(string type) => AssertLearns("global::Shop.Net", $$"""
        namespace Shop;
        public class {{type}};
        public sealed partial class PlainAttribute : OptimizerAttribute
        {
            [Formula]
            public void Update(ref double weight, double gradient, ref double speed)
            {
                speed = 0.5 * speed + gradient;
                weight -= LearningRate * speed;
            }
        }
        [Model, Input(2), Dense(8), Tanh, Dense(1), Mse, Plain(LearningRate = 0.03)] public partial class Net;
        """);

    [Theory]
    [InlineData("Products")]
    [InlineData("Reductions")]
    [InlineData("Frame")]
    [InlineData("Unsafe")]
    [InlineData("Partial")]
    [InlineData("MethodImpl")]
    public void AUsersOwnLayersHideNothing(string layer) => AssertLearns("global::Shop.Net", $$"""
        namespace Shop;
        [Model, Mse, Adam(LearningRate = 0.03)]
        public partial class Net
        {
            [Dense(8)] private partial Tensor {{layer}}(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(2)] Tensor x) => Head(Ops.Tanh({{layer}}(x)));
        }
        """);

    [Fact]
    public void AUsersOwnMembersHideNothing() => AssertLearns("global::Shop.Net", $$"""
        namespace Shop;
        {{Attributes}}
        public partial class Net
        {
            public string[] Products { get; } = [];
            public int Reductions => 1;
            public string Unsafe = "";
            public static int Partial(int x) => x;
            public object FastGrad => this;
            public object System => this;
            public int V, T, Dense1, Dense1Weight, inputs, seed;
            public class Frame<T>;
            public class ModelPredictor<A, B, C, D>;
        }
        """);

    [Fact]
    public void TwoModelsOfOneName()
    {
        const string Source = $$"""
            namespace A { {{Attributes}} public partial class Net; }
            namespace B { [Model, Input(2), Dense(1), Mse, Adam(LearningRate = 0.03)] public partial class Net; }
            namespace B { {{Attributes}} public partial class NET; }
            """;
        AssertLearns("global::A.Net", Source);
        AssertLearns("global::B.Net", Source);
        AssertLearns("global::B.NET", Source);
        string[] hints = [.. Project.Run(Project.Create(Source)).GeneratedSources.Select(source => source.HintName)];
        Assert.Contains("A.Net.g.cs", hints);
        Assert.Equal(3, hints.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void ANameThatAFileCannotHave() => AssertLearns("global::Ne\u0301t", Attributes + " public partial class Ne\u0301t;");

    [Fact]
    public void UnderCheckedArithmetic()
    {
        string source = Attributes + " public partial class Net;";
        CSharpCompilation plain = Project.Create(Runner("global::Net"), source);
        CSharpCompilation strict = plain.WithOptions(plain.Options.WithOverflowChecks(true));
        Assert.Equal((double[])Loaded.Load(plain).Run("Runner")!, (double[])Loaded.Load(strict).Run("Runner")!);
    }

    [Fact]
    public void WithEveryWarningAnError()
    {
        CSharpCompilation compilation = Project.Create(Runner("global::Net"), Attributes + " public partial class Net;");
        compilation = compilation.WithOptions(
            compilation.Options.WithWarningLevel(9999).WithGeneralDiagnosticOption(ReportDiagnostic.Error));
        Assert.False(compilation.Options.AllowUnsafe);
        Loaded.Load(compilation);
    }

    [Fact]
    public void AUsersOwnFormulasInTheSameProject() => AssertLearns("global::Mine.Net", """
        namespace Mine;
        public sealed partial class BentAttribute : ActivationAttribute
        {
            public double Slope { get; init; } = 0.1;
            [Formula] public double Activate(double x) => x > 0 ? x : Slope * x;
        }
        public sealed partial class HuberAttribute : LossAttribute
        {
            /// <summary>Where it turns.</summary>
            [Above(0)] public double Delta { get; init; } = 1;
            [Formula]
            public double Loss(double prediction, double target)
            {
                double error = Math.Abs(prediction - target);
                return error <= Delta ? 0.5 * error * error : Delta * (error - 0.5 * Delta);
            }
        }
        public sealed partial class PlainAttribute : OptimizerAttribute
        {
            [Formula] public void Update(ref double weight, double gradient) => weight -= LearningRate * gradient;
        }
        [Model, Input(2), Dense(8), Bent(Slope = 0.3), Dense(1), Huber(Delta = 2), Plain(LearningRate = 0.03)] public partial class Net;
        """);

    [Fact]
    public void AFormulaOfASecondAssembly()
    {
        // Its name, its settings, a const of it and a default all have to come through metadata.
        byte[] stages = Loaded.Image(Project.Create("Stages", Project.Newest, [], """
            namespace Stages;
            public static class Settings { public const double Leak = 0.2; }
            public sealed partial class LeakyAttribute(double slope = Settings.Leak) : ActivationAttribute
            {
                public double Slope { get; } = slope;
                [Formula] public double Activate(double x) => Math.Max(x, Slope * x);
            }
            public sealed partial class AbsoluteAttribute : LossAttribute
            {
                [Formula] public double Loss(double prediction, double target) => Math.Sqrt((prediction - target) * (prediction - target) + 1e-6);
            }
            public sealed partial class HeavyAttribute : OptimizerAttribute
            {
                [InRange(0, 1)] public double Drag { get; init; } = 0.5;
                [Formula] public void Update(ref double weight, double gradient, ref double speed)
                {
                    speed = Drag * speed + gradient;
                    weight -= LearningRate * speed;
                }
            }
            """));
        Assembly library = Assembly.Load(stages);
        AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) => new AssemblyName(wanted.Name).Name == "Stages" ? library : null;
        CSharpCompilation user = Project.Create("User", Project.Newest, [MetadataReference.CreateFromImage(stages)], Runner("global::Net"), """
            using Stages;
            [Model, Input(2), Dense(8), Leaky, Dense(4), Leaky(0.5), Dense(1), Absolute, Heavy(LearningRate = 0.01)] public partial class Net;
            """);
        AssertFalls((double[])Loaded.Load(user).Run("Runner")!);
    }

    private static void AssertLearns(string type, string model)
    {
        double[] losses = (double[])Loaded.Load(model, Runner(type)).Run("Runner")!;
        AssertFalls(losses);
    }

    private static void AssertFalls(double[] losses) => Assert.True(losses[1] < 0.2 * losses[0], $"from {losses[0]} to {losses[1]}");

    /// <summary>Trains on y = 2a − b and returns the losses of the first and of the last step.</summary>
    private static string Runner(string type) => $$"""
        public static class Runner
        {
            public static object Run()
            {
                var model = new {{type}}(seed: 7);
                var trainer = model.CreateTrainer(batchCapacity: 4);
                float[] inputs = [1, 2, -1, 0.5f, 0, 1, 2, -2];
                float[] targets = [0, -2.5f, -1, 6];
                double first = trainer.Step(inputs, targets), last = first;
                for (int i = 0; i < 500; i++)
                    last = trainer.Step(inputs, targets);
                return new double[] { first, last };
            }
        }
        """;
}
