namespace FastGrad;

public static partial class Ops
{
    /// <summary>Sum of the elements along an axis.</summary>
    /// <param name="x">What is reduced.</param>
    /// <param name="axis">Along which axis, from 0 or, negative, from the last.</param>
    /// <param name="keepAxis">Whether the axis stays, with length 1, so that the result broadcasts against <paramref name="x"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Sum(Tensor x, int axis, bool keepAxis = false) => Reduced(x, axis, keepAxis, "Sum", Sum);

    /// <summary>Mean of the elements along an axis.</summary>
    /// <inheritdoc cref="Sum(Tensor, int, bool)"/>
    public static Tensor Mean(Tensor x, int axis, bool keepAxis = false) => Reduced(x, axis, keepAxis, "Mean", Mean);

    /// <summary>Largest of the elements along an axis; NaN where any is. Elements that tie share the derivative equally.</summary>
    /// <inheritdoc cref="Sum(Tensor, int, bool)"/>
    public static Tensor Max(Tensor x, int axis, bool keepAxis = false) => Reduced(x, axis, keepAxis, "Max", Max);

    /// <summary>Smallest of the elements along an axis; NaN where any is. Elements that tie share the derivative equally.</summary>
    /// <inheritdoc cref="Sum(Tensor, int, bool)"/>
    public static Tensor Min(Tensor x, int axis, bool keepAxis = false) => Reduced(x, axis, keepAxis, "Min", Min);

    /// <summary>Where along an axis the largest element stands; the first of equals, NaN as the largest. It has no derivative.</summary>
    /// <inheritdoc cref="Sum(Tensor, int, bool)"/>
    public static Tensor ArgMax(Tensor x, int axis, bool keepAxis = false) => Reduced(x, axis, keepAxis, "ArgMax", ArgMax);

    /// <summary>√Σ x² along an axis. Its derivative where all elements are 0 is 0.</summary>
    /// <inheritdoc cref="Sum(Tensor, int, bool)"/>
    public static Tensor Norm(Tensor x, int axis, bool keepAxis = false) => Reduced(x, axis, keepAxis, "Norm", Norm);

    /// <summary>log Σ eˣ along an axis, without overflow.</summary>
    /// <inheritdoc cref="Sum(Tensor, int, bool)"/>
    public static Tensor LogSumExp(Tensor x, int axis, bool keepAxis = false) => Reduced(x, axis, keepAxis, "LogSumExp", LogSumExp);

    /// <summary>eˣ / Σ eˣ along an axis, without overflow.</summary>
    /// <param name="x">Of any shape, which is the result's too.</param>
    /// <param name="axis">Along which axis the shares add up to 1, from 0 or, negative, from the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Softmax(Tensor x, int axis) => LineByLine(x, axis, "Softmax", Softmax);

    /// <summary>log(eˣ / Σ eˣ) along an axis, finite where the share itself is too small for a number.</summary>
    /// <inheritdoc cref="Softmax(Tensor, int)"/>
    public static Tensor LogSoftmax(Tensor x, int axis) => LineByLine(x, axis, "LogSoftmax", LogSoftmax);

    private static Tensor Reduced(Tensor x, int axis, bool keepAxis, string operation, Func<Tensor, double> reduction)
    {
        Axis along = new(x.Shape, axis, operation);
        double[] result = new double[along.Outer * along.Inner];
        for (int outer = 0; outer < along.Outer; outer++)
        {
            for (int inner = 0; inner < along.Inner; inner++)
                result[outer * along.Inner + inner] = reduction(along.Line(x, outer, inner));
        }
        return Tensor.Own(result, keepAxis ? along.With(1) : along.Without());
    }

    private static Tensor LineByLine(Tensor x, int axis, string operation, Func<Tensor, Tensor> function)
    {
        Axis along = new(x.Shape, axis, operation);
        double[] result = new double[x.Length];
        for (int outer = 0; outer < along.Outer; outer++)
        {
            for (int inner = 0; inner < along.Inner; inner++)
            {
                Tensor line = function(along.Line(x, outer, inner));
                for (int place = 0; place < along.Length; place++)
                    result[along.At(outer, place, inner)] = line[place];
            }
        }
        return Tensor.Own(result, x.Shape);
    }
}
