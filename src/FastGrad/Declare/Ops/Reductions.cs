namespace FastGrad;

public static partial class Ops
{
    /// <summary>Sum of all elements.</summary>
    public static double Sum(Tensor x)
    {
        double sum = 0;
        foreach (double value in x.Values)
            sum += value;
        return sum;
    }

    /// <summary>Mean of all elements.</summary>
    public static double Mean(Tensor x) => Sum(x) / x.Length;

    /// <summary>Largest element; NaN where any is. Elements that tie share the derivative equally.</summary>
    public static double Max(Tensor x)
    {
        double max = double.NegativeInfinity;
        foreach (double value in x.Values)
            max = Math.Max(max, value);
        return max;
    }

    /// <summary>Smallest element; NaN where any is. Elements that tie share the derivative equally.</summary>
    public static double Min(Tensor x)
    {
        double min = double.PositiveInfinity;
        foreach (double value in x.Values)
            min = Math.Min(min, value);
        return min;
    }

    /// <summary>
    /// Where the largest element stands, counted through all axes, the last running fastest; the first of equals. NaN counts as the
    /// largest. It has no derivative.
    /// </summary>
    public static double ArgMax(Tensor x)
    {
        int best = 0;
        for (int index = 1; index < x.Length; index++)
        {
            if (x[index] > x[best] || double.IsNaN(x[index]) && !double.IsNaN(x[best]))
                best = index;
        }
        return best;
    }

    /// <summary>√Σ x²: the Euclidean length of all elements. Its derivative where all are 0 is 0.</summary>
    public static double Norm(Tensor x) => Math.Sqrt(Sum(Square(x)));

    /// <summary>
    /// log Σ eˣ over all elements, as max + log Σ eˣ⁻ᵐᵃˣ so that no power overflows; NaN where the largest element is infinite.
    /// </summary>
    public static double LogSumExp(Tensor x)
    {
        double max = Max(x);
        return max + Math.Log(Sum(Exp(x - max)));
    }

    /// <summary>eˣ / Σ eˣ over all elements, as eˣ⁻ᵐᵃˣ / Σ eˣ⁻ᵐᵃˣ so that no power overflows.</summary>
    public static Tensor Softmax(Tensor x)
    {
        Tensor powers = Exp(x - Max(x));
        return powers / Sum(powers);
    }

    /// <summary>log(eˣ / Σ eˣ) over all elements, as x − max − log Σ eˣ⁻ᵐᵃˣ: finite where the share itself is too small for a number.</summary>
    public static Tensor LogSoftmax(Tensor x)
    {
        Tensor below = x - Max(x);
        return below - Math.Log(Sum(Exp(below)));
    }
}
