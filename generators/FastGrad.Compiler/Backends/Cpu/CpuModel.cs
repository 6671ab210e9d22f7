using System.Globalization;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>A lowered model with a C# name for everything that emitted code speaks of.</summary>
internal sealed class CpuModel
{
    private readonly Dictionary<object, string> _constants = [];
    private readonly Dictionary<Kernel, string> _kernels = [];

    public CpuModel(LoweredModel model)
    {
        Model = model;
        Precision = CpuPrecision.Of(model.Spec.Precision);
        Names = new NameScope();
        Names.Reserve(
            "V", "T", "TSink", "Layout", "Description", "Losses", "Forward", "Infer", "Loss", "Backward", "CreateParameters", "CreateBuffers", "Store", ProgramName);
        Contract = new ContractLayout(model.Traced);
        foreach (Node parameter in model.Graph.Nodes.Where(node => node.Primitive is ParameterLeaf))
            _constants[parameter] = Names.Pascal(model.Traced.Parameters[((ParameterLeaf)parameter.Primitive).Index].Name);
        foreach (Passes.Buffer buffer in model.Memory.Buffers.Where(buffer => buffer.Owner is Node))
            _constants[buffer.Owner] = Names.Pascal(((Node)buffer.Owner).Hint ?? "value " + ((Node)buffer.Owner).Id.ToString(CultureInfo.InvariantCulture));
        foreach (Kernel kernel in model.Schedule)
            _kernels[kernel] = Names.Pascal(KernelWords(kernel));
        _constants[MemoryPlan.Scratch] = Names.Pascal("scratch");
    }

    public LoweredModel Model { get; }

    public CpuPrecision Precision { get; }

    /// <summary>
    /// The program's simple name: the model's full name, with underscores for what separates. No two models share it (a part of a full name
    /// does not begin with 0), and no keyword and no name of a kernel is one.
    /// </summary>
    public string ProgramName => ProgramNameOf(Model.Spec.Type);

    /// <summary>Its globally qualified name.</summary>
    public string ProgramType => ProgramTypeOf(Model.Spec.Type);

    /// <summary>The globally qualified name of a model's program, for what is emitted beside it.</summary>
    public static string ProgramTypeOf(TypeSpec model) => "global::FastGrad.Generated." + ProgramNameOf(model);

    private static string ProgramNameOf(TypeSpec model)
    {
        string name = string.Concat(model.FullName.Select(c => c switch
        {
            '_' => "_0",
            _ when char.IsLetterOrDigit(c) => c.ToString(),
            _ => "_",
        }));
        return name.Contains('_') ? name : name + "_";
    }

    /// <summary>What stands in the program's scope.</summary>
    public NameScope Names { get; }

    public ContractLayout Contract { get; }

    /// <summary>What the program reads as targets. A packed model's labels come as numbers of its precision.</summary>
    public string TargetType => Model.Traced.LabelCount > 0 ? "int" : Precision.Type;

    /// <summary>The type of the losses' settings.</summary>
    public string Criterion => Model.Traced.Losses.Count == 1 ? Companion.TypeName(Model.Traced.Loss.Formula) : ProgramType + ".Losses";

    /// <summary>Of each input the gradient that backward leaves, or null.</summary>
    public IReadOnlyList<Node?> InputGradients =>
        [.. Enumerable.Range(0, Model.Traced.Inputs.Count).Select(i => Model.Graph.Roots.TryGetValue(Roots.InputGradientAt(i), out Node? root) ? root : null)];

    public string ConstantOf(object owner) => _constants[Owner(owner)];

    public bool HasConstant(object owner) => _constants.ContainsKey(Owner(owner));

    public string NameOf(Kernel kernel) => _kernels[kernel];

    /// <summary>An expression for a value's first element, as a reference.</summary>
    public string Place(Node value) => Storage.Of(value) is var node && node.Primitive is InputLeaf ? "inputs" : node.Primitive switch
    {
        TargetLeaf => "targets",
        ParameterLeaf => $"frame.Parameter({ConstantOf(node)})",
        _ => Model.Memory.Of(node).Batched ? $"frame.Rows({ConstantOf(node)})" : $"frame.Fixed({ConstantOf(node)})",
    };

    /// <summary>Elements from one example's row to the next; 0 for what all examples share.</summary>
    public int Stride(Node value) => Storage.Of(value) is var node && node.Primitive is InputLeaf or TargetLeaf ? node.Shape.Length : node.Primitive switch
    {
        ParameterLeaf => 0,
        _ => Model.Memory.Of(node) is { Batched: true } buffer ? buffer.Stride : 0,
    };

    /// <summary>Whether a value lies in the user's memory, where nothing past the end may be read.</summary>
    public static bool IsUsers(Node node) => node.Primitive is InputLeaf or TargetLeaf;

    public bool IsLabel(Node node) => node.Primitive is TargetLeaf && Model.Traced.LabelCount > 0;

    /// <summary>The examples a kernel goes over.</summary>
    public static string Batch(bool batched) => batched ? "frame.Batch" : "1";

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static object Owner(object owner) => owner is Node node ? Storage.Of(node) : owner;

    private static string KernelWords(Kernel kernel) => kernel switch
    {
        ProductKernel product => (product.Members.Select(member => member.Hint).FirstOrDefault(hint => hint is not null) ?? "product") + " product",
        WeightGradientKernel weight => (weight.Right.Hint ?? "weight") + " weights",
        BatchSumKernel sum => (sum.Sum.Hint ?? "sum") + " sum",
        RowKernel row => (row.Members.LastOrDefault(member => member.Hint is not null)?.Hint ?? row.Phase.ToString()) + " rows",
        _ => "deliver",
    };
}
