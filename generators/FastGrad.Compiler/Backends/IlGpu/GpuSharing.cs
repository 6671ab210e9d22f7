using System.Text;
using System.Text.RegularExpressions;
using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>What inference launches that training launches too: texts are compared, with the places of values instead of their names.</summary>
internal sealed class GpuSharing
{
    // What follows a dot is a member, which may be called like a value: Mathematics.Tanh.
    private static readonly Regex _name = new(@"(?<!\.)\b[A-Za-z_]\w*\b", RegexOptions.CultureInvariant);

    private readonly GpuModel _model;
    private readonly Dictionary<string, string> _numbers = [];
    private readonly HashSet<string> _arena;

    public GpuSharing(GpuModel model)
    {
        _model = model;
        foreach ((string name, int place) in model.Constants)
            _numbers[name] = CpuModel.Text(place);
        HashSet<string> leaves = [.. model.Leaves];
        _arena = [.. _numbers.Keys.Where(name => !leaves.Contains(name))];
    }

    /// <summary>
    /// Whether two phases are one, but for where values lie: each has memory for its own. Both leave the outputs in the same places.
    /// </summary>
    public bool IsSame(IReadOnlyList<GpuWork> forward, IReadOnlyList<GpuWork> inference)
    {
        LoweredModel lowered = _model.Model;
        return Renamed(forward, lowered.Graph) == Renamed(inference, lowered.Inference!.Graph);
    }

    /// <summary>The inference with kernels of the forward phase for those that are the same to the last place.</summary>
    public IReadOnlyList<GpuWork> Share(IReadOnlyList<GpuWork> forward, IReadOnlyList<GpuWork> inference)
    {
        var known = new Dictionary<string, GpuKernel>();
        foreach (GpuKernel kernel in GpuPhases.KernelsOf(forward))
            known[Placed(kernel)] = kernel;
        return [.. inference.Select(Replace)];

        GpuWork Replace(GpuWork work) => work is GpuLoop loop ? loop with { Inner = [.. loop.Inner.Select(Replace)] }
            : known.TryGetValue(Placed((GpuKernel)work), out GpuKernel? same) ? same
            : work;
    }

    /// <summary>A kernel's text with numbers for the places of values.</summary>
    private string Placed(GpuKernel kernel) =>
        Ordered(_name.Replace(Text(kernel), match => _numbers.TryGetValue(match.Value, out string? number) ? number : match.Value));

    /// <summary>A phase's text in which places are called by the order in which they come, and last where the outputs are.</summary>
    private string Renamed(IReadOnlyList<GpuWork> work, Graph graph)
    {
        var text = new StringBuilder();
        Append(work);
        for (int i = 0; graph.Roots.TryGetValue(Roots.OutputAt(i), out Node? output); i++)
            text.Append(_model.Cpu.HasConstant(output) ? _model.ConstantOf(output) : "").Append('\n');
        return Ordered(text.ToString());

        void Append(IEnumerable<GpuWork> all)
        {
            foreach (GpuWork one in all)
            {
                if (one is GpuLoop loop)
                {
                    text.Append(CpuModel.Text(loop.Steps)).Append(loop.Reverse ? " backwards {\n" : " {\n");
                    Append(loop.Inner);
                    text.Append("}\n");
                }
                else
                {
                    text.Append(Text((GpuKernel)one));
                }
            }
        }
    }

    /// <summary>A text in which values, and locals that are called after them, have the numbers of the order in which they come.</summary>
    private string Ordered(string text)
    {
        var order = new Dictionary<string, string>();
        return _name.Replace(text, match =>
        {
            if (!_arena.Contains(char.ToUpperInvariant(match.Value[0]) + match.Value.Substring(1)))
                return match.Value;
            if (!order.TryGetValue(match.Value, out string? number))
                order[match.Value] = number = "#" + CpuModel.Text(order.Count);
            return number;
        });
    }

    /// <summary>All that is written for a kernel, but for what it is called.</summary>
    private string Text(GpuKernel kernel)
    {
        string text = $"{kernel.Groups} {kernel.NeedsRoom}\n{kernel.Text}";
        if (kernel.Struct is not GpuStruct given)
            return text;
        var writer = new SourceWriter();
        given.Write(writer, _model.Type, summary: "");
        return (text + writer).Replace(given.Name, "Struct");
    }
}
