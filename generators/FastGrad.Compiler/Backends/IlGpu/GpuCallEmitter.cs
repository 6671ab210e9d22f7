using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Moves, indexing, random numbers, products of matrices: loops over the result's elements, with strides written out.</summary>
internal sealed class GpuCallEmitter(GpuModel model, GpuProductEmitter products, GpuScatterEmitter scatters)
{
    public IReadOnlyList<GpuWork> Lower(CallKernel kernel)
    {
        Node node = kernel.Node;
        string comment = $"{model.ConstantOf(node)} = {CallDescription.Of(model.Cpu, node)}";
        return
        [
            node.Primitive switch
            {
                MatMul product => new GpuMatrixEmitter(model, products).Lower(kernel, product, comment),
                Ir.Scatter scatter => scatters.Lower(kernel, scatter, comment),
                BatchReduce reduce => new GpuExtremeEmitter(model).Lower(kernel, reduce, comment),
                _ => new GpuKernel(
                    model.NameOf(kernel), GpuElements.Groups(node.Type.Batched, Widest(node)), NeedsRoom: false, [comment],
                    writer => Write(writer, node)),
            },
        ];
    }

    public GpuWork Lower(CopyKernel kernel)
    {
        Node source = Storage.Of(kernel.Source), target = kernel.Target;
        return new GpuKernel(
            model.NameOf(kernel), GpuElements.Groups(target.Type.Batched, target.Shape.Length), NeedsRoom: false,
            [$"{model.ConstantOf(target)} = {model.Cpu.Word(source)}, for the next call"],
            writer => GpuElements.Loop(writer, target.Type.Batched, target.Shape.Length, Store(target, Element(source))));
    }

    /// <summary>The longest loop: of a concatenation each operand has one.</summary>
    private static int Widest(Node node) =>
        node.Primitive is Concat ? node.Operands.Max(operand => operand.Shape.Length) : node.Shape.Length;

    private void Write(SourceWriter writer, Node node)
    {
        if (node.Primitive is Concat concat)
        {
            Concatenate(writer, node, concat.Axis);
            return;
        }
        IReadOnlyList<string> body = node.Primitive switch
        {
            Reduce reduce => Fold(node, reduce.Kind),
            Ir.Gather => Gather(node),
            Slice or Transpose or Broadcast => [Store(node, model.At(node.Operands[0], "example", GpuStrides.Source(node)))],
            Ir.Random random =>
                [Store(node, $"RandomNumbers.Uniform(frame, {CpuModel.Text(random.Stream)}, {Example(node)}, {Place(node)})")],
            _ => throw new ArgumentException($"no GPU kernel for {node.Primitive.GetType().Name}"),
        };
        GpuElements.Loop(writer, node.Type.Batched, node.Shape.Length, body);
    }

    /// <summary>A reduction along the first axis: a lane does it alone, from the first row to the last.</summary>
    private string[] Fold(Node node, ReduceKind kind)
    {
        int rows = node.Operands[0].Shape.Length / node.Shape.Length;
        string term = model.At(node.Operands[0], "example", $"{GpuText.Product("row", node.Shape.Length)} + {Place(node)}");
        string first = kind switch
        {
            ReduceKind.Sum => "0",
            ReduceKind.Max => model.Type + ".NegativeInfinity",
            _ => model.Type + ".PositiveInfinity",
        };
        string result = kind == ReduceKind.Sum ? "sum" : kind == ReduceKind.Max ? "largest" : "smallest";
        return
        [
            $"{model.Type} {result} = {first};",
            $"for (int row = 0; row < {CpuModel.Text(rows)}; row++)",
            kind == ReduceKind.Sum ? $"    sum += {term};" : $"    {result} = Mathematics.{kind}({result}, {term});",
            Store(node, result),
        ];
    }

    private string[] Gather(Node node)
    {
        Node table = node.Operands[0], indices = node.Operands[1];
        int rows = table.Shape.Dimensions[0], width = table.Shape.Length / rows;
        bool isOne = indices.Shape.Length == 1;
        string place = isOne ? "0" : GpuText.Quotient("element", width);
        string column = width == 1 ? "row" : $"{GpuText.Product("row", width)} + {(isOne ? "element" : GpuText.Remainder("element", width))}";
        return
        [
            $"int row = Indexing.Row({model.At(indices, "example", place)}, {CpuModel.Text(rows)});",
            Store(node, $"row < 0 ? {model.Type}.NaN : {model.At(table, "example", column)}"),
        ];
    }

    /// <summary>Each operand's runs between the others': from one along the axis to the next are as many elements as all have together.</summary>
    private void Concatenate(SourceWriter writer, Node node, int axis)
    {
        int outer = node.Shape.Dimensions.Take(axis).Aggregate(1, (product, length) => product * length);
        int step = node.Shape.Length / outer, offset = 0;
        foreach (Node operand in node.Operands)
        {
            int length = operand.Shape.Length / outer;
            string place = operand.Shape.Length == 1 ? "" : outer == 1 ? "element" : length == 1 ? GpuText.Product("element", step)
                : $"element / {CpuModel.Text(length)} * {CpuModel.Text(step)} + element % {CpuModel.Text(length)}";
            string target = offset == 0 ? place : place.Length == 0 ? CpuModel.Text(offset) : $"{place} + {CpuModel.Text(offset)}";
            // What is one number lies nowhere.
            string value = Filling.Of(operand) is double number && !model.Cpu.HasConstant(operand)
                ? model.Operators.Number(number)
                : Element(operand);
            GpuElements.Loop(writer, node.Type.Batched, operand.Shape.Length, model.Store(node, "example", target, value));
            offset += length;
        }
    }

    /// <summary>The value's element that the loop is at.</summary>
    private string Element(Node value) => model.At(value, "example", Place(value));

    /// <summary>A statement that gives it its value.</summary>
    private string Store(Node value, string text) => model.Store(value, "example", Place(value), text);

    private static string Example(Node value) => value.Type.Batched ? "example" : "0";

    private static string Place(Node value) => value.Shape.Length == 1 ? "0" : "element";
}
