using System.Globalization;
using System.Runtime.CompilerServices;

namespace FastGrad;

/// <summary>
/// How a model in mixed precision scales its loss while it trains on a GPU. Gradients too small for 16 bits are nothing, and those too large are
/// infinite; so the loss is multiplied before it goes backward, and weights' gradients are divided before anything else is done to them. An
/// update whose gradients are not all finite is left out, with its step of optimizer and schedule, and the scale shrinks; after enough that were, it
/// grows. As PyTorch's <c>GradScaler</c>; Micikevicius et al., "Mixed Precision Training" (2018).
/// </summary>
public sealed class LossScaling
{
    /// <summary>The scale of the first step; above 0 and finite in float. Powers of two round nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double InitialScale
    {
        get;
        init => field = Allowed(value, value >= 1.2e-38 && value <= float.MaxValue, "above 1.2e-38 and finite in float");
    } = 65536;

    /// <summary>Times the scale after <see cref="GrowthInterval"/> updates that went well; above 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double GrowthFactor
    {
        get;
        init => field = Allowed(value, value > 1 && value <= float.MaxValue, "above 1 and finite in float");
    } = 2;

    /// <summary>Times the scale after an update that was left out; above 0 and below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public double BackoffFactor
    {
        get;
        init => field = Allowed(value, value is > 0 and < 1, "above 0 and below 1");
    } = 0.5;

    /// <summary>How many updates in a row must go well before the scale grows; at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public int GrowthInterval
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(GrowthInterval), value, $"Got an interval of {value} updates, but it must be at least 1.");
    } = 2000;

    private static double Allowed(double value, bool isAllowed, string need, [CallerMemberName] string name = "") => isAllowed
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"Got {value} as {name}, but it must be {need}."));
}
