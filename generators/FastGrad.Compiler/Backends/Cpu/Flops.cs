using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Floating-point operations: those of products and of sums over the batch, for one example where there is a batch.</summary>
internal static class Flops
{
    /// <summary>Of products alone, which is what people know a layer by.</summary>
    public static long OfProducts(Node node) => node.Primitive switch
    {
        Product { Form: ProductForm.WeightGradient } => 2L * node.Shape.Length,
        Product => 2L * node.Operands[1].Shape.Length,
        MatMul product => 2L * node.Shape.Length * node.Operands[0].Shape.Dimensions[product.TransposeLeft ? 0 : 1],
        Scan scan => scan.Steps * scan.Body.Nodes.Sum(OfProducts),
        _ => 0,
    };

    public static long Of(Node node) => node.Primitive switch
    {
        BatchReduce { Kind: ReduceKind.Sum } => node.Shape.Length,
        Scan scan => scan.Steps * scan.Body.Nodes.Sum(Of),
        _ => OfProducts(node),
    };
}
