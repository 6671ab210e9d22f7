using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Matrix products: a shape of constants, an epilogue over the sums in registers, and the call into the library's kernel.</summary>
internal sealed class ProductEmitter(CpuModel model)
{
    private readonly Dictionary<string, string> _shapes = [];

    /// <summary>Structs to be written after the phases.</summary>
    public List<Action<SourceWriter>> Structs { get; } = [];

    public void Call(SourceWriter writer, ProductKernel kernel)
    {
        string name = model.NameOf(kernel);
        string epilogue = Epilogue(kernel, name, out List<string> fields);
        string local = char.ToLowerInvariant(name[0]) + name.Substring(1);
        bool forward = kernel.Form == ProductForm.Forward;
        int inputStride = forward ? model.Stride(kernel.Left) : PlannedStride(kernel.Product);
        int outputStride = forward ? PlannedStride(kernel.Product) : model.Stride(kernel.Left);
        string shape = ShapeStruct(kernel.Right.Shape, inputStride, outputStride, name);
        writer.Lines(Describe(kernel).Select(line => "// " + line));
        writer.Line($"var {local} = new {epilogue} {{ {string.Join(", ", fields)} }};");
        string scratch = forward ? "" : $"ref {model.Scratch(kernel)}, ";
        writer.Line(
            $"Products.{kernel.Form}<V, {model.Precision.Type}, {shape}, {epilogue}>(frame.Team, {CpuModel.Batch(kernel.Product.Type.Batched)}, "
            + $"in {model.Place(kernel.Left)}, in {model.Place(kernel.Right)}, {scratch}ref {local});");
    }

    public void Call(SourceWriter writer, WeightGradientKernel kernel)
    {
        Node x = kernel.Left, dy = kernel.Right;
        string shape = ShapeStruct(kernel.Product.Shape, model.Stride(x), model.Stride(dy), model.NameOf(kernel));
        (string sink, string sinkType, string offset) = Sink(writer, kernel, kernel.Product);
        writer.Line($"// {Target(kernel, kernel.Product)} = {model.Word(x)}ᵀ · {model.ConstantOf(dy)}{Fused(kernel)}");
        writer.Line(
            $"Products.WeightGradient<V, {model.Precision.Type}, {shape}, {sinkType}>(frame.Team, {CpuModel.Batch(x.Type.Batched)}, "
            + $"in {model.Place(x)}, in {model.Place(dy)}, ref {model.Scratch(kernel)}, {offset}, ref {sink});");
    }

    /// <summary>Who takes a gradient: the sink, or the arena where something else reads it first.</summary>
    public (string Name, string Type, string Offset) Sink(SourceWriter writer, Kernel kernel, Node value)
    {
        if (kernel.Delivers >= 0)
            return ("sink", "TSink", ParameterConstant(kernel.Delivers));
        string name = "keep" + model.ConstantOf(value);
        string type = $"StoreSink<{model.Precision.Type}>";
        writer.Line($"var {name} = new {type}(ref {model.Place(value)});");
        return (name, type, "0");
    }

    public string Target(Kernel kernel, Node value) =>
        kernel.Delivers >= 0 ? "gradient of " + model.Model.Traced.Parameters[kernel.Delivers].Name : model.ConstantOf(value);

    public string ParameterConstant(int index) =>
        model.ConstantOf(model.Model.Graph.Nodes.First(node => node.Primitive is ParameterLeaf leaf && leaf.Index == index));

    /// <summary>How a gradient goes to the sink, in comments.</summary>
    public const string PanelByPanel = ", panel by panel to the sink";

    private static string Fused(Kernel kernel) => kernel.Delivers >= 0 ? PanelByPanel : "";

    /// <summary>Where a product's result would lie even if only its epilogue's values are stored.</summary>
    private static int PlannedStride(Node product) => Passes.PlanMemory.RowStride(product.Shape);

    private string ShapeStruct(Shape weight, int inputStride, int outputStride, string name)
    {
        int rows = weight.Dimensions[0], columns = weight.Dimensions[1];
        // A stride that is not used by this form must not make another shape of the same layer.
        string key = $"{rows} {columns} {inputStride} {outputStride}";
        if (_shapes.TryGetValue(key, out string? known))
            return known;
        string type = model.Names.Pascal(name + " shape");
        _shapes[key] = type;
        Structs.Add(writer =>
        {
            writer.Line($"/// <summary>{rows} inputs, {columns} outputs.</summary>");
            writer.Open($"private readonly struct {type} : IProductShape");
            writer.Line($"public static int Inputs => {rows}; public static int InputStride => {inputStride};");
            writer.Line($"public static int Outputs => {columns}; public static int OutputStride => {outputStride};");
            writer.Line($"public static int PanelRows => {Passes.PlanMemory.PanelRows(weight)};");
            writer.Close();
        });
        return type;
    }

