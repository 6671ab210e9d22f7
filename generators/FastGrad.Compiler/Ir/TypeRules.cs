namespace FastGrad.Compiler.Ir;

/// <summary>The operands' shapes don't go together; the message shows both.</summary>
public sealed class ShapeException(string message) : Exception(message);

/// <summary>The type of each primitive's value: used when a node is built, and by the verifier to check it again.</summary>
public static class TypeRules
{
    /// <summary>Leaves are not asked: they are given their type.</summary>
    public static TensorType Infer(Primitive primitive, IReadOnlyList<TensorType> operands) => primitive switch
    {
        Map map => Check(map.Type, operands),
        Reduce => new TensorType(Shape.Scalar, operands[0].Batched),
        BatchSum => operands[0].Batched
            ? new TensorType(operands[0].Shape, Batched: false)
            : throw new ShapeException("a sum over the batch of a value that is the same for the whole batch"),
        Product product => Infer(product.Form, operands[0], operands[1]),
        Pick => operands[1].Shape.IsScalar
            ? new TensorType(Shape.Scalar, operands[0].Batched || operands[1].Batched)
            : throw new ShapeException($"an index is one number, this one is {operands[1].Shape}"),
        View view => view.Shape.Length == operands[0].Shape.Length
            ? new TensorType(view.Shape, operands[0].Batched)
            : throw new ShapeException($"{operands[0].Shape} has {operands[0].Shape.Length} elements and can't be seen as {view.Shape} of {view.Shape.Length}"),
        Detach or Boundary => operands[0],
        _ => throw new ArgumentException($"no type rule for {primitive.GetType().Name}"),
    };

    /// <summary>The type that operands of an elementwise operation give together.</summary>
    /// <exception cref="ShapeException">They don't go together.</exception>
    public static TensorType Broadcast(IReadOnlyList<TensorType> operands)
    {
        Shape shape = Shape.Scalar;
        foreach (TensorType operand in operands)
        {
            if (operand.Shape.IsScalar || operand.Shape == shape)
                continue;
            if (!shape.IsScalar)
                throw new ShapeException($"element by element, {shape} and {operand.Shape} don't go together");
            shape = operand.Shape;
        }
        return new TensorType(shape, operands.Any(operand => operand.Batched));
    }

    private static TensorType Check(TensorType declared, IReadOnlyList<TensorType> operands)
    {
        TensorType least = Broadcast(operands);
        return (least.Shape.IsScalar || least.Shape == declared.Shape) && (declared.Batched || !least.Batched)
            ? declared
            : throw new ShapeException($"operands of {least} don't fit into {declared}");
    }

    private static TensorType Infer(ProductForm form, TensorType left, TensorType right)
    {
        if (form == ProductForm.WeightGradient)
        {
            return left.Shape.Rank == 1 && right.Shape.Rank == 1 && left.Batched == right.Batched
                ? new TensorType(Shape.Of(left.Shape.Length, right.Shape.Length), Batched: false)
                : throw new ShapeException($"a weight gradient is made of two vectors, both batched or neither, not of {left} and {right}");
        }
        if (right.Shape.Rank != 2 || right.Batched)
            throw new ShapeException($"the right side of a matrix product is a matrix that is the same for the whole batch, not {right}");
        int inner = right.Shape.Dimensions[form == ProductForm.Forward ? 0 : 1];
        int outer = right.Shape.Dimensions[form == ProductForm.Forward ? 1 : 0];
        if (left.Shape.Rank != 1)
            throw new ShapeException($"the left side of a matrix product is a vector, not {left.Shape}");
        if (left.Shape.Length != inner)
            throw new ShapeException($"a vector of {left.Shape.Length} can't be multiplied by a matrix of {right.Shape}: it needs {inner} elements");
        return new TensorType(Shape.Of(outer), left.Batched);
    }
}
