using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>A stage of the model can't be compiled: which, and why.</summary>
internal sealed class StageException(string id, int place, params IEnumerable<string> arguments) : Exception(id)
{
    public Problem Problem { get; } = new(id, place, arguments.ToEquatableArray());
}

/// <summary>From a bound model to graphs of primitives: one for training, and one for inference where that is another.</summary>
internal static class ModelTracer
{
    /// <exception cref="StageException">A stage doesn't fit.</exception>
    public static TracedModel Trace(ModelSpec spec)
    {
        var kept = new Kept();
        var training = new GraphTracer(spec, kept, training: true);
        IReadOnlyList<Node> outputs = training.Outputs();
        IReadOnlyList<TracedLoss> losses = new LossTracer(spec, training).Trace(outputs);
        List<Graph> graphs = [training.Finish(buffers: true)];
        // Also of a recurrence: inference needs no stacks for the way back.
        if (training.Context.AskedTraining || training.ChangesBuffers || graphs[0].Nodes.Any(node => node.Primitive is Scan))
        {
            var inference = new GraphTracer(spec, kept, training: false);
            inference.Outputs();
            graphs.Add(inference.Finish(buffers: false));
        }
        IReadOnlyList<Graph> pruned = kept.Prune(graphs);
        training.Learning.CheckStarts(kept.Parameters);
        training.Learning.SetGains(kept.Parameters, spec.Type.Name);
        CheckOptimizer(spec);
        return new TracedModel(
            pruned[0],
            pruned.Count > 1 ? pruned[1] : null,
            training.Stages,
            training.StageShapes,
            [.. spec.Inputs.Select(input => new TracedInput(input.Name, new Shape(input.Shape), input.Count))],
            [.. spec.Outputs.Select((name, index) => new TracedOutput(name, outputs[index].Shape))],
            losses,
            kept.Parameters,
            kept.Buffers,
            kept.States,
            spec.ExampleWeights);
    }

    /// <summary>A form of the rule that only this model has is compiled with it; what is wrong with it is said there.</summary>
    private static void CheckOptimizer(ModelSpec model)
    {
        if (model.Optimizer is not StageSpec spec || !OptimizerForm.IsOwn(spec))
            return;
        FormulaClass formula = OptimizerForm.Of(spec);
        try
        {
            OptimizerTracer.Trace(formula);
        }
        catch (TraceException e)
        {
            throw new StageException("FG0016", spec.Place, formula.Name, e.Message);
        }
        catch (StageException e)
        {
            // Its place is one of the formula's, which may be in another assembly.
            throw new StageException("FG0016", spec.Place, formula.Name, $"[PerStep] parameter '{e.Problem.Arguments[1]}' depends on {e.Problem.Arguments[2]}");
        }
    }
}
