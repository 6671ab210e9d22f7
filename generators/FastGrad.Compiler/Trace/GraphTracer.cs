using System.Globalization;
using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>One trace of a model, for training or for inference: its formulas run in turn, for one example, and leave a graph.</summary>
internal sealed class GraphTracer
{
    private readonly ModelSpec _spec;
    private readonly Kept _kept;
    private readonly TraceScope _scope;
    private readonly Dictionary<Given, Node> _leaves = [];
    private readonly Dictionary<int, (Node Value, string Name)> _buffers = [];
    private readonly Dictionary<int, (Node Value, string Name)> _states = [];
    private readonly ParameterLearning _learning = new();

    public GraphTracer(ModelSpec spec, Kept kept, bool training)
    {
        _spec = spec;
        _kept = kept;
        _scope = new TraceScope(new GraphBuilder(), new TraceContext(training));
    }

    public TraceContext Context => _scope.Context;

    public GraphBuilder Builder => _scope.Builder;

    /// <summary>In the order of their first use.</summary>
    public List<Stage> Stages { get; } = [];

    /// <summary>Each one's first result.</summary>
    public List<Shape> StageShapes { get; } = [];

    /// <summary>Whether training passes change something that inference must leave alone.</summary>
    public bool ChangesBuffers => _buffers.Count > 0;

    /// <summary>How each layer's parameters start and are trained.</summary>
    public ParameterLearning Learning => _learning;

    /// <summary>From the inputs to the outputs, each behind its boundary.</summary>
    public IReadOnlyList<Node> Outputs()
    {
        List<Node> inputs = [.. _spec.Inputs.Select(Input)];
        IReadOnlyList<Node> values = _spec.Forward is string methods ? Forward(methods, inputs) : [Pipeline(inputs[0])];
        List<Node> outputs = [];
        for (int i = 0; i < values.Count; i++)
        {
            string name = _spec.Outputs.Count == 1 ? "outputs" : _spec.Outputs[i] + " outputs";
            outputs.Add(Builder.Add(new Boundary(Roots.OutputAt(i)), [values[i]], name));
            Builder.Root(Roots.OutputAt(i), outputs[i]);
        }
        return outputs;
    }

    /// <summary>Makes what formulas left in buffers and states roots of the graph.</summary>
    /// <param name="buffers">Whether buffers change: in training.</param>
    public Graph Finish(bool buffers)
    {
        foreach (KeyValuePair<int, (Node Value, string Name)> buffer in _buffers.Where(_ => buffers))
            Builder.Root(Roots.Buffer(buffer.Key), buffer.Value.Value);
        foreach (KeyValuePair<int, (Node Value, string Name)> state in _states)
        {
            Node value = state.Value.Value;
            Builder.Root(Roots.State(state.Key), value.Type.Batched ? value : Builder.Map(new Ir.Argument(0), value.Type with { Batched = true }, [value]));
        }
        return Builder.Build();
    }

    private Node Input(InputSpec input, int index)
    {
        Node leaf = Builder.Leaf(
            new InputLeaf(index), new TensorType(new Shape(input.Shape), Batched: true), _spec.Inputs.Count == 1 ? "inputs" : input.Name);
        if (input.Count > 0)
            Context.Limit(leaf, input.Count);
        return leaf;
    }

    private Node Pipeline(Node value)
    {
        var counts = new Dictionary<string, int>();
        foreach (StageSpec spec in _spec.Stages)
        {
            string kind = FormulaReader.Read(spec.Formula).Name;
            counts[kind] = counts.TryGetValue(kind, out int count) ? count + 1 : 1;
            var stage = new Stage(spec, kind + counts[kind].ToString(CultureInfo.InvariantCulture));
            try
            {
                value = Apply(stage, [new TracedNode(value)], _scope);
            }
            catch (OverflowException)
            {
                throw Limits.Exceeded(stage, _spec);
            }
            catch (Exception e) when (e is TraceException or ShapeException)
            {
                throw new StageException("FG0011", stage.Place, _spec.Type.Name, stage.Display(), e.Message);
            }
        }
        return value;
    }

