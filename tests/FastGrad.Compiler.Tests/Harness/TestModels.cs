using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>Models as the front end would bind them.</summary>
internal static class TestModels
{
    public static ModelSpec Digits { get; } = Model("DigitNet", [64], [Dense(32), Stage(TestFormulas.Relu), Dense(10)], TestFormulas.CrossEntropy);

    public static ModelSpec Regression { get; } = Model(
        "Curve", [3], [Dense(16), Stage(TestFormulas.Tanh), Dense(2)], TestFormulas.Mse, inputGradient: true, precision: Precision.Double);

    public static ModelSpec Sloped { get; } = Model("Sloped", [5], [Dense(7), Stage(TestFormulas.PRelu), Dense(1)], TestFormulas.Mse);

    public static IReadOnlyDictionary<string, ModelSpec> All { get; } = new Dictionary<string, ModelSpec>
    {
        ["digits"] = Digits,
        ["regression"] = Regression,
        ["trained slope"] = Sloped,
        ["many classes"] = Model("Words", [8], [Dense(300)], TestFormulas.CrossEntropy),
        ["deep sigmoid"] = Model("Deep", [9], [Dense(8), Stage(TestFormulas.Sigmoid), Dense(17), Stage(TestFormulas.Relu), Dense(3)], TestFormulas.Huber),
        ["parameters multiplied"] = Model("Gate", [4], [Gated(6), Stage(TestFormulas.Tanh), Dense(2)], TestFormulas.CrossEntropy, inputGradient: true),
        ["shared sum"] = Model("Center", [6], [Stage(TestFormulas.Centered), Dense(3)], TestFormulas.CrossEntropy),
        ["shared sum at the end"] = Model("CenterLast", [6], [Dense(20), Stage(TestFormulas.Centered)], TestFormulas.Mse, inputGradient: true),
        ["branch on a sum"] = Model("Sign", [6], [Dense(4), Stage(TestFormulas.Signed), Dense(3)], TestFormulas.CrossEntropy),
        ["gradient of a parameter before its last reader"] = Model("Scale", [6], [Dense(4), Stage(TestFormulas.Scaled), Dense(3)], TestFormulas.CrossEntropy),
        ["loss of the whole output"] = Model("Direction", [6], [Dense(4)], TestFormulas.Cosine),
        ["loss by itself"] = Model("Nothing", [5], [], TestFormulas.Mse),
        ["loss by itself, with its gradient"] = Model("Only", [5], [], TestFormulas.CrossEntropy, inputGradient: true),
        ["activation on the input"] = Model("Bare", [5], [Stage(TestFormulas.Relu)], TestFormulas.Mse, inputGradient: true),
        ["trained activation on the input"] = Model("Own", [5], [Stage(TestFormulas.PRelu)], TestFormulas.Mse),
        ["recurrent"] = Model("Recurrent", [4, 3], [Recurrent(6)], TestFormulas.Mse),
        ["recurrent, with its gradient"] = Model("RecurrentWhole", [4, 3], [Recurrent(16), Recurrent(5), Stage(TestFormulas.Tanh)], TestFormulas.Mse, inputGradient: true),
        ["two activations in a row"] = Model("Twice", [5], [Dense(3), Stage(TestFormulas.Tanh), Stage(TestFormulas.PRelu), Stage(TestFormulas.Sigmoid)], TestFormulas.Huber),
    };

    /// <summary>A model of a graph that no declaration made.</summary>
    public static LoweredModel Around(Graph graph, GraphInputs inputs, bool fuse)
    {
        TracedModel traced = ModelTracer.Trace(Digits);
        List<Node> given = [.. graph.Nodes.Where(node => node.Primitive is InputLeaf)], parameters = [.. graph.Nodes.Where(node => node.Primitive is ParameterLeaf)];
        traced = traced with
        {
            Graph = graph,
            Inputs = [.. given.Select((node, index) => new TracedInput("input" + index, node.Shape, inputs.Leaves[(Given)node.Primitive].All(row => row.All(value => value == Math.Floor(value))) ? 9 : 0))],
            Outputs = [new TracedOutput("output", graph.Roots[Roots.Output].Shape)],
            Losses = [traced.Losses[0] with { Shape = graph.Roots[Roots.Output].Shape, LabelCount = 0 }],
            Parameters = [.. parameters.Select((node, index) => new ParameterInfo("Parameter" + index, node.Shape, "new global::FastGrad.ZerosAttribute()"))],
        };
        return Pipeline.Lower(Digits with { InputGradient = true }, traced, fuse);
    }

    public static StageSpec Dense(int units) => Stage(TestFormulas.Dense, ("Units", FormulaText.Number(units)));

    public static StageSpec Recurrent(int units) => Stage(TestFormulas.Recurrent, ("Units", FormulaText.Number(units)));

    public static StageSpec Gated(int units) => Stage(TestFormulas.Gated, ("Units", FormulaText.Number(units)));

    public static StageSpec Stage(FormulaClass formula, params (string Property, string Value)[] arguments) =>
        new(FormulaWriter.Write(formula), arguments.Select(argument => new Specs.Argument(argument.Property, argument.Value)).ToEquatableArray(), 1);

    public static ModelSpec Model(
        string name,
        IEnumerable<int> input,
        IEnumerable<StageSpec> stages,
        FormulaClass loss,
        bool inputGradient = false,
        Precision precision = Precision.Single) => new(
            new TypeSpec("Tests", EquatableArray<string>.Empty, $"partial class {name}", name, $"Tests.{name}"),
            precision,
            inputGradient,
            new EquatableArray<InputSpec>([new InputSpec("input", ElementType.Real, input.ToEquatableArray())]),
            stages.ToEquatableArray(),
            new EquatableArray<LossSpec>([new LossSpec(Stage(loss), "output")]),
            Stage(TestFormulas.Sgd),
            new EquatableArray<string>(["output"]));
}
