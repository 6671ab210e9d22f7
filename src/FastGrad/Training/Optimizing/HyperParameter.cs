using System.Globalization;

namespace FastGrad.Training;

/// <summary>The check behind every hyper-parameter that can be set at run time.</summary>
internal static class HyperParameter
{
    public static TValue Allowed<TValue>(TValue value, bool isAllowed, string need, string name) => isAllowed
        ? value
        : throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be {need}, but got {value}."));
}
