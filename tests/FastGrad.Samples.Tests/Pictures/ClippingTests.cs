using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Tests.Pictures;

public class ClippingTests
{
    private static readonly Point _nowhere = new(0.5, double.NaN);

    [Fact]
    public void ALineInsideStaysAsItIs()
    {
        Point[] line = [new(0, 0), new(0.5, 1), new(1, 0.25)];

        Assert.Equal(line, Assert.Single(Clipping.Pieces(line)));
    }

    [Fact]
    public void ALineAcrossIsCutAtBothBorders() =>
        Assert.Equal([new(0, 0.25), new(1, 0.75)], Assert.Single(Clipping.Pieces([new(-0.5, 0), new(1.5, 1)])));

    [Fact]
    public void ALineThatLeavesAndComesBackIsTwoPieces()
    {
        IReadOnlyList<Point>[] pieces = [.. Clipping.Pieces([new(0, 0.5), new(0.5, 1.5), new(1, 0.5)])];

        Assert.Equal(2, pieces.Length);
        Assert.Equal([new(0, 0.5), new(0.25, 1)], pieces[0]);
        Assert.Equal([new(0.75, 1), new(1, 0.5)], pieces[1]);
    }

    [Theory]
    [InlineData(-1, 0.5, -0.1, 0.5)]
    [InlineData(0.2, 1.1, 0.8, 7)]
    [InlineData(-1, 0.5, 0.5, 2.1)]
    public void ALineOutsideIsNothing(double fromX, double fromY, double toX, double toY) =>
        Assert.Empty(Clipping.Pieces([new(fromX, fromY), new(toX, toY)]));

    [Fact]
    public void APointWithoutAPlaceIsAGap()
    {
        IReadOnlyList<Point>[] pieces = [.. Clipping.Pieces([new(0, 0), new(0.1, 0.1), _nowhere, new(0.5, 0.5), new(0.6, 0.5)])];

        Assert.Equal(2, pieces.Length);
        Assert.Equal(new(0.1, 0.1), pieces[0][^1]);
        Assert.Equal(new(0.5, 0.5), pieces[1][0]);
    }

    [Fact]
    public void APointAloneIsADot()
    {
        Point point = new(0.5, 0.5);

        Assert.Equal([point, point], Assert.Single(Clipping.Pieces([_nowhere, point, _nowhere])));
        Assert.Equal([point, point], Assert.Single(Clipping.Pieces([point])));
        Assert.Empty(Clipping.Pieces([_nowhere]));
        Assert.Empty(Clipping.Pieces([]));
    }

    [Fact]
    public void EveryPieceIsInsideAndOnItsLine()
    {
        Random random = new(4);
        for (int trial = 0; trial < 1000; trial++)
        {
            Point from = new(3 * random.NextDouble() - 1, 3 * random.NextDouble() - 1);
            Point to = new(3 * random.NextDouble() - 1, 3 * random.NextDouble() - 1);
            foreach (Point end in Clipping.Pieces([from, to]).SelectMany(piece => piece))
            {
                Assert.InRange(end.X, -1e-12, 1 + 1e-12);
                Assert.InRange(end.Y, -1e-12, 1 + 1e-12);
                Assert.Equal(0, (end.X - from.X) * (to.Y - from.Y) - (end.Y - from.Y) * (to.X - from.X), 1e-12);
            }
        }
    }
}
