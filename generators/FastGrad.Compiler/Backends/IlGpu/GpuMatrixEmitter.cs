using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Products of matrices that examples have.</summary>
internal sealed class GpuMatrixEmitter(GpuModel model, GpuProductEmitter products)
{
    public GpuKernel Lower(CallKernel kernel, MatMul product, string comment)
    {
        Node node = kernel.Node, left = node.Operands[0], right = node.Operands[1];
        int rows = node.Shape.Dimensions[0], columns = node.Shape.Dimensions[1], inner = left.Shape.Dimensions[product.TransposeLeft ? 0 : 1];
        bool batched = left.Type.Batched || right.Type.Batched;
        // Rows of all examples by a matrix that they share are one tall matrix.
        bool isTall = batched && !product.OverBatch && !right.Type.Batched, sums = batched && product.OverBatch;
        string example = isTall ? GpuText.Quotient("row", rows) : sums ? GpuText.Quotient("term", inner) : "example";
        string row = isTall ? GpuText.Remainder("row", rows) : "row", term = sums ? GpuText.Remainder("term", inner) : "term";
        GpuProductForm form = isTall ? GpuProductForm.OfExamples(columns, inner)
            : sums ? GpuProductForm.OverBatch(rows, columns)
            : GpuProductForm.PerExample(rows, columns, inner);
        return products.Lower(model.NameOf(kernel), form, [comment], new GpuProduct(products.Name(kernel), comment, columns)
        {
            Examples = batched && !isTall && !sums ? "frame.Batch" : "1",
            Rows = isTall ? GpuText.Product("frame.Batch", rows) : CpuModel.Text(rows),
            Terms = sums ? GpuText.Product("frame.Batch", inner) : CpuModel.Text(inner),
            Left = model.At(left, example, product.TransposeLeft ? Place(term, rows, row) : Place(row, inner, term)),
            LeftAlongTerms = !product.TransposeLeft,
            Right = model.At(right, example, product.TransposeRight ? Place("column", inner, term) : Place(term, columns, "column")),
            RightAlongTerms = product.TransposeRight,
            Store = [model.Store(node, isTall ? example : "example", Place(row, columns, "column"), "sum")],
        });
    }

    private static string Place(string line, int length, string place) =>
        line == "0" ? place : place == "0" ? GpuText.Product(line, length) : $"{GpuText.Product(line, length)} + {place}";
}
