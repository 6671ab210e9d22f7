using System.Reflection;
using FastGrad.Compiler;
using FastGrad.Compiler.Backends;
using FastGrad.Compiler.Backends.IlGpu;
using FastGrad.Compiler.Specs;

namespace FastGrad.Gpu.Tests.Optimizers.Harness;

/// <summary>All models of the tests, on the CPU as the generator makes them, and beside it their update kernels from the emitter.</summary>
internal static class UpdateModels
{
    private static readonly Lazy<(Assembly Cpu, Assembly Gpu)> _compiled = new(Compile);

    public static CpuUpdate Cpu(string name, TrainerOptions? options = null) =>
        CpuUpdate.Of(Activator.CreateInstance(_compiled.Value.Cpu.GetType(name, throwOnError: true)!, 7UL)!, options);

    public static IUpdateRig Gpu(string name) => (IUpdateRig)Activator.CreateInstance(_compiled.Value.Gpu.GetType("Rigs." + name, throwOnError: true)!)!;

    public static string Name(int index, bool isDouble) => $"Net{index}{(isDouble ? "Double" : "Single")}";

    public static string Large(bool isDouble) => isDouble ? "LargeDouble" : "LargeSingle";

    private static (Assembly, Assembly) Compile()
    {
        List<string> models = ["global using FastGrad; global using System;", .. Cases.Formulas];
        foreach (string precision in new[] { "Single", "Double" })
        {
            models.Add(Cases.Large("Large" + precision, precision, "Lamb(LearningRate = 0.05)"));
            models.AddRange(Cases.Optimizers.Select((optimizer, index) => Cases.Source($"Net{index}{precision}", precision, optimizer)));
        }
        (Assembly cpu, IReadOnlyList<ModelSpec> specs) = InMemory.Models(models);
        IEnumerable<string> kernels = specs.Select(Kernels);
        Assembly gpu = InMemory.Plain([.. GpuLibrary.Files(single: true, twice: true).Select(file => file.Text), RigSource.Single, RigSource.Double, .. kernels]);
        return (cpu, gpu);
    }

    private static string Kernels(ModelSpec spec)
    {
        var model = new GpuModel(Pipeline.Run(spec));
        var emitter = new GpuOptimizerEmitter(model, spec.Optimizer!);
        GpuKernel[] kernels = [.. emitter.Lower().Cast<GpuKernel>()];
        var writer = new SourceWriter();
        string precision = model.Type == "double" ? "Double" : "Float";
        writer.Lines(["using System;", "using ILGPU;", $"using FastGrad.Generated.Gpu{precision};"]);
        writer.Open("namespace Rigs");
        writer.Open($"public sealed class {spec.Type.Name} : Rig");
        writer.Line($"protected override Action<Frame>[] Kernels => [{string.Join(", ", kernels.Select(kernel => kernel.Name + "Kernel"))}];");
        writer.Line($"protected override int Room => {emitter.PartialCount};");
        foreach (GpuKernel kernel in kernels)
        {
            writer.Open($"public static void {kernel.Name}Kernel(Frame frame)");
            if (kernel.NeedsRoom)
                writer.Line($"frame.Room = SharedMemory.Allocate<{model.Type}>(Frame.RoomLength);");
            writer.Line($"{kernel.Name}(frame, Grid.IdxX, Grid.DimX);");
            writer.Close();
            writer.Lines(kernel.Comment.Select(line => "// " + line));
            writer.Open($"private static void {kernel.Name}(Frame frame, int group, int groups)");
            kernel.Body(writer);
            writer.Close();
        }
        writer.Close();
        writer.Close();
        if (Environment.GetEnvironmentVariable("FASTGRAD_SHOW") is string folder)
            File.WriteAllText(Path.Combine(folder, spec.Type.Name + ".cs"), writer.ToString());
        return writer.ToString();
    }
}
