using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// Where a lowered model's values lie on a GPU: where the CPU's plan puts them, under the same names. Only what the CPU keeps in a row that its
/// examples use in turn has a place for each example here, for they run at the same time.
/// </summary>
internal sealed class GpuModel
{
    private const string Arena = "frame.Arena", Halves = "frame.Halves";

    // Types that emitted code speaks of, which a constant or a function called the same would hide.
    private static readonly string[] _types =
    [
        "ArrayView", "Batches", "Dots", "Extremes", "Frame", "Grid", "Group", "Halves", "Half", "HalfSums", "Indexing", "Interop", "IProduct",
        "IScatter", "Launcher", "Many", "Mathematics", "Norms", "Program", "RandomNumbers", "Scatters", "SharedMemory", "Squares", "Strips",
        "Sums", "TensorPart", "TensorSums", "Tiles", "Updates",
        // Members of the structs that kernels hand device sources.
        "Columns", "Examples", "Left", "LeftAlongTerms", "Places", "Right", "RightAlongTerms", "Row", "Rows", "Store", "TablePerExample", "Terms",
        "Value",
    ];

    private readonly Dictionary<Node, Kept> _kept = [];
    private readonly List<string> _settings = [];
    private readonly ILookup<string, int> _places;

    public GpuModel(LoweredModel model)
    {
        Cpu = new CpuModel(model, _types);
        Operators = new GpuOperators(Cpu.Precision);
        FixedLength = Math.Max(model.Memory.FixedLength, model.Inference?.Memory.FixedLength ?? 0);
        ExampleLength = Math.Max(model.Memory.ExampleLength, model.Inference?.Memory.ExampleLength ?? 0);
        HalfLength = model.Spec.MixedPrecision ? Math.Max(RowsEnd(model.Memory), RowsEnd(model.Inference?.Memory)) : 0;
        _places = Cpu.Constants.ToLookup(constant => constant.Name, constant => constant.Place);
        foreach (RowKernel kernel in Kernels(model.Schedule.Concat(model.Inference?.Schedule ?? [])).OfType<RowKernel>())
        {
            foreach (Node node in kernel.Kept.Where(node => !_kept.ContainsKey(node)))
                Keep(node, kernel);
        }
        int offset = 0;
        foreach ((string name, Constant constant) in Cpu.Data)
        {
            Data.Add((name, offset, constant));
            offset += constant.Values.Count;
        }
    }

    /// <summary>The names, and the plan.</summary>
    public CpuModel Cpu { get; }

    public LoweredModel Model => Cpu.Model;

    public string Type => Cpu.Precision.Type;

    public IOperators Operators { get; }

    /// <summary>Elements of the arena that do not depend on the batch.</summary>
    public int FixedLength { get; private set; }

    /// <summary>Elements of the arena for each example.</summary>
    public int ExampleLength { get; private set; }

    /// <summary>Whether rows of several numbers lie in 16 bits.</summary>
    public bool IsMixed => Model.Spec.MixedPrecision;

    /// <summary>Elements of each example that lie in 16 bits: all that the plan puts before single numbers, such as losses. 0 for none.</summary>
    public int HalfLength { get; }

    /// <summary>Numbers that the declaration says: name, place in the data, values.</summary>
    public List<(string Name, int Place, Constant Constant)> Data { get; } = [];

    /// <summary>The losses' settings that kernels read, in the order of their places.</summary>
    public IReadOnlyList<string> Settings => _settings;

    /// <summary>The constants that say where things begin: name and number.</summary>
    public IEnumerable<(string Name, int Place)> Constants
    {
        get
        {
            HashSet<string> kept = [.. _kept.Values.Select(kept => kept.Name)];
            return Cpu.Constants.Where(constant => !kept.Contains(constant.Name))
                .Concat(_kept.Values.Select(kept => (kept.Name, kept.Place)))
                .Concat(Data.Select(data => (data.Name, data.Place)));
        }
    }

    /// <summary>Those of what is no value in the arena: what the model is handed or keeps, and what the declaration says.</summary>
    public IEnumerable<string> Leaves
    {
        get
        {
            IEnumerable<Kernel> kernels = Kernels(Model.Schedule.Concat(Model.Inference?.Schedule ?? []));
            return new[] { Model.Graph, Model.Inference?.Graph }.Concat(kernels.OfType<ScanKernel>().Select(scan => scan.Body.Graph))
                .SelectMany(graph => graph?.Nodes ?? []).Where(node => node.Primitive is Given and not ScanLeaf && Cpu.HasConstant(node))
                .Select(node => ConstantOf(node)).Distinct();
        }
    }

    /// <summary>All kernels, those within scans too.</summary>
    public static IEnumerable<Kernel> Kernels(IEnumerable<Kernel> kernels) =>
        kernels.SelectMany(kernel => kernel is ScanKernel scan ? [kernel, .. Kernels(scan.Body.Schedule)] : new[] { kernel });

    public string ConstantOf(object value) => Cpu.ConstantOf(value);

    public string NameOf(Kernel kernel) => Cpu.NameOf(kernel);

    /// <summary>An expression for a setting's value.</summary>
    public string Setting(string uniform)
    {
        string setting = Cpu.Contract.Setting(uniform);
        if (!_settings.Contains(setting))
            _settings.Add(setting);
        return $"frame.Settings[{CpuModel.Text(_settings.IndexOf(setting))}]";
    }

