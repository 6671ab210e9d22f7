using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>From the outputs to the loss: each loss's mean over the batch, weighted where weights are given, or its sum, and all of them together.</summary>
internal sealed class LossTracer(ModelSpec spec, GraphTracer graph)
{
    private readonly GraphBuilder _builder = graph.Builder;

    public IReadOnlyList<TracedLoss> Trace(IReadOnlyList<Node> outputs)
    {
        Node? exampleWeight = spec.ExampleWeights
            ? _builder.Leaf(new WeightLeaf(), new TensorType(Shape.Scalar, Batched: true), "example weight")
            : null;
        var losses = new List<TracedLoss>();
        Node? total = null, exampleLosses = null;
        for (int i = 0; i < spec.Losses.Count; i++)
        {
            LossSpec own = spec.Losses[i];
            var stage = new Stage(own.Stage, FormulaReader.Read(own.Stage.Formula).Name) { SettingPrefix = spec.Losses.Count == 1 ? "" : FormulaText.Number(i) + "." };
            int output = spec.Outputs.ToList().IndexOf(own.Output), index = i;
            Node loss = Guard(stage, () =>
            {
                LossTerms terms = Terms(stage, own, outputs[output], index, losses, output);
                if (own.Reduction == LossReduction.None)
                    exampleLosses = Together(exampleLosses, Share(terms.Own(_builder), own));
                return own.Reduction == LossReduction.Sum ? Sum(terms, exampleWeight) : Mean(terms, exampleWeight);
            });
            total = Together(total, Share(loss, own));
        }
        total!.Suggest("loss");
        _builder.Root(Roots.Loss, total);
        if (exampleLosses is not null)
        {
            exampleLosses.Suggest("example losses");
            _builder.Root(Roots.ExampleLosses, exampleLosses);
        }
        return losses;
    }

    private Node Share(Node loss, LossSpec own) => own.Weight == 1 ? loss : _builder.Map(LossTerms.Times(new Number(own.Weight)), loss);

    private Node Together(Node? before, Node next) =>
        before is null ? next : _builder.Map(new Ir.Binary(BinaryOp.Add, new Ir.Argument(0), new Ir.Argument(1)), before, next);

    private Node Sum(LossTerms terms, Node? exampleWeight)
    {
        Node term = exampleWeight is null ? terms.Sum : Weighted(terms.Sum, exampleWeight);
        term.Suggest("loss term");
        return _builder.Add(new BatchReduce(ReduceKind.Sum), [term], "loss");
    }

    private Node Mean(LossTerms terms, Node? exampleWeight)
    {
        Node term = terms.Denominator is null ? terms.Own(_builder) : terms.Sum;
        Node? weight = terms.Denominator;
        if (exampleWeight is not null)
        {
            term = Weighted(term, exampleWeight);
            weight = weight is null ? exampleWeight : _builder.Map(LossTerms.Times(new Ir.Argument(1)), weight, exampleWeight);
        }
        term.Suggest("loss term");
        Node sum = _builder.Add(new BatchReduce(ReduceKind.Sum), [term], "loss sum");
        Node mean;
        if (weight is null)
        {
            mean = _builder.Map(LossTerms.Times(new Uniform(Uniform.InverseBatch)), sum);
        }
        else
        {
            Node weights = _builder.Add(new BatchReduce(ReduceKind.Sum), [weight], "weight sum");
            mean = _builder.Map(new Ir.Binary(BinaryOp.Divide, new Ir.Argument(0), new Ir.Argument(1)), sum, weights);
        }
        mean.Suggest("loss");
        return mean;
    }

