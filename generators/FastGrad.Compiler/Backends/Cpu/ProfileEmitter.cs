using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>
/// What <c>[Model(Profile = true)]</c> adds to a program: in each phase a clock, read after every kernel, and the kernels as data. A loop over
/// steps is one kernel here.
/// </summary>
internal sealed class ProfileEmitter(CpuModel model)
{
    // No local of a kernel's begins so.
    private const string Clock = "_clock";

    private readonly List<string> _kernels = [];

    /// <summary>At a phase's beginning.</summary>
    public void Begin(SourceWriter writer) => writer.Line($"long {Clock} = global::FastGrad.ModelProfile.Now;");

    /// <summary>After a kernel.</summary>
    /// <param name="writer">Where the call has been written.</param>
    /// <param name="phase">The method's name.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="call">What was written.</param>
    public void After(SourceWriter writer, string phase, Kernel kernel, string call)
    {
        writer.Line($"Profile.Took({CpuModel.Text(_kernels.Count)}, frame.Batch, ref {Clock});");
        (long flopsPerExample, long flops) = Sum(kernel.Members.Select(node => (node.Operands.Any(operand => operand.Type.Batched), Flops.Of(node))));
        int bytesOfOne = model.Model.Spec.Precision == Specs.Precision.Double ? 8 : 4;
        (long bytesPerExample, long bytes) = Sum(Touched(kernel).Select(node => (node.Type.Batched, (long)node.Shape.Length * bytesOfOne)));
        _kernels.Add($"new(\"{phase}\", {Quoted.Text(Name(kernel, call))}, {flopsPerExample}, {flops}, {bytesPerExample}, {bytes}),");
    }

    /// <summary>After the phases: the kernels.</summary>
    public void Write(SourceWriter writer)
    {
        writer.Line();
        writer.Line("/// <summary>The time of each kernel.</summary>");
        string name = Quoted.Text(model.Model.Spec.Type.Name.TrimStart('@'));
        writer.Line(
            $"internal static global::FastGrad.ModelProfile Profile {{ get; }} = new({name}, global::FastGrad.Precision.{model.Model.Spec.Precision},");
        writer.Indent();
        writer.Line("[");
        writer.Indent();
        writer.Lines(_kernels);
        writer.Outdent();
        writer.Line("]);");
        writer.Outdent();
    }

    /// <summary>What the call's comments say. Kernels over rows have theirs elsewhere, and those of a loop are of its steps.</summary>
    private string Name(Kernel kernel, string call)
    {
        const string Comment = "// ";
        IEnumerable<string> comments = call.Split('\n').Select(line => line.TrimStart())
            .Where(line => line.StartsWith(Comment, StringComparison.Ordinal)).Select(line => line.Substring(Comment.Length));
        return kernel switch
        {
            RowKernel row => string.Join("; ", new RowEmitter(model, row).Describe()),
            ScanKernel scan => $"{model.NameOf(scan)}, a loop of {CpuModel.Text(scan.Scan.Steps)} steps",
            // In a fused step the sink is the optimizer.
            { Delivers: >= 0 } => string.Join("; ", comments).Replace(ProductEmitter.PanelByPanel, "") + ", and update",
            _ when comments.Any() => string.Join("; ", comments),
            _ => model.NameOf(kernel),
        };
    }

    /// <summary>What it reads of others, and what of its own it leaves in memory.</summary>
    private IEnumerable<Node> Touched(Kernel kernel)
    {
        IEnumerable<Node> factors = kernel switch
        {
            ProductKernel product => [product.Left, product.Right],
            WeightGradientKernel weight => [weight.Left, weight.Right],
            BatchSumKernel sum => [sum.Source],
            _ => [],
        };
        return factors.Concat(kernel.Operands).Concat(kernel.Members.Where(member => model.IsStored(member) || kernel.Delivers >= 0))
            .Select(Storage.Of).Distinct();
    }

    private static (long PerExample, long Once) Sum(IEnumerable<(bool Batched, long Amount)> amounts)
    {
        long perExample = 0, once = 0;
        foreach ((bool batched, long amount) in amounts)
        {
            perExample += batched ? amount : 0;
            once += batched ? 0 : amount;
        }
        return (perExample, once);
    }
}
