using System.Globalization;

namespace FastGrad.Samples.Display;

/// <summary>A number that a training shows.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Format">How it is written, as <see cref="double.ToString(string)"/> takes it.</param>
public readonly record struct Reading(string Name, double Value, string Format = "F4")
{
    public string Text => Value.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>How far a training has come.</summary>
/// <param name="Round">1 after the first epoch or step.</param>
/// <param name="Readings">The same names in the same order every time.</param>
public readonly record struct Progress(int Round, params IReadOnlyList<Reading> Readings);
