using System.Globalization;
using System.Xml.Linq;
using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Tests.Pictures;

public class PictureTests
{
    private static readonly Axis _x = new("x"), _y = new("y");

    [Fact]
    public void TextIsEscaped()
    {
        XElement svg = Parse(new Picture("a < b & \"c\"", 1, new Panel("<g>", _x, _y, new Curve("1 > 0 & so on", [new(0, 0), new(1, 1)]))));

        Assert.Contains("a < b & \"c\"", Texts(svg));
        Assert.Contains("<g>", Texts(svg));
        Assert.Contains("1 > 0 & so on", Texts(svg));
    }

    [Fact]
    public void TheLanguageOfTheMachineChangesNothing()
    {
        Picture picture = new("numbers", 1, new Panel("p", _x, _y, new Curve("c", [new(0.123, -4.567), new(1.5, 2.25)])));
        string expected = picture.ToSvg();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (commas.NumberFormat.NumberDecimalSeparator, commas.NumberFormat.NegativeSign) = (",", "~");
        try
        {
            CultureInfo.CurrentCulture = commas;
            Assert.Equal(expected, picture.ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.DoesNotContain('\r', expected);
    }

    [Fact]
    public void HigherNumbersStandHigher()
    {
        XElement svg = Parse(new Picture("", 1, new Panel("", _x, _y, new Dots("", [new(0, 0), new(1, 1)]))));

        XElement[] dots = [.. Elements(svg, "circle")];
        Assert.Equal(2, dots.Length);
        Assert.True(Number(dots[0], "cx") < Number(dots[1], "cx"));
        Assert.True(Number(dots[0], "cy") > Number(dots[1], "cy"));
    }

    [Fact]
    public void ADotStandsWhereItsTicksAre()
    {
        Panel panel = new("", _x with { Low = 0, High = 10 }, _y with { IsLogarithmic = true, Low = 0.1, High = 10 }, new Dots("", [new(4, 1)]));
        XElement svg = Parse(new Picture("", 1, panel)), dot = Assert.Single(Elements(svg, "circle"));

        Assert.Equal(Number(Label(svg, "4"), "x"), Number(dot, "cx"));
        // A label's line of writing is a little below its middle.
        Assert.Equal(Number(Label(svg, "1"), "y") - 4, Number(dot, "cy"));
    }

    [Fact]
    public void WhatHasNoPlaceIsNotDrawn()
    {
        Point[] points = [new(1, 1), new(2, double.NaN), new(3, double.PositiveInfinity), new(4, 0), new(5, 2)];
        Axis logarithmic = _y with { IsLogarithmic = true };
        Panel panel = new("", _x, logarithmic, new Dots("d", points), new Curve("c", points), new Bars("b", points, 0.5));
        string svg = new Picture("", 1, panel).ToSvg();

        Assert.DoesNotContain("NaN", svg);
        Assert.DoesNotContain("∞", svg);
        Assert.DoesNotContain("Infinity", svg);
        // Two and the one of the legend.
        Assert.Equal(3, Elements(XElement.Parse(svg), "circle").Count());
    }

    [Fact]
    public void BarsStandOnZero()
    {
        XElement svg = Parse(new Picture("", 1, new Panel("", _x, _y, new Bars("", [new(0, 2), new(1, -1), new(2, 0)], 1))));
        XElement[] bars = [.. Elements(svg, "rect").Where(rect => rect.Attribute("fill") is not null)];

        Assert.Equal(2, bars.Length);
        Assert.Equal(Number(bars[0], "y") + Number(bars[0], "height"), Number(bars[1], "y"), 0.011);
        Assert.Equal(Number(bars[0], "height"), 2 * Number(bars[1], "height"), 0.021);
        Assert.Equal(Number(bars[0], "x") + Number(bars[0], "width"), Number(bars[1], "x"), 0.011);
    }

    [Fact]
    public void SeriesWithoutANameAreNotInTheLegend()
    {
        Curve curve = new("", [new(0, 0), new(1, 1)]);
        XElement none = Parse(new Picture("", 1, new Panel("", _x, _y, curve)));
        XElement one = Parse(new Picture("", 1, new Panel("", _x, _y, curve with { Name = "c" })));

        Assert.Single(Elements(none, "polyline"));
        Assert.Equal(2, Elements(one, "polyline").Count());
        Assert.Contains("c", Texts(one));
    }

    [Fact]
    public void ManySeriesDoNotLookAlike()
    {
        Series[] many = [.. Enumerable.Range(0, 20).Select(index => new Curve($"{index}", []))];

        Assert.Equal(20, Pen.For(many).Select(entry => entry.Pen).Distinct().Count());
    }

    [Fact]
    public void AReferenceTakesNoColour()
    {
        Curve curve = new("", []);
        var pens = Pen.For([curve with { IsReference = true }, curve]);

        Assert.Equal(Palette.Reference, pens[0].Pen.Color);
        Assert.Equal(Palette.Color(0), pens[1].Pen.Color);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 3, 2)]
    [InlineData(3, 7, 1)]
    public void PanelsStandInRows(int panels, int columns, int rows)
    {
        Panel panel = new("here", _x, _y);
        XElement svg = Parse(new Picture("", columns, [.. Enumerable.Repeat(panel, panels)]));

        XElement[] titles = [.. Elements(svg, "text").Where(text => text.Value == "here")];
        Assert.Equal(panels, titles.Length);
        Assert.Equal(rows, titles.Select(text => Number(text, "y")).Distinct().Count());
        Assert.All(titles, title => Assert.True(Number(title, "x") < Number(svg, "width") && Number(title, "y") < Number(svg, "height")));
    }

    private static XElement Parse(Picture picture) => XElement.Parse(picture.ToSvg());

    private static IEnumerable<XElement> Elements(XElement svg, string name) => svg.Descendants().Where(element => element.Name.LocalName == name);

    private static IEnumerable<string> Texts(XElement svg) => Elements(svg, "text").Select(text => text.Value);

    private static XElement Label(XElement svg, string text) => Assert.Single(Elements(svg, "text"), element => element.Value == text);

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
