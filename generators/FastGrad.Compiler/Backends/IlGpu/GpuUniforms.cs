using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// The locals at the top of a device function that hold what is the same for all elements. In the model's precision: not every GPU has
/// doubles, and on most they are slow.
/// </summary>
internal sealed class GpuUniforms
{
    private readonly Dictionary<Expr, string> _names = [];

    public GpuUniforms(IEnumerable<Expr> values, NameScope names, GpuModel model)
    {
        foreach (Expr part in UniformWriter.Find(values))
        {
            string name = _names[part] = names.Camel(UniformWriter.Word(part));
            string text = UniformWriter.Text(
                part,
                uniform => uniform switch
                {
                    Uniform.Batch => $"({model.Type})frame.Batch",
                    Uniform.InverseBatch => $"({model.Operators.Number(1)} / frame.Batch)",
                    Uniform.LossScale => "frame.Scaling[0]",
                    _ => model.Setting(uniform),
                },
                operators: model.Operators);
            Declarations.Add($"{(GraphVerifier.IsTruth(part) ? "bool" : model.Type)} {name} = {text};");
        }
    }

    public List<string> Declarations { get; } = [];

    public string Text(Expr part) => _names[part];
}
