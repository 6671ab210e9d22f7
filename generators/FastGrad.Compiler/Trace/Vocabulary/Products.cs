using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace.Vocabulary;

/// <summary>Products of vectors and matrices.</summary>
internal sealed partial class Library
{
    private Traced? Product(string method, IReadOnlyList<Traced> arguments) =>
        method == "MatMul" && arguments.Count == 2 ? Product(Tensor(arguments[0]), Tensor(arguments[1])) : null;

    private Traced Product(Node left, Node right)
    {
        int a = left.Shape.Rank, b = right.Shape.Rank;
        // Images into a dense layer: everybody's first.
        string way = a > 1 && b > 0 && left.Shape.Length == right.Shape.Dimensions[0]
            ? $" ([Flatten] before the layer, or Ops.Flatten, makes {left.Shape.Length} of {left.Shape})"
            : "";
        if (a is < 1 or > 2 || b is < 1 or > 2)
            throw new TraceException($"MatMul of {left.Shape} and {right.Shape}: vectors and matrices are multiplied{way}");
        int inner = left.Shape.Dimensions[a - 1], other = right.Shape.Dimensions[0];
        if (inner != other)
            throw new TraceException($"MatMul of {left.Shape} and {right.Shape}: {inner} and {other} must be the same{way}");
        // A vector and a matrix that all examples share: the product that layers are made of, with kernels of its own.
        if (a == 1 && b == 2 && !right.Type.Batched)
            return Add(new Product(ProductForm.Forward), left, right);
        if (a == 2 && b == 1 && !left.Type.Batched)
            return Add(new Product(ProductForm.InputGradient), right, left);
        if (a == 2 && left.Shape.Dimensions[0] == 1 && b == 2 && !right.Type.Batched)
        {
            Node row = Add(new Product(ProductForm.Forward), See(left, Shape.Of(inner)).Node, right).Node;
            return See(row, Shape.Of(1, right.Shape.Dimensions[1]));
        }
        Node matrix = a == 2 ? left : See(left, Shape.Of(1, inner)).Node, second = b == 2 ? right : See(right, Shape.Of(inner, 1)).Node;
        Node product = Add(new MatMul(TransposeLeft: false, TransposeRight: false), matrix, second).Node;
        return See(product, Shape.Of([.. left.Shape.Dimensions.Take(a - 1), .. right.Shape.Dimensions.Skip(1)]));
    }
}
