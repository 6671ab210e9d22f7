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
        Reduce reduce => reduce.Shape.Length <= operands[0].Shape.Length && operands[0].Shape.Length % reduce.Shape.Length == 0
            ? new TensorType(reduce.Shape, operands[0].Batched)
            : throw new ShapeException($"{operands[0].Shape} can't be reduced to {reduce.Shape}"),
        BatchReduce => operands[0].Batched
            ? new TensorType(operands[0].Shape, Batched: false)
            : throw new ShapeException("a reduction over the batch of a value that is the same for the whole batch"),
        Product product => Infer(product.Form, operands[0], operands[1]),
        MatMul product => Infer(product, operands[0], operands[1]),
        Pick => operands[1].Shape.IsScalar
            ? new TensorType(Shape.Scalar, operands[0].Batched || operands[1].Batched)
            : throw new ShapeException($"an index is one number, this one is {operands[1].Shape}"),
        Gather => operands[0].Shape.Rank > 0
            ? new TensorType(Shape.Of([.. operands[1].Shape.Dimensions, .. operands[0].Shape.Dimensions.Skip(1)]), operands[0].Batched || operands[1].Batched)
            : throw new ShapeException("rows are gathered from a table, not from one number"),
        Scatter scatter => Infer(scatter, operands[0], operands[1]),
        View view => view.Shape.Length == operands[0].Shape.Length
            ? new TensorType(view.Shape, operands[0].Batched)
            : throw new ShapeException($"{operands[0].Shape} has {operands[0].Shape.Length} elements and can't be seen as {view.Shape} of {view.Shape.Length}"),
        Slice slice => Infer(slice, operands[0]),
        Concat concat => Infer(concat, operands),
        Transpose transpose => transpose.Permutation.Count == operands[0].Shape.Rank
            && transpose.Permutation.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, operands[0].Shape.Rank))
            ? new TensorType(Shape.Of(transpose.Permutation.Select(axis => operands[0].Shape.Dimensions[axis])), operands[0].Batched)
            : throw new ShapeException($"the axes of {operands[0].Shape} in the order {string.Join(", ", transpose.Permutation)}"),
        Broadcast broadcast => Fitting.Stretches(operands[0].Shape, broadcast.Shape)
            ? new TensorType(broadcast.Shape, operands[0].Batched)
            : throw new ShapeException($"{operands[0].Shape} can't be stretched to {broadcast.Shape}"),
        Random random => random.Type,
        Detach or Boundary => operands[0],
        // No value of its own: its results are.
        Scan => new TensorType(Shape.Scalar, Batched: false),
        _ => throw new ArgumentException($"no type rule for {primitive.GetType().Name}"),
    };

    /// <summary>Of a value that depends on more than its operands' types: a scan's result is what the body's root is.</summary>
    public static TensorType Infer(Primitive primitive, IReadOnlyList<Node> operands)
    {
        if (primitive is not ScanResult result)
            return Infer(primitive, [.. operands.Select(operand => operand.Type)]);
        var scan = (Scan)operands[0].Primitive;
        TensorType step = scan.Body.Roots[result.Root].Type;
        return result.Stacked ? step with { Shape = Shape.Of([scan.Steps, .. step.Shape.Dimensions]) } : step;
    }

    /// <summary>The type that operands of an elementwise operation give together.</summary>
    /// <exception cref="ShapeException">They don't go together.</exception>
    public static TensorType Join(IReadOnlyList<TensorType> operands)
    {
        Shape shape = Shape.Scalar;
        foreach (TensorType operand in operands)
        {
            shape = Fitting.Join(shape, operand.Shape)
                ?? throw new ShapeException($"element by element, {shape} and {operand.Shape} don't go together");
        }
        return new TensorType(shape, operands.Any(operand => operand.Batched));
    }

    private static TensorType Check(TensorType declared, IReadOnlyList<TensorType> operands)
    {
        foreach (TensorType operand in operands)
        {
            if ((operand.Batched && !declared.Batched) || Fitting.Of(operand.Shape, declared.Shape) == Fit.Other)
                throw new ShapeException($"an operand of {operand} doesn't fit into {declared}");
        }
        // One split into rows and columns for all.
        int rows = 0, columns = 0;
        foreach (Shape operand in operands.Select(operand => operand.Shape))
        {
            Fit fit = Fitting.Of(operand, declared.Shape);
            bool agrees = fit switch
            {
                Fit.Rows => Agrees(ref rows, operand.Length),
                Fit.Columns => Agrees(ref columns, operand.Length),
                _ => true,
            };
            if (!agrees || (rows > 0 && columns > 0 && rows * columns != declared.Shape.Length))
                throw new ShapeException($"operands split {declared} into rows in different ways");
        }
        return declared;

        static bool Agrees(ref int known, int length)
        {
            bool agrees = known is 0 || known == length;
            known = length;
            return agrees;
        }
    }

    private static TensorType Infer(MatMul product, TensorType left, TensorType right)
    {
        if (left.Shape.Rank != 2 || right.Shape.Rank != 2)
            throw new ShapeException($"a product of matrices, not of {left.Shape} and {right.Shape}");
        if (product.OverBatch && !(left.Batched || right.Batched))
            throw new ShapeException("a product summed over the batch of matrices that are the same for the whole batch");
        int rows = left.Shape.Dimensions[product.TransposeLeft ? 1 : 0], inner = left.Shape.Dimensions[product.TransposeLeft ? 0 : 1];
        int other = right.Shape.Dimensions[product.TransposeRight ? 1 : 0], columns = right.Shape.Dimensions[product.TransposeRight ? 0 : 1];
        return inner == other
            ? new TensorType(Shape.Of(rows, columns), !product.OverBatch && (left.Batched || right.Batched))
            : throw new ShapeException($"a matrix of {rows}×{inner} can't be multiplied by one of {other}×{columns}: {inner} and {other} must be the same");
    }

    private static TensorType Infer(Scatter scatter, TensorType values, TensorType indices)
    {
        bool batched = values.Batched || indices.Batched;
        int rank = indices.Shape.Rank;
        if (values.Shape.Rank < rank || !values.Shape.Dimensions.Take(rank).SequenceEqual(indices.Shape.Dimensions))
            throw new ShapeException($"rows of {values.Shape} for indices of {indices.Shape}: each index needs a row");
        if (scatter.OverBatch && !batched)
            throw new ShapeException("rows summed over the batch that are the same for the whole batch");
        return new TensorType(Shape.Of([scatter.Count, .. values.Shape.Dimensions.Skip(rank)]), batched && !scatter.OverBatch);
    }

    private static TensorType Infer(Slice slice, TensorType operand)
    {
        if (slice.Axis < 0 || slice.Axis >= operand.Shape.Rank)
            throw new ShapeException($"{operand.Shape} has no axis {slice.Axis}");
        int length = operand.Shape.Dimensions[slice.Axis];
        if (slice.Start < 0 || slice.Length < 1 || slice.Start + slice.Length > length)
            throw new ShapeException($"elements {slice.Start} to {slice.Start + slice.Length - 1} of axis {slice.Axis} of {operand.Shape}, which has {length}");
        return operand with { Shape = Shape.Of(operand.Shape.Dimensions.Select((own, axis) => axis == slice.Axis ? slice.Length : own)) };
    }

    private static TensorType Infer(Concat concat, IReadOnlyList<TensorType> operands)
    {
        Shape first = operands[0].Shape;
        if (concat.Axis < 0 || concat.Axis >= first.Rank)
            throw new ShapeException($"{first} has no axis {concat.Axis}");
        foreach (TensorType operand in operands)
        {
            bool fits = operand.Shape.Rank == first.Rank
                && Enumerable.Range(0, first.Rank).All(axis => axis == concat.Axis || operand.Shape.Dimensions[axis] == first.Dimensions[axis]);
            if (!fits)
                throw new ShapeException($"{first} and {operand.Shape} one after another along axis {concat.Axis}: the other axes must be the same");
        }
        int length = operands.Sum(operand => operand.Shape.Dimensions[concat.Axis]);
        return new TensorType(Shape.Of(first.Dimensions.Select((own, axis) => axis == concat.Axis ? length : own)), operands.Any(operand => operand.Batched));
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