    private IReadOnlyList<Node> Forward(string methods, IReadOnlyList<Node> inputs)
    {
        FormulaClass model = FormulaReader.Read(methods);
        Dictionary<string, Stage> layers = _spec.Stages.ToDictionary(spec => spec.Name, spec => new Stage(spec, spec.Name));
        var tracer = new FormulaTracer(
            model,
            property => throw new TraceException($"{property.Name} is no part of a formula"),
            _scope,
            (name, arguments, scope) => new TracedNode(Call(layers[name], arguments, scope)));
        try
        {
            Traced? result = tracer.Run(model.Formula.Name, [.. inputs.Select(input => new TracedNode(input))], out _);
            IReadOnlyList<Traced> values = result is TracedTuple tuple ? tuple.Elements : [result!];
            return [.. values.Select(Output)];
        }
        catch (PlacedException e)
        {
            throw new StageException("FG0049", e.Place, _spec.Type.Name, e.Message);
        }
        catch (Exception e) when (e is TraceException or ShapeException or OverflowException)
        {
            throw new StageException("FG0049", 0, _spec.Type.Name, Limits.Words(e));
        }

        Node Call(Stage stage, IReadOnlyList<Traced> arguments, TraceScope scope)
        {
            try
            {
                return Apply(stage, arguments, scope);
            }
            catch (Exception e) when (e is TraceException or ShapeException or OverflowException)
            {
                throw new TraceException($"{stage.Name}, [{stage.Display()}]: {Limits.Words(e)}");
            }
        }

        Node Output(Traced value, int index) => value is TracedNode { Node: { Type.Batched: true } node }
            ? node
            : throw new TraceException($"output '{_spec.Outputs[index]}' does not depend on an input");
    }

    private Node Apply(Stage stage, IReadOnlyList<Traced> arguments, TraceScope scope)
    {
        FormulaMethod method = stage.Formula.Formula;
        List<Node> values = [.. arguments.Select(argument => argument is TracedNode node
            ? scope.Import(node.Node)
            : throw new TraceException("a number stands where a tensor should"))];
        Node result = stage.Formula.Kind == FormulaKind.Activation ? Activate(stage, method, values[0], scope) : Layer(stage, method, values, scope);
        _learning.Called(stage, values[0], result);
        if (Stages.All(known => known.Name != stage.Name))
        {
            Stages.Add(stage);
            StageShapes.Add(result.Shape);
        }
        return result;
    }

    /// <summary>A scalar formula becomes one map, so that it is differentiated as one expression.</summary>
    private Node Activate(Stage stage, FormulaMethod method, Node x, TraceScope scope)
    {
        var operands = new List<Node> { x };
        foreach (FormulaParameter parameter in method.Parameters.Skip(1))
            operands.Add(scope.Import(Leaf(stage, parameter, x.Shape)));
        Expr body = Scalar(stage, method, stage.Constant, [.. operands.Select((_, index) => new TracedScalar(new Ir.Argument(index)))]);
        return scope.Builder.Add(new Map(body, x.Type), operands, stage.Name);
    }

    private Node Layer(Stage stage, FormulaMethod method, IReadOnlyList<Node> values, TraceScope scope)
    {
        List<Traced> arguments = [.. values.Select(value => new TracedNode(value))];
        foreach (FormulaParameter parameter in method.Parameters.Skip(values.Count))
            arguments.Add(new TracedNode(Current(stage, parameter, values[0].Shape)));
        Traced? result = new FormulaTracer(stage.Formula, stage.Constant, scope).Run(method.Name, arguments, out IReadOnlyDictionary<string, Traced> left);
        foreach (FormulaParameter parameter in method.Parameters.Where(parameter => parameter.Role is ParameterRole.Buffer or ParameterRole.Carried))
            Leave(stage, parameter, left[parameter.Name], values[0].Shape, scope);
        Node node = result is TracedNode traced ? traced.Node : throw new TraceException($"{stage.Formula.Name} gives no tensor that depends on its input");
        return scope.Add(new View(node.Shape), [node], stage.Name);
    }

