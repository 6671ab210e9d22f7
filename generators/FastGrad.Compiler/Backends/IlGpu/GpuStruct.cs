using FastGrad.Compiler.Backends.Cpu;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>What a kernel hands a device source as a type: where its numbers are and what becomes of its sums, in static members.</summary>
/// <param name="name">The struct's, which no other has.</param>
/// <param name="summary">What the kernel computes.</param>
internal abstract class GpuStruct(string name, string summary)
{
    public string Name { get; } = name;

    /// <summary>The device source's interface.</summary>
    protected abstract string Contract { get; }

    public void Write(SourceWriter writer, string type) => Write(writer, type, summary);

    public void Write(SourceWriter writer, string type, string summary)
    {
        writer.Line($"/// <summary>{summary.Replace("&", "&amp;").Replace("<", "&lt;")}</summary>");
        writer.Open($"internal readonly struct {Name} : {Contract}");
        WriteMembers(writer, type);
        writer.Close();
    }

    protected abstract void WriteMembers(SourceWriter writer, string type);

    protected static string Truth(bool value) => value ? "true" : "false";
}
