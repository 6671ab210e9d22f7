namespace FastGrad.Samples.Pictures;

/// <summary>Keeps what is drawn within a panel. All places are shares: from 0 to 1 both ways is inside.</summary>
public static class Clipping
{
    public static bool IsInside(Point point) => point.X is >= 0 and <= 1 && point.Y is >= 0 and <= 1;

    /// <summary>The pieces of a line that are inside: it ends at the border, and at a point that has no place.</summary>
    /// <remarks>A point between two that have none is a piece of its own, from itself to itself.</remarks>
    public static IEnumerable<IReadOnlyList<Point>> Pieces(IReadOnlyList<Point> line)
    {
        List<Point> piece = [];
        for (int index = 0; index < line.Count; index++)
        {
            bool isAlone = !HasPlace(line, index - 1) && !HasPlace(line, index + 1);
            if (isAlone && line[index].IsFinite && IsInside(line[index]))
                yield return [line[index], line[index]];
            if (!HasPlace(line, index) || !HasPlace(line, index + 1) || Segment(line[index], line[index + 1]) is not (Point from, Point to))
                continue;
            if (piece.Count == 0)
                piece.Add(from);
            piece.Add(to);
            // Whole up to the next point, from where the line goes on.
            if (to == line[index + 1] && HasPlace(line, index + 2) && Segment(to, line[index + 2]) is not null)
                continue;
            yield return piece;
            piece = [];
        }
    }

    private static bool HasPlace(IReadOnlyList<Point> line, int index) => index >= 0 && index < line.Count && line[index].IsFinite;

    /// <summary>
    /// The part of a straight line that is inside, null where there is none. Liang and Barsky, "A New Concept and Method for Line Clipping"
    /// (1984): of the line from 0 to 1, each border leaves what begins later or ends sooner.
    /// </summary>
    private static (Point From, Point To)? Segment(Point from, Point to)
    {
        double begin = 0, end = 1, dx = to.X - from.X, dy = to.Y - from.Y;
        if (!Cut(-dx, from.X) || !Cut(dx, 1 - from.X) || !Cut(-dy, from.Y) || !Cut(dy, 1 - from.Y))
            return null;
        return (begin == 0 ? from : At(begin), end == 1 ? to : At(end));

        Point At(double share) => new(from.X + share * dx, from.Y + share * dy);

        // The border is reached where speed · share = room; what goes away from it comes from outside.
        bool Cut(double speed, double room)
        {
            if (speed == 0)
                return room >= 0;
            if (speed < 0)
                begin = Math.Max(begin, room / speed);
            else
                end = Math.Min(end, room / speed);
            return begin <= end;
        }
    }
}