    /// <summary>Of a number formula: one expression over its arguments.</summary>
    public static Expr Scalar(Stage stage, FormulaMethod method, Func<HyperParameter, Traced> property, IReadOnlyList<Traced> arguments) =>
        ScalarOf(stage, new FormulaTracer(stage.Formula, property, null).Run(method.Name, arguments, out _));

    /// <summary>What a number formula gives, as an expression.</summary>
    public static Expr ScalarOf(Stage stage, Traced? value) => value switch
    {
        TracedScalar scalar => scalar.Expr,
        TracedInteger integer => new Number(integer.Value),
        _ => throw new TraceException($"{stage.Formula.Name} gives no number"),
    };

    /// <summary>What a layer's argument is now: a buffer may have been left another value by an earlier call.</summary>
    private Node Current(Stage stage, FormulaParameter parameter, Shape x)
    {
        Node leaf = Leaf(stage, parameter, x);
        return leaf.Primitive switch
        {
            BufferLeaf buffer when _buffers.TryGetValue(buffer.Index, out (Node Value, string Name) known) => known.Value,
            StateLeaf state when _states.TryGetValue(state.Index, out (Node Value, string Name) known) => known.Value,
            _ => leaf,
        };
    }

    private void Leave(Stage stage, FormulaParameter parameter, Traced left, Shape x, TraceScope scope)
    {
        Node leaf = Leaf(stage, parameter, x);
        Node value = left switch
        {
            TracedNode node => node.Node,
            TracedScalar or TracedInteger when leaf.Shape.IsScalar => Builder.Map(ScalarOf(stage, left), leaf.Type, []),
            _ => throw new TraceException($"{parameter.Name} is a tensor, and a number is left in it"),
        };
        if (value == Current(stage, parameter, x))
            return;
        if (scope.IsStep)
            throw new TraceException($"{parameter.Name} can't be left another value inside a scan");
        if (value.Shape != leaf.Shape)
            throw new TraceException($"{parameter.Name} is {leaf.Shape}, and {value.Shape} is left in it");
        if (leaf.Primitive is BufferLeaf buffer)
        {
            _buffers[buffer.Index] = value.Type.Batched
                ? throw new TraceException($"{parameter.Name} is one for the whole batch; take Ops.BatchMean or another reduction over the batch")
                : (value, parameter.Name);
        }
        else
        {
            _states[((StateLeaf)leaf.Primitive).Index] = (value, parameter.Name);
        }
    }

    private Node Leaf(Stage stage, FormulaParameter parameter, Shape x)
    {
        Shape shape = parameter switch
        {
            { ShapeRule: string rule } => ShapeOf(stage, rule, x),
            { Type: FormulaType.Tensor } => x,
            _ => Shape.Scalar,
        };
        string name = stage.Name + "." + char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1);
        string initializer = parameter.Initializer ?? throw new TraceException($"{name} has no initialiser");
        var info = new ParameterInfo(name, shape, initializer);
        (Given leaf, bool batched) = parameter.Role switch
        {
            ParameterRole.Buffer => ((Given)new BufferLeaf(Kept.Find(_kept.Buffers, info)), false),
            ParameterRole.Carried => (new StateLeaf(Kept.Find(_kept.States, info)), true),
            _ => (new ParameterLeaf(Kept.Find(_kept.Parameters, _learning.Of(stage, parameter, info))), false),
        };
        return _leaves.TryGetValue(leaf, out Node? known)
            ? known
            : _leaves[leaf] = Builder.Leaf(leaf, new TensorType(shape, batched), name);
    }

    /// <summary>What a loss's rule gives for its targets.</summary>
    public static Shape TargetShapeOf(Stage stage, string rule, Shape output)
    {
        try
        {
            return ShapeOf(stage, rule, output);
        }
        catch (Exception e) when (e is TraceException or ShapeException)
        {
            throw new TraceException($"the shape of its targets, {rule} of an output of {output}: {e.Message}");
        }
    }

    /// <summary>What a shape rule gives.</summary>
    public static Shape ShapeOf(Stage stage, string rule, Shape x)
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
}
