using System.Xml.Linq;

namespace FastGrad.Samples.Pictures;

/// <summary>The style sheet that each picture carries, and its classes.</summary>
public static class Style
{
    public const string Paper = "paper", Heading = "heading", PanelTitle = "name", AxisLabel = "label", Grid = "grid", Frame = "frame";

    /// <summary>Small text that begins, has its middle or ends where it is put.</summary>
    public const string Left = "tick left", Middle = "tick middle", Right = "tick right";

    private const double TickSize = 11;

    private const string Sheet = """

            text { font-family: system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: #1f2328; }
            .heading { font-size: 16px; font-weight: 600; }
            .name { font-size: 13px; font-weight: 600; }
            .label { font-size: 12px; text-anchor: middle; fill: #59636e; }
            .tick { font-size: 11px; fill: #59636e; }
            .middle { text-anchor: middle; }
            .right { text-anchor: end; }
            .paper { fill: #ffffff; }
            .grid { stroke: #e4e7eb; stroke-width: 1; }
            .frame { stroke: #8c959f; stroke-width: 1; fill: none; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .label, .tick { fill: #9aa4af; }
              .paper { fill: #0d1117; }
              .grid { stroke: #262c36; }
              .frame { stroke: #6e7681; }
            }

        """;

    public static XElement Element() => Svg.Element("style", Sheet);

    /// <summary>About how wide a text is at the size of tick labels. Wide enough for the widest of the usual fonts.</summary>
    public static double Width(string text) => 0.62 * TickSize * text.Length;
}
