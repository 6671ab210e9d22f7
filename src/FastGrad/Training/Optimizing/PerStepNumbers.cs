namespace FastGrad;

/// <summary>
/// What an optimizer remembers once for all weights (<see cref="PerStepAttribute"/>), by name:
/// <c>trainer.OptimizerState.PerStep["product"]</c>. Setting one restores it; the next step goes on from there.
/// </summary>
public sealed class PerStepNumbers
{
    private readonly string[] _names;
    private readonly double[] _values;

    internal PerStepNumbers(string[] names, double[] values)
    {
        _names = names;
        _values = values;
    }

    /// <summary>The numbers' names, in the order in which the optimizer's formula takes them.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>A number as the last step left it.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">The optimizer keeps no such number.</exception>
    public double this[string name]
    {
        get => _values[IndexOf(name)];
        set => _values[IndexOf(name)] = value;
    }

    internal Span<double> Values => _values;

    private int IndexOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int index = Array.IndexOf(_names, name);
        return index >= 0
            ? index
            : throw new KeyNotFoundException(
                $"No number per step is named '{name}'; there are {(_names.Length == 0 ? "none" : string.Join(", ", _names))}.");
    }
}
