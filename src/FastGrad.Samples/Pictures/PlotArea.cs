namespace FastGrad.Samples.Pictures;

/// <summary>Where a panel's axes lie on the picture, in pixels from its upper left corner.</summary>
public readonly record struct PlotArea(double Left, double Right, double Top, double Bottom, Scale X, Scale Y)
{
    /// <summary>A point in the units of the axes as shares of their lengths.</summary>
    public Point Share(Point point) => new(X.Share(point.X), Y.Share(point.Y));

    /// <summary>Where such shares are on the picture, which counts downwards.</summary>
    public Point At(Point share) => new(Left + share.X * (Right - Left), Bottom - share.Y * (Bottom - Top));
}
