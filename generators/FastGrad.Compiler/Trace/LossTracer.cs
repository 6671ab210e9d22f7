using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>From the outputs to the loss: each loss's mean over the batch, weighted where weights are given, and their sum.</summary>
internal sealed class LossTracer(ModelSpec spec, GraphTracer graph)
{
    private readonly GraphBuilder _builder = graph.Builder;

    public IReadOnlyList<TracedLoss> Trace(IReadOnlyList<Node> outputs)
    {
        Node? exampleWeight = spec.ExampleWeights
            ? _builder.Leaf(new WeightLeaf(), new TensorType(Shape.Scalar, Batched: true), "example weight")
            : null;
        var losses = new List<TracedLoss>();
        Node? total = null;
        for (int i = 0; i < spec.Losses.Count; i++)
        {
            LossSpec own = spec.Losses[i];
            var stage = new Stage(own.Stage, FormulaReader.Read(own.Stage.Formula).Name) { SettingPrefix = spec.Losses.Count == 1 ? "" : FormulaText.Number(i) + "." };
            int output = spec.Outputs.ToList().IndexOf(own.Output);
            Node mean = Guard(stage, () => Mean(stage, outputs[output], i, exampleWeight, losses, output));
            Node share = own.Weight == 1 ? mean : _builder.Map(Times(new Number(own.Weight)), mean);
            total = total is null ? share : _builder.Map(new Ir.Binary(BinaryOp.Add, new Ir.Argument(0), new Ir.Argument(1)), total, share);
        }
        total!.Suggest("loss");
        _builder.Root(Roots.Loss, total);
        return losses;
    }

    private Node Mean(Stage stage, Node output, int index, Node? exampleWeight, List<TracedLoss> losses, int outputIndex)
    {
        FormulaMethod method = stage.Formula.Formula;
        bool elementwise = method.Parameters[0].Type == FormulaType.Double;
        bool labels = method.Parameters[1].Type == FormulaType.Integer;
        if (labels && (output.Shape.Rank != 1 || output.Shape.Length < 2))
        {
            throw new StageException(
                "FG0006", stage.Place, spec.Type.Name, stage.Formula.Name, "one score per class, so a vector of at least 2",
                output.Shape.Length == 1
                    ? $"{output.Shape}; give the last layer one output per class, two for yes and no"
                    : $"{output.Shape}; put [Flatten] before the last layer, or Ops.Flatten around what it gets");
        }
        Node target = _builder.Leaf(
            new TargetLeaf(index), labels ? new TensorType(Shape.Scalar, Batched: true) : output.Type with { Batched = true }, labels ? "label" : "targets");
        if (labels)
            graph.Context.Limit(target, output.Shape.Length);
        losses.Add(new TracedLoss(stage, outputIndex, target.Shape, labels ? output.Shape.Length : 0));
        (Node term, Node? weight) = elementwise ? Elementwise(stage, method, output, target) : Whole(stage, method, output, target, index);
        if (exampleWeight is not null)
        {
            term = Weighted(term, exampleWeight);
            weight = weight is null ? exampleWeight : _builder.Map(Times(new Ir.Argument(1)), weight, exampleWeight);
        }
        term.Suggest("loss term");
        Node sum = _builder.Add(new BatchReduce(ReduceKind.Sum), [term], "loss sum");
        Node mean;
        if (weight is null)
        {
            mean = _builder.Map(Times(new Uniform(Uniform.InverseBatch)), sum);
        }
        else
        {
            Node weights = _builder.Add(new BatchReduce(ReduceKind.Sum), [weight], "weight sum");
            mean = _builder.Map(new Ir.Binary(BinaryOp.Divide, new Ir.Argument(0), new Ir.Argument(1)), sum, weights);
        }
        mean.Suggest("loss");
        return mean;
    }

