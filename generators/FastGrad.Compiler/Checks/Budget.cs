using System.Globalization;
using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Checks;

/// <summary>FG0042: the workspace of a trainer does not fit into <c>[Model(MemoryBudget = …)]</c>.</summary>
internal static class Budget
{
    public const string Id = "FG0042";

    public static IEnumerable<Problem> Find(LoweredModel model)
    {
        ModelSpec spec = model.Spec;
        if (spec.MemoryBudget <= 0)
            yield break;
        var cpu = new CpuModel(model);
        (long once, long perExample) = WorkspaceSize.Of(cpu);
        long needed = once + perExample * spec.BatchCapacity;
        if (needed <= spec.MemoryBudget)
            yield break;
        long size = spec.Precision == Precision.Double ? sizeof(double) : sizeof(float);
        // One stretch serves several values, one after another, so parts may add up to more than the whole.
        IEnumerable<string> largest = model.Memory.Buffers
            .Select(buffer => (Name: Name(buffer.Owner), Bytes: size * buffer.Stride * (buffer.Batched ? spec.BatchCapacity : 1)))
            .Append((Name: "gradients of the parameters", Bytes: size * cpu.Contract.ParameterLength))
            .OrderByDescending(part => part.Bytes)
            .Take(3)
            .Select(part => $"{part.Name} {Bytes(part.Bytes)}");
        long fitting = (spec.MemoryBudget - once) / Math.Max(1, perExample);
        yield return Named.Problem(
            Id, 0, spec.Type.Name, Bytes(needed), spec.BatchCapacity.ToString(CultureInfo.InvariantCulture), Bytes(spec.MemoryBudget),
            string.Join(", ", largest),
            fitting > 0 ? $"lower BatchCapacity to {fitting.ToString(CultureInfo.InvariantCulture)}, or raise the budget" : "raise the budget, or make the model smaller");
    }

    private static string Name(object owner) => owner is Node node ? Words(node) : "kernels' scratch";

    private static string Words(Node node)
    {
        for (Node at = node; ; at = at.Operands[0])
        {
            if (at.Hint is not null || at.Operands.Count == 0)
                return at.Hint ?? "a value";
        }
    }

    /// <summary>With the unit a person would take: <c>512 B</c>, <c>3.2 MB</c>.</summary>
    public static string Bytes(long bytes)
    {
        string[] units = ["B", "KB", "MB", "GB", "TB", "PB"];
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        return value.ToString(unit == 0 ? "0" : "0.##", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
