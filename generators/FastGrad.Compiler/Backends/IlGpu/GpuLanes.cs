namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>How work is shared out to whoever runs a kernel, however many they are. What there is one of is the first one's.</summary>
internal static class GpuLanes
{
    /// <summary>Opens a loop whose pieces are lanes'.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="index">The piece's name, which stands for nothing where there is one.</param>
    /// <param name="count">How many, as C#.</param>
    public static void Open(SourceWriter writer, string index, string count) => writer.Open(count == "1"
        ? "if (group == 0 && Group.IdxX == 0)"
        : $"for (int {index} = group * Group.DimX + Group.IdxX; {index} < {count}; {index} += groups * Group.DimX)");

    /// <summary>Opens a loop whose pieces are groups'.</summary>
    /// <inheritdoc cref="Open"/>
    public static void OpenGroups(SourceWriter writer, string index, string count) =>
        writer.Open(count == "1" ? "if (group == 0)" : $"for (int {index} = group; {index} < {count}; {index} += groups)");
}
