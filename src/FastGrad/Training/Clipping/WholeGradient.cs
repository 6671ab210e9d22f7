using System.Numerics;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>A gradient that was gathered whole before it moves a weight, and what is done to it in place before it does.</summary>
internal sealed class WholeGradient<T>(ParameterSet<T> gradients) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Added to a norm before a limit is divided by it, as in PyTorch.</summary>
    private const double Epsilon = 1e-6;

    private readonly (int Offset, int Length)[] _tensors = gradients.Ranges(frozen: false);
    private readonly double[] _norms = new double[gradients.Count];

    /// <summary>Multiplies all of it.</summary>
    public void Scale(Team<T>? team, double factor)
    {
        TensorWalk<T> walk = Walk(team);
        for (int tensor = 0; tensor < _tensors.Length; tensor++)
            Scale(in walk, tensor, factor);
    }

    /// <summary>Clips it.</summary>
    /// <returns>The norm of all of it before; NaN where it was not needed.</returns>
    public double Clip(Team<T>? team, GradientClipping clipping)
    {
        TensorWalk<T> walk = Walk(team);
        double limit = clipping.Limit;
        if (clipping.Kind == ClippingKind.Value)
        {
            if (double.IsFinite(limit))
            {
                for (int tensor = 0; tensor < _tensors.Length; tensor++)
                    walk.Update<ClampRule>(tensor, new ReadOnlySpan<double>(in limit));
            }
            return double.NaN;
        }

        for (int tensor = 0; tensor < _tensors.Length; tensor++)
            _norms[tensor] = GradientNorms.OfTensor(in walk, tensor);
        double together = GradientNorms.Together(_norms);
        if (double.IsFinite(limit))
        {
            for (int tensor = 0; tensor < _tensors.Length; tensor++)
                Scale(in walk, tensor, Math.Min(1, limit / ((clipping.Kind == ClippingKind.Norm ? together : _norms[tensor]) + Epsilon)));
        }
        return together;
    }

    private static void Scale(in TensorWalk<T> walk, int tensor, double factor)
    {
        // NaN is not 1: it spreads.
        if (factor == 1)
            return;
        // What a float has only a few digits of, or none, goes in two factors, the first a power of two.
        const double Least = 1e-37, Part = 1.0 / (1L << 60);
        ReadOnlySpan<double> factors = factor < Least ? [Part, factor / Part] : [1, factor];
        walk.Update<ScaleRule>(tensor, factors);
    }

    private TensorWalk<T> Walk(Team<T>? team) =>
        new(team, _tensors, new(ref gradients.Start, in gradients.Start, ref gradients.Start, 0, gradients.Length));
}