    /// <summary>A formula of one output and its target: an example's term is their mean, or with weights the two sums that the mean is made of.</summary>
    private (Node Term, Node? Weight) Elementwise(Stage stage, FormulaMethod method, Node output, Node target)
    {
        TracedScalar[] arguments = [new(new Ir.Argument(0)), new(new Ir.Argument(1))];
        var tracer = new FormulaTracer(stage.Formula, stage.Settable, null);
        IReadOnlyList<Traced> given = method.Parameters.Count > 2 ? [.. arguments, new TracedScalar(new Number(1))] : arguments;
        Expr body = GraphTracer.ScalarOf(stage, tracer.Run(method.Name, given, out IReadOnlyDictionary<string, Traced> left));
        if (method.Parameters.Count > 2)
        {
            Expr weight = GraphTracer.ScalarOf(stage, left[method.Parameters[2].Name]);
            Node terms = _builder.Map(Weighted(body, weight), output.Type, [output, target]);
            Node weights = _builder.Map(weight, output.Type, [output, target]);
            return (Sum(terms), Sum(weights));
        }
        Node sum = Sum(_builder.Map(body, output.Type, [output, target]));
        return (output.Shape.Length == 1 ? sum : _builder.Map(Times(new Number(1.0 / output.Shape.Length)), sum), null);
    }

    private Node Sum(Node terms) => terms.Shape.IsScalar ? terms : _builder.Add(new Reduce(ReduceKind.Sum), [terms]);

    private (Node Term, Node? Weight) Whole(Stage stage, FormulaMethod method, Node output, Node target, int index)
    {
        List<Traced> arguments = [new TracedNode(output), new TracedNode(target)];
        if (method.Parameters.Count > 2)
            arguments.Add(new TracedScalar(new Number(1)));
        var scope = new TraceScope(_builder, graph.Context);
        Traced? result = new FormulaTracer(stage.Formula, stage.Settable, scope).Run(method.Name, arguments, out IReadOnlyDictionary<string, Traced> left);
        Node term = result is TracedNode node ? node.Node : throw new StageException(IgnoredOutput.Id, stage.Place, stage.Display(), spec.Type.Name, spec.Losses[index].Output);
        if (!term.Shape.IsScalar && term.Shape.Length == 1)
            term = _builder.Add(new View(Shape.Scalar), [term]);
        if (!term.Shape.IsScalar)
            throw new StageException("FG0006", stage.Place, spec.Type.Name, stage.Formula.Name, "to give one number per example", term.Type.ToString());
        term = PerExample(term);
        if (method.Parameters.Count == 2)
            return (term, null);
        Node weight = left[method.Parameters[2].Name] switch
        {
            TracedNode own => own.Node,
            Traced own => _builder.Map(GraphTracer.ScalarOf(stage, own), new TensorType(Shape.Scalar, Batched: true), []),
        };
        return weight.Shape.IsScalar
            ? Together(term, PerExample(weight))
            : throw new StageException("FG0006", stage.Place, spec.Type.Name, stage.Formula.Name, "to give one weight per example", weight.Type.ToString());
    }

    private (Node Term, Node Weight) Together(Node term, Node weight) => (Weighted(term, weight), weight);

    /// <summary>What sees the whole batch at once, as Dice over the batch, is each example's term alike.</summary>
    private Node PerExample(Node value) => value.Type.Batched ? value : _builder.Map(new Ir.Argument(0), value.Type with { Batched = true }, [value]);

    /// <summary>An example of weight 0 has no say, whatever its term is.</summary>
    private Node Weighted(Node term, Node weight) => _builder.Map(Weighted(new Ir.Argument(0), new Ir.Argument(1)), term, weight);

    private static Select Weighted(Expr term, Expr weight) => new(
        new Ir.Binary(BinaryOp.Equal, weight, new Number(0)), new Number(0), new Ir.Binary(BinaryOp.Multiply, weight, term));

    private static Ir.Binary Times(Expr factor) => new(BinaryOp.Multiply, new Ir.Argument(0), factor);

    private Node Guard(Stage stage, Func<Node> trace)
    {
        try
        {
            return trace();
        }
        catch (OverflowException)
        {
            throw Limits.Exceeded(stage, spec);
        }
        catch (Exception e) when (e is TraceException or ShapeException)
        {
            throw new StageException("FG0011", stage.Place, spec.Type.Name, stage.Display(), e.Message);
        }
    }
}
