using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Where in its operand an element of a slice, a transposition or a broadcast is.</summary>
internal static class GpuStrides
{
    /// <summary>C# for the operand's element that belongs to <c>element</c>.</summary>
    public static string Source(Node node)
    {
        (int offset, IReadOnlyList<int> steps) = ElementSteps.Of(node);
        List<(int Length, int Step)> axes = Merge(node.Shape.Dimensions, steps);
        List<string> terms = [];
        int inner = axes.Aggregate(1, (product, axis) => product * axis.Length), all = inner;
        foreach ((int length, int step) in axes)
        {
            int outer = inner;
            inner /= length;
            if (step == 0)
                continue;
            string index = GpuText.Quotient("element", inner);
            terms.Add(GpuText.Product(outer == all ? index : GpuText.Remainder(index, length), step));
        }
        if (offset > 0 || terms.Count == 0)
            terms.Add(CpuModel.Text(offset));
        return string.Join(" + ", terms);
    }

    /// <summary>Dimensions of one place fall away, and two that are walked as one become one.</summary>
    private static List<(int Length, int Step)> Merge(IReadOnlyList<int> dimensions, IReadOnlyList<int> steps)
    {
        List<(int Length, int Step)> axes = [];
        for (int axis = 0; axis < dimensions.Count; axis++)
        {
            if (dimensions[axis] == 1)
                continue;
            int length = dimensions[axis];
            if (axes.Count > 0 && axes[axes.Count - 1].Step == steps[axis] * length)
            {
                length *= axes[axes.Count - 1].Length;
                axes.RemoveAt(axes.Count - 1);
            }
            axes.Add((length, steps[axis]));
        }
        return axes;
    }
}
