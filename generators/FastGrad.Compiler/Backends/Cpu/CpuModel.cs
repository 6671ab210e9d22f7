using System.Globalization;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>A lowered model with a C# name for everything that emitted code speaks of.</summary>
internal sealed partial class CpuModel
{
    // Types that the emitted program speaks of: a constant or a kernel called the same would hide them.
    private static readonly string[] _types =
    [
        "Frame", "IGradientSink", "IMatrixShape", "IModelProgram", "IProductEpilogue", "IProductShape", "IRowKernel", "IVector", "Indexing", "Matrices",
        "MethodImpl", "MethodImplOptions", "Movement", "ParameterSet", "Partial", "Products", "ProgramLayout", "RandomNumbers", "Reductions", "RowKernels",
        "Scalar", "StoreSink", "Unsafe",
    ];

    private readonly Dictionary<object, string> _constants = [];
    private readonly Dictionary<Kernel, string> _kernels = [];
    private readonly Dictionary<Kernel, string> _scratch = [];
    private readonly Dictionary<Node, Passes.Buffer> _places = [];
    private readonly Dictionary<Primitive, string> _leaves = [];

    /// <param name="model">The model.</param>
    /// <param name="reserved">Names that mean something else where the emitted code stands.</param>
    public CpuModel(LoweredModel model, params IEnumerable<string> reserved)
    {
        Model = model;
        Precision = CpuPrecision.Of(model.Spec.Precision);
        Names = new NameScope();
        Names.Reserve("V", "T", "TSink", "Layout", "Description", "Losses", "Forward", "Infer", "Loss", "Backward", "CreateParameters", "CreateBuffers", "Store", ProgramName);
        Names.Reserve(_types);
        Names.Reserve(reserved);
        if (model.Spec.Profile)
            Names.Reserve("Profile");
        Contract = new ContractLayout(model.Traced);
        Name(new LoweredGraph(model.Graph, model.Schedule, model.Stored, model.Memory), "scratch");
        if (model.Inference is not null)
            Name(model.Inference, "inference scratch");
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

    /// <summary>The constants that say where things begin, apart from parameters: name and number.</summary>
    public List<(string Name, int Place)> Constants { get; } = [];

    /// <summary>Numbers that the declaration says, each a property of the program.</summary>
    public List<(string Name, Constant Constant)> Data { get; } = [];

    /// <summary>What the program reads as targets. A packed model's labels come as numbers of its precision.</summary>
    public string TargetType => Model.Traced.LabelCount > 0 ? "int" : Precision.Type;

    /// <summary>The type of the losses' settings.</summary>
    public string Criterion => Model.Traced.Losses.Count == 1 ? Companion.TypeName(Model.Traced.Loss.Formula) : ProgramType + ".Losses";

    /// <summary>Of each input the gradient that backward leaves, or null.</summary>
    public IReadOnlyList<Node?> InputGradients =>
        [.. Enumerable.Range(0, Model.Traced.Inputs.Count).Select(i => Model.Graph.Roots.TryGetValue(Roots.InputGradientAt(i), out Node? root) ? root : null)];

    /// <summary>Each example's own loss; null where no loss keeps them.</summary>
    public Node? ExampleLosses => Model.Graph.Roots.TryGetValue(Roots.ExampleLosses, out Node? root) ? Storage.Of(root) : null;

    /// <param name="value">A node, or the owner of a buffer.</param>
    public string ConstantOf(object value) => _constants[value is Node node ? At(node) : value];

    public bool HasConstant(Node value) => _constants.ContainsKey(At(value));

    public string NameOf(Kernel kernel) => _kernels[kernel];

    /// <summary>An expression for the stretch that a kernel uses while it runs, as a reference.</summary>
    public string Scratch(Kernel kernel) => $"frame.Fixed({_scratch[kernel]})";

    /// <summary>An expression for a value's first element, as a reference.</summary>
    public string Place(Node value)
    {
        Node node = At(value);
        if (_steps.TryGetValue(node, out StepPlace? step))
            return step.Reference;
        return node.Primitive switch
        {
            InputLeaf => HasConstant(node) ? $"frame.Packed(in inputs, {ConstantOf(node)})" : "inputs",
            TargetLeaf or WeightLeaf => HasConstant(node) ? $"frame.Packed(in targets, {ConstantOf(node)})" : "targets",
            ParameterLeaf => $"frame.Parameter({ConstantOf(node)})",
            BufferLeaf => $"frame.Buffer({ConstantOf(node)})",
            StateLeaf => $"frame.State({ConstantOf(node)})",
            Constant => $"global::System.Runtime.InteropServices.MemoryMarshal.GetReference({ConstantOf(node)})",
            _ => _places[node].Batched ? $"frame.Rows({ConstantOf(node)})" : $"frame.Fixed({ConstantOf(node)})",
        };
    }

    /// <summary>Elements from one example's row to the next; 0 for what all examples share.</summary>
    public int Stride(Node value)
    {
        Node node = At(value);
        if (_steps.TryGetValue(node, out StepPlace? step))
            return step.Stride;
        return node.Primitive switch
        {
            InputLeaf or TargetLeaf or WeightLeaf => node.Shape.Length,
            ParameterLeaf or BufferLeaf or Constant => 0,
            StateLeaf => PlanMemory.RoundUp(node.Shape.Length),
            _ => _places[node] is { Batched: true } buffer ? buffer.Stride : 0,
        };
    }

    /// <summary>Whether kernels leave a value in the arena.</summary>
    public bool IsStored(Node node) =>
        Model.Stored.Contains(node) || (Model.Inference?.Stored.Contains(node) ?? false) || _bodies.Any(body => body.Stored.Contains(node));

    /// <summary>Whether a value lies in memory that is not ours, where nothing past the end may be read.</summary>
    public bool IsUsers(Node node) => Source(node).Primitive is InputLeaf or TargetLeaf or WeightLeaf or Constant;

    public bool IsLabel(Node node) => At(node).Primitive is TargetLeaf && Model.Traced.LabelCount > 0;

    /// <summary>A value in comments and as a local's name.</summary>
    public string Word(Node value) => At(value) is var node && HasConstant(node) ? ConstantOf(node)
        : node.Primitive is InputLeaf ? "inputs"
        : node.Primitive is TargetLeaf or WeightLeaf ? "targets"
        : new NameScope().Camel(node.Hint ?? "value");

    /// <summary>The examples a kernel goes over.</summary>
    public static string Batch(bool batched) => batched ? "frame.Batch" : "1";

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Name(LoweredGraph graph, string scratch)
    {
        foreach (Node leaf in graph.Graph.Nodes.Where(node => node.Primitive is Given))
            NameLeaf(leaf);
        string scratchName = Name(graph, buffer => buffer.Offset, scratch, rows: null);
        foreach (ScanKernel scan in graph.Schedule.OfType<ScanKernel>())
            Name(scan, graph.Memory);
        // The header's, which speaks of training.
        if (graph.Memory == Model.Memory)
            _constants[MemoryPlan.Scratch] = scratchName;
    }

    /// <summary>Names what lies in memory, and the kernels; gives the scratch's name.</summary>
    /// <param name="graph">Kernels and their plan.</param>
    /// <param name="offset">Where in the arena a buffer begins.</param>
    /// <param name="scratch">A word for the scratch.</param>
    /// <param name="rows">A word for kernels over rows that have none of their own; null for their phase's.</param>
    private string Name(LoweredGraph graph, Func<Passes.Buffer, int> offset, string scratch, string? rows)
    {
        foreach (Passes.Buffer buffer in graph.Memory.Buffers.Where(buffer => buffer.Owner != MemoryPlan.Scratch))
        {
            if (buffer.Owner is Node node)
                _places[node] = buffer;
            _constants[buffer.Owner] = Names.Pascal(buffer.Owner switch
            {
                Node value => value.Hint ?? "value " + Text(value.Id),
                ScanStack stack => (stack.Hint ?? "kept") + " of each step",
                _ => "step",
            });
        }
        foreach (Kernel kernel in graph.Schedule)
            _kernels[kernel] = Names.Pascal(rows is not null && kernel is RowKernel row && row.Members.All(member => member.Hint is null) ? rows : KernelWords(kernel));
        string scratchName = Names.Pascal(scratch);
        foreach (Kernel kernel in graph.Schedule)
            _scratch[kernel] = scratchName;
        Constants.AddRange(graph.Memory.Buffers.Select(buffer => (buffer.Owner == MemoryPlan.Scratch ? scratchName : _constants[buffer.Owner], offset(buffer))));
        return scratchName;
    }

    /// <summary>A leaf has one name in both graphs. What a simple model is handed needs none.</summary>
    private void NameLeaf(Node leaf)
    {
        TracedModel traced = Model.Traced;
        if (leaf.Primitive is InputLeaf or TargetLeaf or WeightLeaf && traced.IsSimple)
            return;
        if (!_leaves.TryGetValue(leaf.Primitive, out string? name))
        {
            name = Names.Pascal(leaf.Primitive switch
            {
                ParameterLeaf parameter => traced.Parameters[parameter.Index].Name,
                BufferLeaf buffer => traced.Buffers[buffer.Index].Name,
                StateLeaf state => traced.States[state.Index].Name + " state",
                InputLeaf input => traced.Inputs[input.Index].Name + " input",
                TargetLeaf target => traced.Outputs[traced.Losses[target.Index].Output].Name + " target",
                WeightLeaf => "weights",
                Constant => leaf.Hint ?? "constant",
                _ => throw new ArgumentException($"no place for {leaf.Primitive.GetType().Name}"),
            });
            _leaves[leaf.Primitive] = name;
            if (leaf.Primitive is Constant constant)
                Data.Add((name, constant));
            else if (PlaceOf(leaf.Primitive) is int place)
                Constants.Add((name, place));
        }
        _constants[leaf] = name;
    }

    /// <summary>The constant of a leaf whose place is not found with the parameters.</summary>
    private int? PlaceOf(Primitive leaf) => leaf switch
    {
        BufferLeaf buffer => Contract.BufferOffsets[buffer.Index],
        StateLeaf state => Contract.StatePlaces[state.Index],
        InputLeaf input => Contract.InputPlaces[input.Index],
        TargetLeaf target => Contract.TargetPlaces[target.Index],
        WeightLeaf => Contract.WeightPlace,
        _ => null,
    };

    private static string KernelWords(Kernel kernel) => kernel switch
    {
        ProductKernel product => (product.Members.Select(member => member.Hint).FirstOrDefault(hint => hint is not null) ?? "product") + " product",
        WeightGradientKernel weight => (weight.Right.Hint ?? "weight") + " weights",
        // What is called a sum already is one of something.
        BatchSumKernel { Sum.Hint: string hint } when !hint.EndsWith(" sum", StringComparison.Ordinal) => hint + " sum",
        BatchSumKernel sum => (Storage.Of(sum.Source).Hint ?? "batch") + " sum",
        RowKernel row => (row.Members.LastOrDefault(member => member.Hint is not null)?.Hint ?? row.Phase.ToString()) + " rows",
        CallKernel call => call.Node.Hint ?? call.Node.Primitive.GetType().Name,
        CopyKernel => "copy",
        ScanKernel scan => scan.Node.Hint ?? "scan",
        _ => "deliver",
    };
}
