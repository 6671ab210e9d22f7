using FastGrad.Compiler.Backends.Cpu;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// A product of matrices in the text of an <c>IProduct</c>: C# of <c>frame</c>, <c>example</c>, <c>row</c>, <c>term</c> and <c>column</c>.
/// </summary>
internal sealed class GpuProduct(string name, string summary, int columns) : GpuStruct(name, summary)
{
    public int Columns { get; } = columns;

    /// <summary>How many products.</summary>
    public string Examples { get; init; } = "1";

    public required string Rows { get; init; }

    public required string Terms { get; init; }

    /// <summary>An element of the left matrix.</summary>
    public required string Left { get; init; }

    /// <summary>Whether its neighbours in memory are a row's terms.</summary>
    public required bool LeftAlongTerms { get; init; }

    /// <summary>An element of the right matrix.</summary>
    public required string Right { get; init; }

    /// <summary>Whether its neighbours in memory are a column's terms.</summary>
    public required bool RightAlongTerms { get; init; }

    /// <summary>What becomes of <c>sum</c>.</summary>
    public required IReadOnlyList<string> Store { get; init; }

    protected override string Contract => "IProduct";

    protected override void WriteMembers(SourceWriter writer, string type)
    {
        writer.Line($"public static int Examples(Frame frame) => {Examples};");
        writer.Line($"public static int Rows(Frame frame) => {Rows};");
        writer.Line($"public static int Terms(Frame frame) => {Terms};");
        writer.Line($"public static int Columns(Frame frame) => {CpuModel.Text(Columns)};");
        writer.Line($"public static bool LeftAlongTerms => {Truth(LeftAlongTerms)};");
        writer.Line($"public static bool RightAlongTerms => {Truth(RightAlongTerms)};");
        writer.Line($"public static {type} Left(Frame frame, int example, int row, int term) => {Left};");
        writer.Line($"public static {type} Right(Frame frame, int example, int term, int column) => {Right};");
        writer.Line();
        writer.Open($"public static void Store(Frame frame, int example, int row, int column, {type} sum)");
        writer.Lines(Store);
        writer.Close();
    }
}
