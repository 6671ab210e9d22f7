namespace FastGrad;

public static partial class Ops
{
    /// <summary>A run of elements along an axis.</summary>
    /// <param name="x">What it is taken from.</param>
    /// <param name="axis">Along which axis, from 0 or, negative, from the last.</param>
    /// <param name="start">The first element's place; at least 0.</param>
    /// <param name="length">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the run leaves it.</exception>
    public static Tensor Slice(Tensor x, int axis, int start, int length)
    {
        Axis along = new(x.Shape, axis, "Slice");
        if (start < 0 || length < 1 || start > along.Length - length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"Slice of {x.Shape} along axis {axis}: {length} from {start} on are not within its {along.Length}.");
        }
        Shape shape = along.With(length);
        Axis target = new(shape, axis, "Slice");
        double[] result = new double[shape.Length];
        for (int outer = 0; outer < along.Outer; outer++)
        {
            for (int place = 0; place < length; place++)
            {
                for (int inner = 0; inner < along.Inner; inner++)
                    result[target.At(outer, place, inner)] = x[along.At(outer, start + place, inner)];
            }
        }
        return Tensor.Own(result, shape);
    }

    /// <summary>What stands at one place of an axis; the result lacks the axis.</summary>
    /// <param name="x">What it is taken from.</param>
    /// <param name="axis">Along which axis, from 0 or, negative, from the last.</param>
    /// <param name="index">The place; at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or no such place on it.</exception>
    public static Tensor Select(Tensor x, int axis, int index)
    {
        Axis along = new(x.Shape, axis, "Select");
        return index >= 0 && index < along.Length
            ? Slice(x, axis, index, 1).As(along.Without())
            : throw new ArgumentOutOfRangeException(
                nameof(index), index, $"Select of {x.Shape} along axis {axis}: its places are 0 to {along.Length - 1}.");
    }

    /// <summary>Tensors one after the other along an axis.</summary>
    /// <param name="axis">Along which axis, from 0 or, negative, from the last.</param>
    /// <param name="tensors">At least one; of the same shape but for that axis.</param>
    /// <exception cref="ArgumentException">There are none, or a shape doesn't fit the first.</exception>
    public static Tensor Concat(int axis, params ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty)
            throw new ArgumentException("Concat of nothing: at least one tensor is needed.", nameof(tensors));
        Axis first = new(tensors[0].Shape, axis, "Concat");
        int length = 0;
        foreach (Tensor tensor in tensors)
        {
            if (tensor.Shape.Rank != tensors[0].Shape.Rank || new Axis(tensor.Shape, axis, "Concat").With(first.Length) != tensors[0].Shape)
            {
                throw new ArgumentException(
                    $"Concat of {tensors[0].Shape} and {tensor.Shape} along axis {axis}: the other axes have to be the same.", nameof(tensors));
            }
            length += tensor.Shape[first.Index];
        }
        Shape shape = first.With(length);
        Axis target = new(shape, axis, "Concat");
        double[] result = new double[shape.Length];
        int start = 0;
        foreach (Tensor tensor in tensors)
        {
            Axis along = new(tensor.Shape, axis, "Concat");
            for (int outer = 0; outer < along.Outer; outer++)
            {
                for (int place = 0; place < along.Length; place++)
                {
                    for (int inner = 0; inner < along.Inner; inner++)
                        result[target.At(outer, start + place, inner)] = tensor[along.At(outer, place, inner)];
                }
            }
            start += along.Length;
        }
        return Tensor.Own(result, shape);
    }

    /// <summary>Tensors of one shape under one another, along a new first axis.</summary>
    /// <param name="tensors">At least one, all of one shape, of at most three axes.</param>
    /// <exception cref="ArgumentException">There are none, their shapes differ, or they have four axes already.</exception>
    public static Tensor Stack(params ReadOnlySpan<Tensor> tensors)
    {
        if (tensors.IsEmpty)
            throw new ArgumentException("Stack of nothing: at least one tensor is needed.", nameof(tensors));
        Shape item = tensors[0].Shape;
        Shape shape = Joined("Stack", new Shape(tensors.Length), item, 0);
        List<double> result = [];
        foreach (Tensor tensor in tensors)
        {
            if (tensor.Shape != item)
                throw new ArgumentException($"Stack of {item} and {tensor.Shape}: all shapes have to be the same.", nameof(tensors));
            result.AddRange(tensor.Values);
        }
        return Tensor.Own([.. result], shape);
    }

    /// <summary>A matrix with rows as columns.</summary>
    /// <exception cref="ArgumentException">It is not a matrix.</exception>
    public static Tensor Transpose(Tensor x) => x.Shape.Rank == 2
        ? Transpose(x, 0, 1)
        : throw new ArgumentException($"Transpose of {x.Shape}: a matrix is needed, or the two axes to exchange.");

    /// <summary>Two axes exchanged.</summary>
    /// <param name="x">Of any shape.</param>
    /// <param name="first">One axis, from 0 or, negative, from the last.</param>
    /// <param name="second">The other, or the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Transpose(Tensor x, int first, int second)
    {
        // Of the result, seen from x: going along the result's first axis is going along x's second.
        Axis one = new(x.Shape, first, "Transpose"), other = new(x.Shape, second, "Transpose");
        Shape shape = new Axis(one.With(other.Length), second, "Transpose").With(one.Length);
        double[] result = new double[x.Length];
        for (int index = 0; index < result.Length; index++)
        {
            int source = 0, rest = index, stride = 1;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                int place = rest % shape[axis];
                source += place * (axis == one.Index ? other.Inner : axis == other.Index ? one.Inner : stride);
                rest /= shape[axis];
                stride *= x.Shape[axis];
            }
            result[index] = x[source];
        }
        return Tensor.Own(result, shape);
    }

    /// <summary>Repeated along the axes that it lacks or has with length 1, until it has a shape.</summary>
    /// <exception cref="ArgumentException">An axis has another length than 1 and the shape's.</exception>
    public static Tensor Broadcast(Tensor x, Shape shape)
    {
        Broadcast broadcast = new(x.Shape, shape, "Broadcast");
        if (broadcast.Result != shape)
            throw new ArgumentException($"Broadcast of {x.Shape} to {shape}: an axis of the shape is shorter.", nameof(shape));
        double[] result = new double[shape.Length];
        for (int index = 0; index < result.Length; index++)
            result[index] = x[broadcast.Left(index)];
        return Tensor.Own(result, shape);
    }
}
