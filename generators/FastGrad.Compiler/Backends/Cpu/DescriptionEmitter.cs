using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>The model as data: what <c>IModel.Description</c> gives.</summary>
internal static class DescriptionEmitter
{
    // What no layer's weights go into: a product of two values of the model's own Forward.
    private const string Nobody = "Forward";

    public static void Write(SourceWriter writer, CpuModel model)
    {
        TracedModel traced = model.Model.Traced;
        (long once, long perExample) = WorkspaceSize.Of(model);
        Dictionary<string, long> work = Work(traced);
        writer.Line();
        writer.Line("/// <summary>The model as data.</summary>");
        string precision = model.Precision.Type == "double" ? "Double" : "Single";
        writer.Line($"public static global::FastGrad.ModelDescription Description {{ get; }} = new(\"{model.Model.Spec.Type.Name.TrimStart('@')}\", global::FastGrad.Precision.{precision}, [");
        writer.Indent();
        foreach (TracedInput input in traced.Inputs)
            writer.Line($"new(\"{input.Name}\", \"{(input.Count > 0 ? $"Indices({CpuModel.Text(input.Count)})" : "Input")}\", {Shape(input.Shape)}),");
        for (int i = 0; i < traced.Stages.Count; i++)
        {
            Stage stage = traced.Stages[i];
            work.TryGetValue(stage.Name, out long flops);
            string counts = Counts(Own(traced.Parameters, stage), Own(traced.Buffers, stage), flops);
            writer.Line($"new(\"{stage.Name}\", {Quoted.Text(stage.Display())}, {Shape(traced.StageShapes[i])}{counts}{(stage.Learning.IsFrozen ? ", IsFrozen: true" : "")}),");
        }
        if (work.TryGetValue(Nobody, out long rest))
            writer.Line($"new(\"{Nobody}\", \"other products\", {Shape(traced.Outputs[0].Shape)}{Counts(0, 0, rest)}),");
        writer.Outdent();
        string optimizer = model.Model.Spec.Optimizer is StageSpec spec ? new Stage(spec, "").Display() : "";
        writer.Line($"], {Quoted.Text(Losses(model.Model))}, {Quoted.Text(optimizer)}, {once}, {perExample});");
    }

    /// <summary>As declared, and of which output where there are several.</summary>
    public static string Losses(LoweredModel model) => string.Join(", ", model.Traced.Losses.Zip(model.Spec.Losses, (loss, given) =>
    {
        var others = new List<string>();
        if (given.Weight != 1)
            others.Add("LossWeight = " + FormulaText.Number(given.Weight));
        if (given.Reduction != LossReduction.Mean)
            others.Add("Reduction = Reduction." + given.Reduction);
        if (given.IgnoreLabel is int ignored)
            others.Add("IgnoreLabel = " + CpuModel.Text(ignored));
        string text = loss.Stage.Display([.. others]);
        return model.Traced.Outputs.Count == 1 ? text : text + " of " + model.Traced.Outputs[loss.Output].Name;
    }));

    /// <summary>FLOPs of products, forward, for one example, by the layer whose weights they multiply.</summary>
    private static Dictionary<string, long> Work(TracedModel traced)
    {
        var work = new Dictionary<string, long>();
        foreach (Node node in traced.Graph.Nodes)
        {
            long flops = Flops.OfProducts(node);
            if (flops == 0)
                continue;
            ParameterLeaf? weight = node.Operands.Select(Weight).FirstOrDefault(leaf => leaf is not null);
            string owner = weight is null ? Nobody : traced.Parameters[weight.Index].Name.Split('.')[0];
            work[owner] = (work.TryGetValue(owner, out long sum) ? sum : 0) + flops;
        }
        return work;
    }

    /// <summary>The parameter that a value is made of, if of parameters alone.</summary>
    private static ParameterLeaf? Weight(Node node) => node.Primitive as ParameterLeaf
        ?? (node.Type.Batched ? null : node.Operands.Select(Weight).FirstOrDefault(leaf => leaf is not null));

    private static int Own(IReadOnlyList<ParameterInfo> all, Stage stage) =>
        all.Where(one => one.Name.StartsWith(stage.Name + ".", StringComparison.Ordinal)).Sum(one => one.Shape.Length);

    private static string Counts(int parameters, int buffers, long flops) =>
        flops > 0 ? $", {parameters}, {buffers}, {flops}" : buffers > 0 ? $", {parameters}, {buffers}" : parameters > 0 ? $", {parameters}" : "";

    private static string Shape(Shape shape) => $"new({string.Join(", ", shape.Dimensions)})";
}
