using System.Globalization;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>A stage of the model can't be compiled: which, and why.</summary>
internal sealed class StageException(string id, int place, params IEnumerable<string> arguments) : Exception(id)
{
    public Problem Problem { get; } = new(id, place, arguments.ToEquatableArray());
}

/// <summary>From a bound model to a graph of primitives: each stage's formula is run symbolically for one example.</summary>
internal sealed class ModelTracer
{
    private readonly ModelSpec _spec;
    private readonly GraphBuilder _builder = new();
    private readonly List<ParameterInfo> _parameters = [];

    private ModelTracer(ModelSpec spec) => _spec = spec;

    /// <exception cref="StageException">A stage doesn't fit.</exception>
    public static TracedModel Trace(ModelSpec spec) => new ModelTracer(spec).Trace();

    private TracedModel Trace()
    {
        InputSpec input = _spec.Inputs[0];
        var inputShape = new Shape(input.Shape);
        Node value = _builder.Leaf(new InputLeaf(0), new TensorType(inputShape, Batched: true), "inputs");

        var stages = new List<Stage>();
        var shapes = new List<Shape>();
        var counts = new Dictionary<string, int>();
        foreach (StageSpec stageSpec in _spec.Stages)
        {
            string kind = FormulaReader.Read(stageSpec.Formula).Name;
            counts[kind] = counts.TryGetValue(kind, out int count) ? count + 1 : 1;
            var stage = new Stage(stageSpec, kind + counts[kind].ToString(CultureInfo.InvariantCulture));
            value = Guard(stage, () => Apply(stage, value));
            stages.Add(stage);
            shapes.Add(value.Shape);
        }

        Node output = _builder.Add(new Boundary(Roots.Output), [value], "outputs");
        _builder.Root(Roots.Output, output);
        var loss = new Stage(_spec.Losses[0].Stage, FormulaReader.Read(_spec.Losses[0].Stage.Formula).Name);
        Node term = Guard(loss, () => LossTerm(loss, output, out _labelCount));
        term.Suggest("loss term");
        Node sum = _builder.Add(new BatchReduce(ReduceKind.Sum), [term], "loss sum");
        Node mean = _builder.Map(
            new Ir.Binary(BinaryOp.Multiply, new Ir.Argument(0), new Uniform(Uniform.InverseBatch)), sum);
        mean.Suggest("loss");
        _builder.Root(Roots.Loss, mean);
        CheckOptimizer();
        Shape targets = _labelCount > 0 ? Shape.Scalar : output.Shape;
        return new TracedModel(
            _builder.Build(), null, stages, shapes, [new TracedInput("input", inputShape, 0)], [new TracedOutput("output", output.Shape)],
            [new TracedLoss(loss, 0, targets, _labelCount)], _parameters, [], [], false);
    }

    private int _labelCount;

    /// <summary>An optimizer's rule is compiled beside its attribute, once for all models: with the defaults of what decides its form.</summary>
    private void CheckOptimizer()
    {
        if (_spec.Optimizer is not StageSpec spec)
            return;
        var optimizer = new Stage(spec, "");
        foreach (HyperParameter property in optimizer.Formula.Properties)
        {
            Specs.Argument? given = optimizer.Arguments.FirstOrDefault(argument => argument.Property == property.Name);
            if (given is not null && property.Type != FormulaType.Double && given.Value != property.Default)
            {
                throw new StageException(
                    "FG0014", optimizer.Place, _spec.Type.Name,
                    $"has the optimizer [{optimizer.Display()}], but {property.Name} decides the form of its rule, which all models share with "
                    + $"{property.Name} = {property.Default}; declare an optimizer with another default");
            }
        }
    }

    private Node Apply(Stage stage, Node x)
    {
        FormulaMethod method = stage.Formula.Formula;
        return stage.Formula.Kind == FormulaKind.Activation ? Activate(stage, method, x) : Forward(stage, method, x);
    }

    /// <summary>A scalar formula becomes one map, so that it is differentiated as one expression.</summary>
    private Node Activate(Stage stage, FormulaMethod method, Node x)
    {
        var operands = new List<Node> { x };
        foreach (FormulaParameter parameter in method.Parameters.Skip(1))
            operands.Add(Parameter(stage, parameter, x.Shape));
        Expr body = Scalar(stage, method, [.. operands.Select((_, index) => new TracedScalar(new Ir.Argument(index)))]);
        return _builder.Add(new Map(body, x.Type), operands, stage.Name);
    }

