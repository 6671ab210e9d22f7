namespace FastGrad.Samples.Pictures;

/// <summary>A place: in the units of a panel's axes, as shares of their lengths, or in pixels.</summary>
public readonly record struct Point(double X, double Y)
{
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);
}