    private string Epilogue(ProductKernel kernel, string name, out List<string> fields)
    {
        string type = model.Names.Pascal(name + " epilogue");
        var scope = new NameScope();
        scope.Reserve("sum", "row", "column", "V");
        var declarations = new List<string>();
        List<string> initializers = [];
        var references = new Dictionary<Node, string>();
        var uniforms = new UniformLocals(kernel.Stores.Select(store => store.Value), scope, model);
        foreach ((string uniformType, string uniform, string value) in uniforms.Declarations)
        {
            declarations.Add($"public {uniformType} {uniform};");
            initializers.Add($"{uniform} = {value}");
        }
        var writer = new ExprWriter(new VectorOperators(model.Precision.Literal), "V", scope, Argument, uniforms.Vector, uniforms.Scalar, Index);
        IReadOnlyList<string> values = writer.Write([.. kernel.Stores.Select(store => store.Value)]);
        List<string> body = [.. writer.Statements];
        for (int i = 0; i < values.Count; i++)
        {
            Node target = kernel.Stores[i].Target;
            string value = Parentheses.Receiver(values[i]);
            string place = model.Stride(target) == 0 ? "column" : $"row * {model.Stride(target)} + column";
            body.Add(model.EndsWithinVector(target) || model.Stride(target) == 1
                ? $"Partial.Store<V, {model.Precision.Type}>({values[i]}, ref {Reference(target)}, {place}, {target.Shape.Length} - column);"
                : $"{value}.Store(ref {Reference(target)}, {place});");
        }
        Structs.Add(text =>
        {
            text.Open($"private ref struct {type} : IProductEpilogue<{model.Precision.Type}>");
            text.Lines(declarations);
            text.Line();
            text.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            text.Open($"public readonly void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, {model.Precision.Type}>");
            text.Lines(body);
            text.Close();
            text.Close();
        });
        fields = initializers;
        return type;

        (string, string?) Argument(int index)
        {
            if (index == 0)
                return ("sum", null);
            Node node = kernel.Operands[index - 1];
            string reference = Reference(node);
            string word = model.HasConstant(node) ? model.ConstantOf(node) : reference;
            int stride = model.Stride(node);
            string row = stride switch { 0 => "", 1 => "row", _ => $"row * {CpuModel.Text(stride)}" };
            if (kernel.Fits[index - 1] == Fit.Scalar)
            {
                string cast = model.IsLabel(node) ? $"({model.Precision.Type})" : "";
                return (stride == 0 ? $"V.Create({reference})" : $"V.Create({cast}Unsafe.Add(ref Unsafe.AsRef(in {reference}), {row}))", word);
            }
            string place = stride == 0 ? "column" : $"{row} + column";
            return (model.IsUsers(node)
                ? $"Partial.Load<V, {model.Precision.Type}>(in {reference}, {place}, {node.Shape.Length} - column)"
                : $"V.Load(in {reference}, {place})", word);
        }

        string Index(ElementIndex place) =>
            new IndexWriter(model.Precision, 1, kernel.Product.Shape.Length, Line: "", Lane: "column").Elements(place);

        string Reference(Node node)
        {
            if (references.TryGetValue(node, out string? known))
                return known;
            string field = scope.Pascal(model.Word(node));
            references[node] = field;
            bool users = model.IsUsers(node);
            declarations.Add($"public ref {(users ? "readonly " : "")}{(model.IsLabel(node) ? "int" : model.Precision.Type)} {field};");
            initializers.Add($"{field} = ref {model.Place(node)}");
            return field;
        }
    }

    private List<string> Describe(ProductKernel kernel)
    {
        string right = model.ConstantOf(kernel.Right) + (kernel.Form == ProductForm.Forward ? "" : "ᵀ");
        string product = $"{model.Word(kernel.Left)} · {right}";
        if (kernel.Stores.Any(store => store.Value is not Argument { Index: 0 }))
            product = $"({product})";
        var comment = new FormulaComment(index => index == 0 ? product : model.Word(kernel.Operands[index - 1]));
        foreach (Store store in kernel.Stores)
            comment.Add(model.ConstantOf(store.Target), store.Value);
        return comment.Lines;
    }

}