    /// <summary>The view that a value lies in.</summary>
    public string View(Node value)
    {
        Node node = Cpu.Source(value);
        return node.Primitive switch
        {
            InputLeaf => "frame.Inputs",
            TargetLeaf when Cpu.IsLabel(node) => "frame.Labels",
            TargetLeaf or WeightLeaf => "frame.Targets",
            ParameterLeaf => "frame.Parameters",
            BufferLeaf => "frame.Buffers",
            StateLeaf => "frame.States",
            Constant => "frame.Data",
            _ => Arena,
        };
    }

    /// <summary>Where in its view a value's first element lies; empty for at the start.</summary>
    public string Start(Node value)
    {
        Node node = Cpu.At(value);
        if (_kept.TryGetValue(node, out Kept? kept))
            return kept.Batched ? $"frame.Rows({kept.Name})" : kept.Name;
        if (IsHalf(node) && Cpu.StepOf(node) is null)
            return $"frame.Packed({ConstantOf(node)})";
        if (Cpu.StepOf(node) is StepPlace step)
            return Sum(step.Owner is Node sequence ? Start(sequence) : Start((ScanStack)step.Owner), step.Offset.Text("frame.Step"));
        return node.Primitive switch
        {
            InputLeaf or TargetLeaf or WeightLeaf => Cpu.HasConstant(node) ? $"frame.Packed({ConstantOf(node)})" : "",
            StateLeaf => $"frame.Packed({ConstantOf(node)})",
            ParameterLeaf or BufferLeaf or Constant => ConstantOf(node),
            _ => Cpu.Stride(node) > 0 ? $"frame.Rows({ConstantOf(node)})" : ConstantOf(node),
        };
    }

    /// <summary>Elements from one example's row to the next; 0 for what all examples share.</summary>
    public int Stride(Node value) => _kept.TryGetValue(Cpu.At(value), out Kept? kept) ? kept.Batched ? kept.Length : 0 : Cpu.Stride(value);

    /// <summary>Whether a value lies in 16 bits.</summary>
    public bool IsHalf(Node value)
    {
        Node node = Cpu.At(value);
        if (_kept.ContainsKey(node))
            return false;
        if (Cpu.StepOf(node) is StepPlace step)
            return step.Owner is Node sequence ? IsHalf(sequence) : IsHalf((ScanStack)step.Owner);
        return View(node) == Arena && Cpu.Stride(node) > 0 && IsHalf(ConstantOf(node));
    }

    /// <summary>One element, to be read.</summary>
    /// <param name="value">Of this.</param>
    /// <param name="example">C# for the example.</param>
    /// <param name="element">C# for the element's number within it; empty for the first.</param>
    public string At(Node value, string example, string element) =>
        IsHalf(value) ? $"Halves.Read({Element(Halves, Terms(value, example, element))})" : Element(View(value), Terms(value, example, element));

    /// <summary>A statement that gives one element its value.</summary>
    /// <inheritdoc cref="At(Node, string, string)"/>
    /// <param name="text">C# for the number.</param>
    public string Store(Node value, string example, string element, string text) =>
        Store(IsHalf(value), View(value), Terms(value, example, element), text);

    /// <summary>A statement that gives one element of a scan's stack its value, counted from its first row on.</summary>
    public string Store(ScanStack stack, string example, string element, string text) =>
        Store(IsHalf(stack), Arena, [Start(stack), stack.Batched ? GpuText.Product(example, stack.Stride) : "", element], text);

    private static string Store(bool isHalf, string view, string[] terms, string text) =>
        isHalf ? $"{Element(Halves, terms)} = Halves.Round({text});" : $"{Element(view, terms)} = {text};";

    private string[] Terms(Node value, string example, string element)
    {
        int stride = Stride(value);
        return [Start(value), stride switch { 0 => "", 1 => example, _ => $"{example} * {CpuModel.Text(stride)}" }, element];
    }

    private string Start(ScanStack stack) =>
        !stack.Batched ? ConstantOf(stack) : IsHalf(stack) ? $"frame.Packed({ConstantOf(stack)})" : $"frame.Rows({ConstantOf(stack)})";

    private bool IsHalf(ScanStack stack) => stack.Batched && IsHalf(ConstantOf(stack));

    private bool IsHalf(string constant) => _places[constant].First() < HalfLength;

    /// <summary>Where the last row of several numbers ends.</summary>
    private static int RowsEnd(MemoryPlan? memory) =>
        memory is null ? 0 : memory.Buffers.Where(buffer => buffer.Batched && buffer.Stride > 1)
            .Select(buffer => buffer.Offset + buffer.Stride).DefaultIfEmpty(0).Max();

    private static string Element(string view, params string[] terms) => $"{view}[{(Sum(terms) is { Length: > 0 } place ? place : "0")}]";

    private static string Sum(params string[] terms) => string.Join(" + ", terms.Where(term => term.Length > 0 && term != "0"));

    private void Keep(Node node, RowKernel kernel)
    {
        int length = PlanMemory.RoundUp(kernel.Elements);
        _kept[node] = new Kept(Cpu.ConstantOf(node), kernel.Batched, kernel.Batched ? ExampleLength : FixedLength, length);
        if (kernel.Batched)
            ExampleLength += length;
        else
            FixedLength += length;
    }

    private sealed record Kept(string Name, bool Batched, int Place, int Length);
}
