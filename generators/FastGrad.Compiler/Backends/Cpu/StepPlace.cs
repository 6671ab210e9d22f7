using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Where a value of a scan lies.</summary>
/// <param name="Owner">What has the memory: a <see cref="ScanStack"/>, or of an element the sequence, a <see cref="Node"/>.</param>
/// <param name="Offset">From the first element that the owner has of an example.</param>
/// <param name="Reference">C# for the first element.</param>
/// <param name="Stride">Elements from one example's row to the next; 0 for what all share.</param>
/// <param name="EndsWithinVector">Whether what follows it is another row's.</param>
internal sealed record StepPlace(object Owner, StepOffset Offset, string Reference, int Stride, bool EndsWithinVector);

/// <summary>How far a step's row is from the first: <c>First + row * Length</c>, where the row is <c>step + Ahead</c>, or its last bit.</summary>
/// <param name="First">Elements before all rows.</param>
/// <param name="Length">Elements of a row; 0 for what does not move.</param>
/// <param name="Ahead">1 for the row of the step after.</param>
/// <param name="Turns">Whether two rows take turns.</param>
internal sealed record StepOffset(int First, int Length = 0, int Ahead = 0, bool Turns = false)
{
    /// <summary>C# for it, with nothing around; empty for 0.</summary>
    /// <param name="step">C# for the step's number.</param>
    public string Text(string step)
    {
        string first = First == 0 ? "" : CpuModel.Text(First);
        if (Length == 0)
            return first;
        string row = Ahead == 0 ? step : $"({step} + {CpuModel.Text(Ahead)})";
        row = Turns ? $"({row} & 1)" : row;
        return (Length == 1 ? row : $"{row} * {CpuModel.Text(Length)}") + (first.Length == 0 ? "" : " + " + first);
    }
}
