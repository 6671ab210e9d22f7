using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.FrontEnd.Models;
using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Binding;

/// <summary>What the compiler gets of a model with a method <c>Forward</c>.</summary>
public class ForwardTests
{
    private const string Residual = """
        [Model(ExampleWeights = true, MemoryBudget = 1L << 33, BatchCapacity = 64)]
        [Mse(Output = "Value", LossWeight = 0.5), CrossEntropy(Output = "Policy"), Adam]
        public partial class Net
        {
            private const int Depth = 2;
            [Relu] private partial Tensor Act(Tensor x);
            private (Tensor Policy, Tensor Value) Forward([Shape(4)] Tensor board, [Shape(2, 3), Indices(7)] Tensor tokens)
            {
                Tensor x = Act(Stem(board));
                for (int i = 0; i < Depth; i++)
                    x += Block(x);
                return (Head(x), Twice(Ops.Flatten(tokens)));
            }
            private static Tensor Twice(Tensor y) => 2 * y;
            [Dense(8)] private partial Tensor Stem(Tensor x);
            [Dense(8)] private partial Tensor Block(Tensor x);
        }
        """;

    private const string OtherPart = """
        public partial class Net
        {
            [Dense(3)] private partial Tensor Head(Tensor x);
        }
        """;

    [Fact]
    public void TheWholeModel()
    {
        ModelBinding binding = Bind(Residual, OtherPart);
        ModelSpec spec = binding.Spec!;
        Assert.Equal(
            [
                new InputSpec("board", ElementType.Real, new EquatableArray<int>([4])),
                new InputSpec("tokens", ElementType.Integer, new EquatableArray<int>([2, 3]), 7),
            ],
            spec.Inputs);
        Assert.Equal(["Policy", "Value"], spec.Outputs);
        Assert.Equal((true, 1L << 33, 64), (spec.ExampleWeights, spec.MemoryBudget, spec.BatchCapacity));
        Assert.Equal([("Value", 0.5), ("Policy", 1)], spec.Losses.Select(loss => (loss.Output, loss.Weight)));
        Assert.Equal(
            [("Act", "Relu"), ("Stem", "Dense"), ("Block", "Dense"), ("Head", "Dense")],
            spec.Stages.Select(stage => (stage.Name, FormulaReader.Read(stage.Formula).Name)));

        FormulaClass forward = FormulaReader.Read(spec.Forward!);
        Assert.Equal(("Net", FormulaKind.Model), (forward.Name, forward.Kind));
        Assert.Equal(["Forward", "Twice"], forward.Methods.Select(method => method.Name));
        Assert.Equal(FormulaType.Tuple, forward.Formula.Returns);
        Assert.Equal("""
            let x layer.Act(layer.Stem(board))
            loop let i 0; i < 2; set i i + 1
            {
              set x x + layer.Block(x)
            }
            return (layer.Head(x), this.Twice(Ops.Flatten(tokens)))
            """, FormulaShown.Of(forward.Formula));
    }

    [Fact]
    public void EachOperationKnowsItsPlace()
    {
        ModelBinding binding = Bind(Residual, OtherPart);
        // The class, three attributes on it, four on its methods.
        Assert.Equal(
            ["Net", "Mse(Output = \"Value\", LossWeight = 0.5)", "CrossEntropy(Output = \"Policy\")", "Adam", "Relu", "Dense(8)", "Dense(8)", "Dense(3)"],
            binding.Places.Take(8).Select(place => Text(place.Path, place.Start, place.Length)));
        string[] operations =
        [
            "Stem(board)", "Act(Stem(board))", "i < Depth", "i++", "Block(x)", "x += Block(x)", "Head(x)", "2 * y", "Ops.Flatten(tokens)",
            "Twice(Ops.Flatten(tokens))",
        ];
        Assert.Equal(operations.Order(), binding.Places.Skip(8).Select(place => Text(place.Path, place.Start, place.Length)).Order());
        FormulaClass forward = FormulaReader.Read(binding.Spec!.Forward!);
        var seen = new List<string>();
        foreach ((string shown, int place) in forward.Methods.SelectMany(method => FormulaShown.Places(method.Body)))
        {
            string source = Text(binding.Places[place].Path, binding.Places[place].Start, binding.Places[place].Length);
            seen.Add($"{shown} at {source}");
        }
        Assert.Contains("layer.Stem at Stem(board)", seen);
        Assert.Contains("+ at x += Block(x)", seen);
        Assert.Contains("* at 2 * y", seen);
        Assert.Contains("this.Twice at Twice(Ops.Flatten(tokens))", seen);
        Assert.Equal(operations.Length, seen.Count);

        static string Text(string path, int start, int length) => (path == "File0.cs" ? Residual : OtherPart).Substring(start, length);
    }

    [Fact]
    public void OutputsWithoutNames() => Assert.Equal(["Output1", "Output2"], Bind("""
        [Model, Mse(Output = "Output2")]
        public partial class Net { private static (Tensor, Tensor) Forward([Shape(4)] Tensor x) => (x, 2 * x); }
        """).Spec!.Outputs);

    [Fact]
    public void OneOutputHasTheNameOfAPipelines()
    {
        ModelSpec spec = Bind("[Model, Mse, Mse(LossWeight = 2)] public partial class Net { private Tensor Forward([Shape] Tensor x) => x; }").Spec!;
        Assert.Equal(["output"], spec.Outputs);
        Assert.Equal([("output", 1), ("output", 2)], spec.Losses.Select(loss => (loss.Output, loss.Weight)));
        Assert.Empty(spec.Inputs[0].Shape);
    }

    [Fact]
    public void APipelineOfWholeNumbers()
    {
        ModelSpec spec = Bind("[Model, Input(16), Indices(5000), Mse, Mse(Output = \"output\")] public partial class Net;").Spec!;
        Assert.Equal(new InputSpec("input", ElementType.Integer, new EquatableArray<int>([16]), 5000), Assert.Single(spec.Inputs));
        Assert.Equal(2, spec.Losses.Count);
        Assert.Null(spec.Forward);
        Assert.Equal((false, 0L, 1), (spec.ExampleWeights, spec.MemoryBudget, spec.BatchCapacity));
    }

    private static ModelBinding Bind(params string[] files)
    {
        GeneratorRunResult result = Project.Run(Project.Create(files));
        var binding = (ModelBinding)result.TrackedSteps[Steps.BindModel].Single().Outputs.Single().Value;
        Assert.Empty(binding.Diagnostics);
        return binding;
    }
}
