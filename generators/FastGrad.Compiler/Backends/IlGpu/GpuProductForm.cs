using FastGrad.Compiler.Backends.Cpu;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Who multiplies: what the device sources have for large products, for few elements with many terms, and for small matrices.</summary>
/// <param name="Type">The class.</param>
/// <param name="NeedsRoom">Whether its lanes share memory.</param>
internal sealed record GpuProductForm(string Type, bool NeedsRoom)
{
    // A group's tile on a GPU; what fills less than a quarter of it leaves most lanes without work.
    private const int TileSide = 64;

    // So few columns make tiles too thin, and so few terms are not worth sharing out.
    private const int ThinColumns = 8, ManyTerms = 32;

    // So few tiles leave most of a GPU without work, whatever the batch.
    private const int FewTiles = 4;

    private static readonly GpuProductForm _tiles = new("Tiles", NeedsRoom: true);
    private static readonly GpuProductForm _strips = new("Strips", NeedsRoom: true);
    private static readonly GpuProductForm _dots = new("Dots", NeedsRoom: false);

    /// <summary>Each row is an example's.</summary>
    public static GpuProductForm OfExamples(int columns, int terms) =>
        columns > ThinColumns ? _tiles : terms >= ManyTerms ? _strips : _dots;

    /// <summary>The terms are the examples'.</summary>
    public static GpuProductForm OverBatch(int rows, int columns) => Tiles(rows) * Tiles(columns) <= FewTiles ? _strips : _tiles;

    /// <summary>Each example has matrices of its own.</summary>
    public static GpuProductForm PerExample(int rows, int columns, int terms) =>
        4 * rows * columns >= Tiles(rows) * Tiles(columns) * TileSide * TileSide ? _tiles : terms >= 8 * ManyTerms ? _strips : _dots;

    /// <summary>How many groups to launch, as C#.</summary>
    /// <param name="examples">How many products; empty for one.</param>
    /// <param name="rows">Of each.</param>
    /// <param name="columns">Of each.</param>
    public string Groups(string examples, string rows, int columns)
    {
        string times = examples.Length == 0 ? "" : examples + " * ";
        if (Type == _tiles.Type)
            return $"{times}Tiles({rows}, {CpuModel.Text(columns)})";
        return $"{(NeedsRoom ? "Chunks" : "Lanes")}({GpuText.Product(times + rows, columns)})";
    }

    private static int Tiles(int length) => (length + TileSide - 1) / TileSide;
}
