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

    /// <summary>Largest element; NaN where any is.</summary>
    public static double Max(Tensor x)
    {
        double max = double.NegativeInfinity;
        foreach (double value in x.Values)
            max = Math.Max(max, value);
        return max;
    }

    /// <summary>Smallest element; NaN where any is.</summary>
    public static double Min(Tensor x)
    {
        double min = double.PositiveInfinity;
        foreach (double value in x.Values)
            min = Math.Min(min, value);
        return min;
    }

    /// <summary>The Euclidean norm √Σx² of all elements.</summary>
    public static double Norm(Tensor x) => Math.Sqrt(Sum(x * x));

    /// <summary>log Σ eˣ over all elements, as max + log Σ eˣ⁻ᵐᵃˣ so that no power overflows.</summary>
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
}