    private LossTerms Terms(Stage stage, LossSpec own, Node output, int index, List<TracedLoss> losses, int outputIndex)
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
        Shape shape = labels ? Shape.Scalar
            : method.Parameters[1].ShapeRule is string rule ? GraphTracer.TargetShapeOf(stage, rule, output.Shape)
            : output.Shape;
        Node target = _builder.Leaf(new TargetLeaf(index), new TensorType(shape, Batched: true), labels ? "label" : "targets");
        losses.Add(new TracedLoss(stage, outputIndex, shape, labels ? output.Shape.Length : 0, own.IgnoreLabel));
        if (labels)
            graph.Context.Limit(target, output.Shape.Length);
        if (!labels || own.IgnoreLabel is not int ignored)
            return elementwise ? Elementwise(stage, method, output, target) : Whole(stage, method, output, target, index);
        // What does not count is a class to the formula, so that it may index.
        var isIgnored = new Ir.Binary(BinaryOp.Equal, new Ir.Argument(0), new Number(ignored));
        Node label = _builder.Map(new Select(isIgnored, new Number(0), new Ir.Argument(0)), target);
        label.Suggest("class");
        graph.Context.Limit(label, output.Shape.Length);
        return Whole(stage, method, output, label, index).Ignoring(ignored, target, _builder);
    }

    /// <summary>A formula of one output and its target.</summary>
    private LossTerms Elementwise(Stage stage, FormulaMethod method, Node output, Node target)
    {
        TracedScalar[] arguments = [new(new Ir.Argument(0)), new(new Ir.Argument(1))];
        var tracer = new FormulaTracer(stage.Formula, stage.Settable, null);
        IReadOnlyList<Traced> given = method.Parameters.Count > 2 ? [.. arguments, new TracedScalar(new Number(1))] : arguments;
        Expr body = GraphTracer.ScalarOf(stage, tracer.Run(method.Name, given, out IReadOnlyDictionary<string, Traced> left));
        int count = output.Shape.Length;
        if (method.Parameters.Count == 2)
            return new LossTerms(Sum(Map(body)), count, null);
        Expr weight = GraphTracer.ScalarOf(stage, left[method.Parameters[2].Name]);
        bool multiplies = method.Parameters[2].Role == ParameterRole.Weight;
        if (Uniformly(weight, multiplies) is double each)
            return new LossTerms(Sum(Map(body)), each * count, null);
        Node terms = Map(multiplies ? LossTerms.Weighted(body, weight) : body), weights = Map(weight);
        return new LossTerms(Sum(terms), count, Sum(weights));

        Node Map(Expr expr) => _builder.Map(expr, output.Type, [output, target]);
    }

    private Node Sum(Node terms) => terms.Shape.IsScalar ? terms : _builder.Add(new Reduce(ReduceKind.Sum), [terms]);

    /// <summary>
    /// What all examples count, where the formula says so: then it cancels out of the mean, or divides like a number of outputs. A weight of
    /// another number than 1 would still show in a sum.
    /// </summary>
    private static double? Uniformly(Expr weight, bool multiplies) => weight is Number { Value: double each } && (multiplies ? each == 1 : each > 0) ? each : null;

    private LossTerms Whole(Stage stage, FormulaMethod method, Node output, Node target, int index)
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
        if (!term.Type.Batched)
            RequireNothingOfExamples(spec.Losses[index]);
        term = PerExample(term);
        if (method.Parameters.Count == 2)
            return new LossTerms(term, 1, null);
        bool multiplies = method.Parameters[2].Role == ParameterRole.Weight;
        Traced said = left[method.Parameters[2].Name];
        if (said is not TracedNode && Uniformly(GraphTracer.ScalarOf(stage, said), multiplies) is double each)
            return new LossTerms(term, each, null);
        Node weight = said is TracedNode own
            ? own.Node
            : _builder.Map(GraphTracer.ScalarOf(stage, said), new TensorType(Shape.Scalar, Batched: true), []);
        if (!weight.Shape.IsScalar)
            throw new StageException("FG0006", stage.Place, spec.Type.Name, stage.Formula.Name, "to give one weight per example", weight.Type.ToString());
        weight = PerExample(weight);
        return new LossTerms(multiplies ? Weighted(term, weight) : term, 1, weight);
    }

    /// <summary>Of a loss that has one term for the whole batch.</summary>
    private void RequireNothingOfExamples(LossSpec own)
    {
        const string Looks = "it looks at the batch as a whole, ";
        if (spec.ExampleWeights)
            throw new TraceException(Looks + "where weights of examples have nothing to weigh; remove ExampleWeights, or take a loss of each example");
        if (own.Reduction != LossReduction.Mean)
            throw new TraceException(Looks + $"so that no example has a term of its own; remove Reduction = Reduction.{own.Reduction}");
    }

    /// <summary>What sees the whole batch at once, as Dice over the batch, is each example's term alike.</summary>
    private Node PerExample(Node value) => value.Type.Batched ? value : _builder.Map(new Ir.Argument(0), value.Type with { Batched = true }, [value]);

    private Node Weighted(Node term, Node weight) => _builder.Map(LossTerms.Weighted(new Ir.Argument(0), new Ir.Argument(1)), term, weight);

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
