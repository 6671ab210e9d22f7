using System.Globalization;

namespace FastGrad.Compiler.Ir;

/// <summary>
/// A recurrence: a body that runs once per step of a sequence, its states handed from step to step. The node itself is no value;
/// <see cref="ScanResult"/>s of it are. Operands come in the order of the body's leaves: see <see cref="ScanLeaf"/>.
/// </summary>
/// <param name="Body">Leaves are <see cref="ScanLeaf"/>s; roots are <c>next0</c>, <c>next1</c>, … (states) and <c>out0</c>, <c>out1</c>, … (stacked).</param>
/// <param name="Steps">Length of the sequences.</param>
/// <param name="Reverse">From the last step to the first.</param>
public sealed record Scan(Graph Body, int Steps, bool Reverse) : Primitive
{
    /// <summary>The leaves of its states, in the order of their roots.</summary>
    public IReadOnlyList<Node> States => [.. Body.Nodes.Where(node => node.Primitive is ScanLeaf { Kind: ScanLeafKind.State }).OrderBy(node => ((ScanLeaf)node.Primitive).Index)];

    /// <summary>The stacked roots' indices. There may be gaps: what nobody reads is dropped.</summary>
    public IReadOnlyList<int> Outs =>
        [.. Body.Roots.Keys.Where(root => root.StartsWith("out", StringComparison.Ordinal)).Select(root => int.Parse(root.Substring(3), CultureInfo.InvariantCulture)).OrderBy(index => index)];

    /// <summary>Name of the root that a state becomes.</summary>
    public static string Next(int state) => "next" + state.ToString(CultureInfo.InvariantCulture);

    /// <summary>Name of a stacked root.</summary>
    public static string Out(int index) => "out" + index.ToString(CultureInfo.InvariantCulture);

    public bool Equals(Scan? other) => other is not null && ReferenceEquals(Body, other.Body) && Steps == other.Steps && Reverse == other.Reverse;

    public override int GetHashCode() => unchecked(Steps * 31 + Body.Nodes.Count);
}

public enum ScanLeafKind
{
    /// <summary>This step's element of a sequence [Steps, …].</summary>
    Element,

    /// <summary>A state as the step before left it; the operand is the state before the first step.</summary>
    State,

    /// <summary>The same at every step: a weight, a captured value.</summary>
    Shared,
}

/// <summary>What a body reads.</summary>
/// <param name="Operand">Of the scan.</param>
/// <param name="Index">Of a state: which <c>next</c> root leaves it.</param>
public sealed record ScanLeaf(ScanLeafKind Kind, int Operand, int Index = 0) : Given;

/// <summary>One of a scan's values.</summary>
/// <param name="Index">Of the root.</param>
/// <param name="Stacked">Whether it is <c>out</c>Index at all steps, [Steps, …]; else <c>next</c>Index after the last step.</param>
public sealed record ScanResult(int Index, bool Stacked) : Primitive
{
    /// <summary>Of the scan's body.</summary>
    public string Root => Stacked ? Scan.Out(Index) : Scan.Next(Index);
}
