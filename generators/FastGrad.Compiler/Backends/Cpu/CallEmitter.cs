using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Values that a method of the library makes: each a call with dimensions and strides written out.</summary>
internal sealed class CallEmitter(CpuModel model, ProductEmitter products)
{
    private readonly Dictionary<string, string> _shapes = [];

    private string Type => model.Precision.Type;

    public void Call(SourceWriter writer, CopyKernel kernel)
    {
        Node source = Storage.Of(kernel.Source), target = kernel.Target;
        int length = target.Shape.Length;
        writer.Line($"// {model.ConstantOf(target)} = {model.Word(source)}, for the next call");
        writer.Line(
            $"Movement.Block({CpuModel.Batch(target.Type.Batched)}, {Source(source)}, {Destination(target)}, 1, {length}, 0, {length});");
    }

    public void Call(SourceWriter writer, CallKernel kernel)
    {
        Node node = kernel.Node;
        string batch = CpuModel.Batch(node.Type.Batched);
        writer.Line($"// {model.ConstantOf(node)} = {CallDescription.Of(model, node)}");
        switch (node.Primitive)
        {
            case MatMul product:
                Multiply(writer, kernel, product);
                break;
            case Reduce reduce:
                int rows = node.Operands[0].Shape.Length / node.Shape.Length;
                writer.Line($"Reductions.Leading{reduce.Kind}<V, {Type}>({batch}, {Source(node.Operands[0])}, {rows}, {node.Shape.Length}, {Destination(node)});");
                break;
            case BatchReduce reduce:
                writer.Line($"Reductions.Batch{reduce.Kind}<V, {Type}>(frame.Batch, {Source(node.Operands[0])}, {node.Shape.Length}, ref {model.Place(node)});");
                break;
            case Gather:
                Node table = node.Operands[0];
                int width = table.Shape.Length / table.Shape.Dimensions[0];
                writer.Line(
                    $"Indexing.Gather({batch}, {Source(table)}, {table.Shape.Dimensions[0]}, {Source(node.Operands[1])}, "
                    + $"{node.Operands[1].Shape.Length}, {width}, {Destination(node)});");
                break;
            case Scatter scatter:
                bool batched = node.Operands.Any(operand => operand.Type.Batched);
                writer.Line(
                    $"Indexing.Scatter({CpuModel.Batch(batched)}, {Source(node.Operands[0])}, {Source(node.Operands[1])}, "
                    + $"{node.Operands[1].Shape.Length}, {node.Shape.Length / scatter.Count}, {scatter.Count}, {Destination(node)});");
                break;
            case Concat concat:
                Concatenate(writer, node, concat.Axis, batch);
                break;
            case Slice or Transpose or Broadcast:
                (int offset, IReadOnlyList<int> steps) = ElementSteps.Of(node);
                writer.Line(
                    $"Movement.Strided({batch}, {Source(node.Operands[0])}, {Destination(node)}, {offset}, "
                    + $"[{List(node.Shape.Dimensions)}], [{List(steps)}]);");
                break;
            case Ir.Random random:
                writer.Line($"RandomNumbers.Uniform(frame.Team, {batch}, frame.Seed, frame.Call, {random.Stream}, {Destination(node)}, {node.Shape.Length});");
                break;
            default:
                throw new ArgumentException($"no C# for {node.Primitive.GetType().Name}");
        }
    }

    private void Multiply(SourceWriter writer, CallKernel kernel, MatMul product)
    {
        Node node = kernel.Node, left = node.Operands[0], right = node.Operands[1];
        int inner = left.Shape.Dimensions[product.TransposeLeft ? 0 : 1];
        string text = $"public static int Rows => {node.Shape.Dimensions[0]}; public static int Inner => {inner}; public static int Columns => {node.Shape.Dimensions[1]};\n"
            + $"public static bool TransposeLeft => {Truth(product.TransposeLeft)}; public static bool TransposeRight => {Truth(product.TransposeRight)};\n"
            + $"public static int LeftStride => {model.Stride(left)}; public static int RightStride => {model.Stride(right)}; public static int ResultStride => {model.Stride(node)};";
        if (!_shapes.TryGetValue(text, out string? shape))
        {
            _shapes[text] = shape = model.Names.Pascal(model.NameOf(kernel) + " shape");
            products.Structs.Add(structs =>
            {
                structs.Open($"private readonly struct {shape} : IMatrixShape");
                structs.Lines(text.Split('\n'));
                structs.Close();
            });
        }
        bool batched = left.Type.Batched || right.Type.Batched;
        writer.Line(
            $"Matrices.Multiply{(product.OverBatch ? "OverBatch" : "")}<V, {Type}, {shape}>(frame.Team, {CpuModel.Batch(batched)}, "
            + $"in {model.Place(left)}, in {model.Place(right)}, ref {model.Place(node)});");
    }

    /// <summary>Each operand's runs between the others': from one along the axis to the next are as many elements as all have together.</summary>
    private void Concatenate(SourceWriter writer, Node node, int axis, string batch)
    {
        int outer = Product(node.Shape.Dimensions.Take(axis)), step = node.Shape.Length / outer, offset = 0;
        foreach (Node operand in node.Operands)
        {
            int length = operand.Shape.Length / outer;
            writer.Line(Filling.Of(operand) is double value && !model.HasConstant(operand)
                ? $"Movement.Fill({batch}, {model.Precision.Literal(value)}, {Destination(node)}, {outer}, {length}, {offset}, {step});"
                : $"Movement.Block({batch}, {Source(operand)}, {Destination(node)}, {outer}, {length}, {offset}, {step});");
            offset += length;
        }
    }

    private static int Product(IEnumerable<int> dimensions) => dimensions.Aggregate(1, (product, dimension) => product * dimension);

    private string Source(Node value) => $"in {model.Place(value)}, {CpuModel.Text(model.Stride(value))}";

    private string Destination(Node value) => $"ref {model.Place(value)}, {CpuModel.Text(model.Stride(value))}";

    private static string List(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(CpuModel.Text));

    private static string Truth(bool value) => value ? "true" : "false";
}
