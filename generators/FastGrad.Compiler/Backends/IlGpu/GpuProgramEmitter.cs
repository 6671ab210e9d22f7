using FastGrad.Compiler.Backends.Cpu;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>What is emitted beside the trainer: the class of kernels, and the one that launches them phase by phase.</summary>
internal sealed class GpuProgramEmitter
{
    private readonly SourceWriter _writer;
    private readonly GpuModel _model;
    private readonly GpuPhases _phases;

    private GpuProgramEmitter(SourceWriter writer, GpuModel model)
    {
        _writer = writer;
        _model = model;
        _phases = new GpuPhases(model);
    }

    /// <summary>The name of the class of kernels, and of the one that launches them, each in a namespace of its own.</summary>
    private string Name => _model.Cpu.ProgramName;

    private IEnumerable<GpuKernel> Kernels => _phases.All.SelectMany(phase => phase.Kernels);

    public static void Write(SourceWriter writer, GpuModel model)
    {
        var emitter = new GpuProgramEmitter(writer, model);
        writer.Open("namespace FastGrad.Generated.GpuKernels");
        emitter.WriteUsings();
        writer.Line();
        new GpuKernelsEmitter(model, emitter._phases).Write(writer);
        writer.Close();
        writer.Line();
        writer.Open("namespace FastGrad.Generated.GpuPrograms");
        emitter.WriteUsings();
        writer.Line($"using Kernels = global::FastGrad.Generated.GpuKernels.{emitter.Name};");
        writer.Line();
        emitter.WriteProgram();
        writer.Close();
    }

    /// <summary>The globally qualified name of the class that launches a model's kernels.</summary>
    public static string ProgramType(GpuModel model) => "global::FastGrad.Generated.GpuPrograms." + model.Cpu.ProgramName;

    private void WriteUsings()
    {
        string precision = _model.Type == "double" ? "Double" : "Float";
        _writer.Lines(["using global::FastGrad.Generated.Gpu;", $"using global::FastGrad.Generated.Gpu{precision};", "using global::ILGPU;"]);
    }

    private void WriteProgram()
    {
        _writer.Line($"/// <summary>Launches the kernels of {_model.Model.Spec.Type.FullName}, phase by phase.</summary>");
        _writer.Open($"internal sealed class {Name} : Program");
        foreach (GpuKernel kernel in Kernels)
            _writer.Line($"private readonly Launcher {Field(kernel)};");
        _writer.Line();
        _writer.Open($"public {Name}(global::ILGPU.Runtime.Accelerator accelerator) : base(new Session(accelerator), [{string.Join(", ", Data())}])");
        foreach (GpuKernel kernel in Kernels)
            _writer.Line($"{Field(kernel)} = Load(Kernels.{_phases.Entry(kernel)});");
        _writer.Close();
        _writer.Line();
        Property("FixedLength", _model.FixedLength);
        Property("ExampleLength", _model.ExampleLength);
        if (_model.IsMixed)
            Property("HalfLength", _model.HalfLength);
        Property("SettingCount", _model.Settings.Count);
        _writer.Line($"public override int PartialCount => {_phases.PartialCount};");
        long operations = _model.Model.Graph.Nodes.Sum(Flops.Of) + _model.Model.Graph.Nodes.Sum(GpuScatterEmitter.Searches);
        _writer.Line($"public override long ExampleOperations => {operations.ToString(System.Globalization.CultureInfo.InvariantCulture)};");
        WriteGroupTraining();
        WriteSettings();
        foreach ((string phase, IReadOnlyList<GpuWork> work) in _phases.Work)
            WritePhase(phase, work);
        if (_phases.Work.All(phase => phase.Phase != "Infer"))
        {
            _writer.Line();
            _writer.Line("protected override void Infer(Frame frame) => Forward(frame);");
        }
        _writer.Close();
    }

    private IEnumerable<string> Data() => _model.Data.SelectMany(data => data.Constant.Values).Select(_model.Cpu.Precision.Literal);

    private void Property(string name, int value) => _writer.Line($"public override int {name} => {CpuModel.Text(value)};");

    private void WriteGroupTraining()
    {
        if (GpuTrainKernel.TooLarge(_model.Model.Spec, _model.Model.Traced) is string reason)
            _writer.Line($"public override string? TooLargeForGroup => {Quoted.Text(reason)};");
        if (_phases.Train is not GpuTrainKernel train)
            return;
        _writer.Line($"protected override global::System.Action<Frame, Many> TrainKernel => Kernels.{train.Name};");
        _writer.Line($"protected override int TrainBytes => {train.SharedBytes};");
    }

    private void WriteSettings()
    {
        _writer.Line();
        _writer.Open($"public override void ReadSettings(global::FastGrad.Criterion criterion, global::System.Span<{_model.Type}> settings)");
        if (_model.Settings.Count > 0)
            _writer.Line($"var losses = ({_model.Cpu.Criterion})criterion;");
        for (int i = 0; i < _model.Settings.Count; i++)
            _writer.Line($"settings[{CpuModel.Text(i)}] = ({_model.Type})losses.{_model.Settings[i]};");
        _writer.Close();
    }

    private void WritePhase(string phase, IReadOnlyList<GpuWork> work)
    {
        _writer.Line();
        _writer.Open($"protected override void {phase}(Frame frame)");
        foreach (GpuWork one in work)
            WriteLaunch(one);
        _writer.Close();
    }

    private void WriteLaunch(GpuWork work)
    {
        if (work is GpuKernel kernel)
        {
            _writer.Line($"Launch({Field(kernel)}, {kernel.Groups}, frame);");
            return;
        }
        var loop = (GpuLoop)work;
        string steps = CpuModel.Text(loop.Steps), last = CpuModel.Text(loop.Steps - 1);
        _writer.Open(loop.Reverse
            ? $"for (frame.Step = {last}; frame.Step >= 0; frame.Step--)"
            : $"for (frame.Step = 0; frame.Step < {steps}; frame.Step++)");
        foreach (GpuWork inner in loop.Inner)
            WriteLaunch(inner);
        _writer.Close();
    }

    private static string Field(GpuKernel kernel) => "_" + char.ToLowerInvariant(kernel.Name[0]) + kernel.Name.Substring(1);
}
