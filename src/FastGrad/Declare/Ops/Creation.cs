namespace FastGrad;

public static partial class Ops
{
    /// <summary>Every element 0.</summary>
    public static Tensor Zeros(Shape shape) => Full(shape, 0);

    /// <summary>Every element 1.</summary>
    public static Tensor Ones(Shape shape) => Full(shape, 1);

    /// <summary>Every element the same number.</summary>
    public static Tensor Full(Shape shape, double value)
    {
        double[] values = new double[shape.Length];
        Array.Fill(values, value);
        return Tensor.Own(values, shape);
    }

    /// <summary>Each element its own place along an axis: 0, 1, 2 …</summary>
    /// <param name="shape">Of the result.</param>
    /// <param name="axis">Along which axis, from 0 or, negative, from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Indices(Shape shape, int axis)
    {
        Axis along = new(shape, axis, "Indices");
        double[] values = new double[shape.Length];
        for (int index = 0; index < values.Length; index++)
            values[index] = index / along.Inner % along.Length;
        return Tensor.Own(values, shape);
    }
}