    private Node Forward(Stage stage, FormulaMethod method, Node x)
    {
        List<Traced> arguments = [new TracedNode(x)];
        foreach (FormulaParameter parameter in method.Parameters.Skip(1))
            arguments.Add(new TracedNode(Parameter(stage, parameter, x.Shape)));
        Traced? result = new FormulaTracer(stage.Formula, stage.Constant, _builder).Run(method.Name, arguments, out _);
        Node node = result is TracedNode traced ? traced.Node : throw new TraceException($"{stage.Formula.Name} gives no tensor that depends on its input");
        return _builder.Add(new View(node.Shape), [node], stage.Name);
    }

    private Node LossTerm(Stage loss, Node output, out int labelCount)
    {
        FormulaMethod method = loss.Formula.Formula;
        labelCount = 0;
        if (method.Parameters[0].Type == FormulaType.Double)
        {
            Node target = _builder.Leaf(new TargetLeaf(), output.Type, "targets");
            Expr body = Scalar(loss, method, [new TracedScalar(new Ir.Argument(0)), new TracedScalar(new Ir.Argument(1))], settable: true);
            Node terms = _builder.Map(body, output.Type, [output, target]);
            Node sum = output.Shape.IsScalar ? terms : _builder.Add(new Reduce(ReduceKind.Sum), [terms]);
            return output.Shape.Length == 1
                ? sum
                : _builder.Map(new Ir.Binary(BinaryOp.Multiply, new Ir.Argument(0), new Number(1.0 / output.Shape.Length)), sum);
        }

        bool labels = method.Parameters[1].Type == FormulaType.Integer;
        if (labels && (output.Shape.Rank != 1 || output.Shape.Length < 2))
        {
            throw new StageException(
                "FG0006", loss.Place, _spec.Type.Name, loss.Formula.Name, "one score per class, so a vector of at least 2", output.Shape.ToString());
        }
        labelCount = labels ? output.Shape.Length : 0;
        Node reference = _builder.Leaf(new TargetLeaf(), labels ? new TensorType(Shape.Scalar, Batched: true) : output.Type, labels ? "label" : "targets");
        Traced? result = new FormulaTracer(loss.Formula, loss.Settable, _builder)
            .Run(method.Name, [new TracedNode(output), new TracedNode(reference)], out _);
        Node term = result is TracedNode node ? node.Node : throw new TraceException($"{loss.Formula.Name} does not depend on the output");
        return term.Shape.IsScalar && term.Type.Batched
            ? term
            : throw new StageException("FG0006", loss.Place, _spec.Type.Name, loss.Formula.Name, "to give one number per example", term.Type.ToString());
    }

    private static Expr Scalar(Stage stage, FormulaMethod method, IReadOnlyList<Traced> arguments, bool settable = false)
    {
        var tracer = new FormulaTracer(stage.Formula, settable ? stage.Settable : stage.Constant, null);
        return tracer.Run(method.Name, arguments, out _) switch
        {
            TracedScalar scalar => scalar.Expr,
            TracedInteger integer => new Number(integer.Value),
            _ => throw new TraceException($"{stage.Formula.Name} gives no number"),
        };
    }

    private Node Parameter(Stage stage, FormulaParameter parameter, Shape x)
    {
        Shape shape = parameter switch
        {
            { ShapeRule: string rule } => ShapeOf(stage, rule, x),
            { Type: FormulaType.Tensor } => x,
            _ => Shape.Scalar,
        };
        string name = stage.Name + "." + char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1);
        _parameters.Add(new ParameterInfo(name, shape, parameter.Initializer ?? throw new TraceException($"{name} has no initialiser")));
        return _builder.Leaf(new ParameterLeaf(_parameters.Count - 1), new TensorType(shape, Batched: false), name);
    }

    private static Shape ShapeOf(Stage stage, string rule, Shape x)
    {
        if (stage.Formula.Properties.FirstOrDefault(property => property.Name == rule) is HyperParameter property)
        {
            return stage.Constant(property) is TracedInteger { Value: > 0 and <= int.MaxValue } length
                ? Shape.Of((int)length.Value)
                : throw new TraceException($"{rule} is the length of a parameter, so a positive integer");
        }
        return new FormulaTracer(stage.Formula, stage.Constant, null).Run(rule, [new TracedShape(x)], out _) is TracedShape shape
            ? shape.Shape
            : throw new TraceException($"{rule} gives no shape");
    }

    private Node Guard(Stage stage, Func<Node> trace)
    {
        try
        {
            return trace();
        }
        catch (OverflowException)
        {
            throw Checks.Limits.Exceeded(stage, _spec);
        }
        catch (Exception e) when (e is TraceException or ShapeException)
        {
            throw new StageException("FG0011", stage.Place, _spec.Type.Name, stage.Display(), e.Message);
        }
    }
}
