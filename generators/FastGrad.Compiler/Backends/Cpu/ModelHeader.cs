using System.Globalization;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>The comment on top of a generated model: what was declared, what it costs, where values lie.</summary>
internal static class ModelHeader
{
    public static void Write(SourceWriter writer, CpuModel model)
    {
        TracedModel traced = model.Model.Traced;
        MemoryPlan memory = model.Model.Memory;
        int parameters = traced.Parameters.Sum(parameter => parameter.Shape.Length);
        // What was declared stands below as data: Description, CreateParameters.
        writer.Line($"// {model.Model.Spec.Type.Name}: {Grouped(parameters)} parameters, {model.Precision.Type}. {DescriptionEmitter.Losses(model.Model)}{Optimizer(model)}.");
        writer.Line("//");
        (long forward, long step) = Work(model.Model);
        writer.Line($"// FLOPs of products per example: {Grouped(2 * forward)} forward, {Grouped(2 * step)} for a whole step.");
        writer.Line($"// Arena: {Grouped(memory.FixedLength)} {model.Precision.Type}s, and {Grouped(memory.ExampleLength)} per example:");
        foreach (Passes.Buffer buffer in memory.Buffers.OrderBy(buffer => buffer.Batched).ThenBy(buffer => buffer.Offset).ThenBy(buffer => buffer.From))
        {
            string range = $"{Grouped(buffer.Offset)}–{Grouped(buffer.Offset + buffer.Stride - 1)}";
            writer.Line($"//   {(buffer.Batched ? "per example" : "once"),-12}{range,-16}{model.ConstantOf(buffer.Owner)}");
        }
        if (UnfusedBecause(model) is string reason)
            writer.Line($"// Step is unfused: {reason}. It gathers the whole gradient in Gradients, then updates.");
        else if (model.Model.Schedule.Any(kernel => kernel is WeightGradientKernel { Delivers: >= 0 }))
            writer.Line("// Step hands weight gradients to the optimizer panel by panel, while they lie in a near cache; Backward adds them to Gradients.");
    }

    private static string Optimizer(CpuModel model) => model.Model.Spec.Optimizer is Specs.StageSpec spec
        ? ", learned by " + new Stage(spec, "").Display()
        : "";

    /// <summary>Why the declared optimizer wants whole gradients; null where there is none that does.</summary>
    private static string? UnfusedBecause(CpuModel model)
    {
        try
        {
            return model.Model.Spec.Optimizer is Specs.StageSpec spec
                ? OptimizerTracer.Trace(OptimizerForm.Of(spec)).UnfusedBecause
                : null;
        }
        catch (Exception e) when (e is TraceException or StageException)
        {
            // It is said where the optimizer is declared.
            return null;
        }
    }

    private static (long Forward, long Step) Work(LoweredModel model)
    {
        long forward = 0, step = 0;
        Add(model.Graph, 1);
        return (forward, step);

        void Add(Graph graph, int times)
        {
            foreach (Node node in graph.Nodes)
            {
                if (node.Primitive is Scan scan)
                    Add(scan.Body, scan.Steps);
                if (node.Primitive is not Product product)
                    continue;
                Shape weight = product.Form == ProductForm.WeightGradient ? node.Shape : node.Operands[1].Shape;
                step += (long)times * weight.Length;
                forward += product.Form == ProductForm.Forward ? (long)times * weight.Length : 0;
            }
        }
    }

    private static string Grouped(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
