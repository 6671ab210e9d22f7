using System.Runtime.CompilerServices;
using FastGrad.Training;

namespace FastGrad;

/// <summary>
/// A loss's settings on a trainer: hyper-parameters that can be set between steps, and are checked. Concrete ones are generated beside
/// their attributes: <c>Huber</c> for <c>HuberAttribute</c>.
/// </summary>
public abstract class Criterion
{
    /// <summary>A hyper-parameter's new value, if it is allowed.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isAllowed">Whether it is. Ask so that NaN is not: <c>value >= 0</c>.</param>
    /// <param name="need">What it must be: "at least 0".</param>
    /// <param name="name">The hyper-parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static TValue Allowed<TValue>(TValue value, bool isAllowed, string need, [CallerMemberName] string name = "") =>
        HyperParameter.Allowed(value, isAllowed, need, name);
}
