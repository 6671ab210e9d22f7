using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>The locals at the top of a kernel that hold what is the same for all elements: computed in double, then rounded.</summary>
internal sealed class UniformLocals
{
    private readonly Dictionary<Expr, string> _names = [];

    public UniformLocals(IEnumerable<Expr> values, NameScope names, CpuModel model)
    {
        CpuPrecision precision = model.Precision;
        foreach (Expr part in UniformWriter.Find(values))
        {
            string name = names.Camel(UniformWriter.Word(part));
            _names[part] = name;
            string text = UniformWriter.Text(part, uniform => uniform switch
            {
                Uniform.Batch => "(double)frame.Batch",
                Uniform.InverseBatch => "1.0 / frame.Batch",
                Uniform.LossScale => "1.0",
                _ => "criterion." + model.Contract.Setting(uniform),
            });
            if (GraphVerifier.IsTruth(part))
                Declarations.Add(("bool", name, text));
            else
                Declarations.Add((precision.Type, name, precision.Type == "double" ? text : $"(float){Enclose(text)}"));
        }
    }

    public List<(string Type, string Name, string Value)> Declarations { get; } = [];

    public string Vector(Expr part) => GraphVerifier.IsTruth(part) ? $"({_names[part]} ? V.Not(V.Zero) : V.Zero)" : $"V.Create({_names[part]})";

    public string Scalar(Expr part) => _names[part];

    private static string Enclose(string text) => text.All(c => char.IsLetterOrDigit(c) || c == '.') ? text : "(" + text + ")";
}
