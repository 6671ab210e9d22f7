using FastGrad.Compiler.Backends.Cpu;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// Rows added up by their indices in the text of an <c>IScatter</c>: C# of <c>frame</c>, <c>example</c>, <c>place</c> and <c>column</c>.
/// </summary>
internal sealed class GpuScatter(string name, string summary) : GpuStruct(name, summary)
{
    /// <summary>How many examples have rows.</summary>
    public required string Examples { get; init; }

    /// <summary>Whether each of them has a table of its own.</summary>
    public required bool TablePerExample { get; init; }

    /// <summary>Of a table.</summary>
    public required int Rows { get; init; }

    /// <summary>Of a row.</summary>
    public required int Columns { get; init; }

    /// <summary>Indices of an example.</summary>
    public required int Places { get; init; }

    /// <summary>An index.</summary>
    public required string Index { get; init; }

    /// <summary>An element of the row that is added there.</summary>
    public required string Value { get; init; }

    /// <summary>What becomes of <c>sum</c>, the table's <c>element</c>.</summary>
    public required string Store { get; init; }

    protected override string Contract => "IScatter";

    protected override void WriteMembers(SourceWriter writer, string type)
    {
        writer.Line($"public static int Examples(Frame frame) => {Examples};");
        writer.Line($"public static bool TablePerExample => {Truth(TablePerExample)};");
        writer.Line($"public static int Rows(Frame frame) => {CpuModel.Text(Rows)};");
        writer.Line($"public static int Columns(Frame frame) => {CpuModel.Text(Columns)};");
        writer.Line($"public static int Places(Frame frame) => {CpuModel.Text(Places)};");
        writer.Line($"public static int Row(Frame frame, int example, int place) => Indexing.Row({Index}, {CpuModel.Text(Rows)});");
        writer.Line($"public static {type} Value(Frame frame, int example, int place, int column) => {Value};");
        writer.Line();
        writer.Open($"public static void Store(Frame frame, int example, int element, {type} sum)");
        writer.Line(Store);
        writer.Close();
    }
}
