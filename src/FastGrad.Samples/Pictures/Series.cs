namespace FastGrad.Samples.Pictures;

/// <summary>Numbers that are drawn in one colour.</summary>
/// <param name="Name">What the legend says; empty for no entry.</param>
/// <param name="Points">What has no place on the axes, NaN, infinities or 0 on a logarithmic one, is left out.</param>
public abstract record Series(string Name, IReadOnlyList<Point> Points)
{
    /// <summary>Whether it is what others are compared with: drawn in grey, and a curve is dashed.</summary>
    public bool IsReference { get; init; }
}

/// <summary>A line from point to point. It has a gap where a point has no place.</summary>
public sealed record Curve(string Name, IReadOnlyList<Point> Points) : Series(Name, Points)
{
    /// <param name="name">What the legend says.</param>
    /// <param name="values">Heights at 1, 2, …: the epochs of a training, say.</param>
    public static Curve Of(string name, IEnumerable<double> values) =>
        new(name, [.. values.Select((value, index) => new Point(index + 1, value))]);

    /// <param name="name">What the legend says.</param>
    /// <param name="low">Where the curve begins.</param>
    /// <param name="high">Where it ends.</param>
    /// <param name="function">Its height at a place.</param>
    /// <param name="intervals">How many straight pieces it is made of.</param>
    public static Curve Of(string name, double low, double high, Func<double, double> function, int intervals = 200) =>
        new(name, [.. Enumerable.Range(0, intervals + 1)
            .Select(index => low + (high - low) * index / intervals)
            .Select(x => new Point(x, function(x)))]);
}

/// <summary>A dot at each point.</summary>
public sealed record Dots(string Name, IReadOnlyList<Point> Points) : Series(Name, Points);

/// <summary>A bar from 0 to each point.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">The middle of each bar's end.</param>
/// <param name="Width">Of a bar, in the units of the horizontal axis.</param>
public sealed record Bars(string Name, IReadOnlyList<Point> Points, double Width) : Series(Name, Points);
