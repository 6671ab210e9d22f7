using System.Text.RegularExpressions;
using FastGrad.Compiler.Backends.Cpu;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Loops over the elements of values, each a lane's, whose text speaks of <c>example</c> and <c>element</c>.</summary>
internal static class GpuElements
{
    /// <summary>How many groups to launch, as C#.</summary>
    public static string Groups(bool batched, int elements) => $"Lanes({Count(batched, elements)})";

    /// <param name="writer">Takes the loop.</param>
    /// <param name="batched">Whether each example has them.</param>
    /// <param name="elements">Of an example.</param>
    /// <param name="body">Statements.</param>
    public static void Loop(SourceWriter writer, bool batched, int elements, params IReadOnlyList<string> body)
    {
        GpuLanes.Open(writer, !batched ? "element" : elements == 1 ? "example" : "i", Count(batched, elements));
        if (batched && elements > 1)
            Index("example", GpuText.Quotient("i", elements));
        if (elements == 1)
            Index("element", "0");
        else if (batched)
            Index("element", GpuText.Remainder("i", elements));
        writer.Lines(body);
        writer.Close();

        void Index(string name, string value)
        {
            if (body.Any(line => Regex.IsMatch(line, $@"\b{name}\b")))
                writer.Line($"int {name} = {value};");
        }
    }

    private static string Count(bool batched, int elements) => batched ? GpuText.Product("frame.Batch", elements) : CpuModel.Text(elements);
}
