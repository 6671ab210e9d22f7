using System.Globalization;

namespace FastGrad;

/// <summary>
/// What a trainer cuts off a gradient before it moves weights: see <see cref="TrainerOptions.Clipping"/> and
/// <see cref="ITrainer.Clipping"/>. It never changes, so one may serve many trainers.
/// </summary>
/// <remarks>
/// By norm, a gradient g is scaled by min(1, limit / (‖g‖ + 10⁻⁶)), as PyTorch's <c>clip_grad_norm_</c> does: its direction stays, and its norm
/// ends a little below the limit. A norm that is NaN makes all of what it is the norm of NaN; one that is infinite makes it 0, and NaN where an
/// element is infinite. A limit of ∞ cuts nothing, whatever the norm, and by norm still measures (<see cref="ITrainer.GradientNorm"/>).
/// <para/>
/// Norms are summed lane by lane in the model's precision within blocks of some thousand elements and in <see cref="double"/> from block to block, in
/// an order that no number of threads changes. Where squares would overflow or vanish, a power of two is taken out of them first: a
/// model of floats has right norms for gradients from 10⁻³⁸ to 10³⁸.
/// </remarks>
public sealed class GradientClipping
{
    private GradientClipping(ClippingKind kind, double limit)
    {
        if (!(limit > 0))
            throw new ArgumentOutOfRangeException(
                nameof(limit), limit,
                string.Create(CultureInfo.InvariantCulture, $"Got {limit} as the limit, but gradients are clipped to one above 0."));
        Kind = kind;
        Limit = limit;
    }

    /// <summary>The most that is left: of an element's magnitude, or of a norm. Above 0, ∞ for no end.</summary>
    public double Limit { get; }

    internal ClippingKind Kind { get; }

    /// <summary>Why a step with it can't move weights piece by piece as their gradient is made; null where it can.</summary>
    internal string? UnfusedBecause => Kind switch
    {
        ClippingKind.Value => null,
        ClippingKind.Norm => "clipping needs the norm of all gradients together before it moves a weight",
        _ => "clipping needs the norm of a tensor's whole gradient before it moves a weight",
    };

    /// <summary>Each element to within ± the limit: g ← max(−limit, min(g, limit)). A fused step stays fused.</summary>
    /// <param name="limit">Above 0; ∞ cuts nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public static GradientClipping ByValue(double limit) => new(ClippingKind.Value, limit);

    /// <summary>All gradients together, as one vector, to a norm of at most the limit. A step gathers all of them first.</summary>
    /// <inheritdoc cref="ByValue"/>
    public static GradientClipping ByNorm(double limit) => new(ClippingKind.Norm, limit);

    /// <summary>
    /// The gradient of each tensor (a weight matrix, a bias) by itself to a norm of at most the limit. A step gathers all gradients first.
    /// </summary>
    /// <inheritdoc cref="ByValue"/>
    public static GradientClipping ByTensorNorm(double limit) => new(ClippingKind.TensorNorm, limit);

    /// <summary>What is clipped, and to what.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"By{Kind}({Limit})");
}

/// <summary>What is limited: elements, the norm of all of them, or that of each tensor's.</summary>
internal enum ClippingKind { Value, Norm, TensorNorm }
