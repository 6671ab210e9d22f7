using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>The kernels of a model, and the class that launches them phase by phase.</summary>
internal sealed class GpuProgramEmitter
{
    private readonly SourceWriter _writer;
    private readonly GpuModel _model;
    private readonly GpuProductEmitter _products;
    private readonly GpuScatterEmitter _scatters;
    private readonly GpuCallEmitter _calls;
    private readonly GpuSumEmitter _sums;
    private readonly GpuScanEmitter _scans;
    private readonly GpuOptimizerEmitter _optimizer;
    private readonly List<(string Phase, IReadOnlyList<GpuWork> Work)> _phases = [];
    private readonly Dictionary<string, string> _entries = [];
    private readonly GpuTrainKernel? _train;

    private GpuProgramEmitter(SourceWriter writer, GpuModel model)
    {
        _writer = writer;
        _model = model;
        _products = new GpuProductEmitter(model);
        _scatters = new GpuScatterEmitter(model);
        _calls = new GpuCallEmitter(model, _products, _scatters);
        _sums = new GpuSumEmitter(model);
        _scans = new GpuScanEmitter(model);
        _optimizer = new GpuOptimizerEmitter(model, model.Model.Spec.Optimizer!);
        LoweredModel lowered = model.Model;
        Phase("Forward", lowered.Schedule.Where(kernel => kernel.Phase == Ir.Phase.Forward));
        if (lowered.Inference is not null)
            Phase("Infer", lowered.Inference.Schedule);
        Phase("Loss", lowered.Schedule.Where(kernel => kernel.Phase == Ir.Phase.Loss));
        Phase("Backward", lowered.Schedule.Where(kernel => kernel.Phase == Ir.Phase.Backward));
        _phases.Add(("Update", _optimizer.Lower()));
        foreach (GpuKernel kernel in Kernels)
            _entries[kernel.Name] = model.Cpu.Names.Pascal(kernel.Name + "Kernel");
        if (GpuTrainKernel.TooLarge(lowered.Spec, lowered.Traced) is null)
            _train = new GpuTrainKernel(model, [.. _phases.Where(phase => phase.Phase != "Infer").SelectMany(phase => phase.Work)]);
    }

    /// <summary>The name of the class of kernels, and of the one that launches them, each in a namespace of its own.</summary>
    private string Name => _model.Cpu.ProgramName;

    private string Type => _model.Type;

    /// <summary>All launches, those within loops too.</summary>
    private IEnumerable<GpuKernel> Kernels => _phases.SelectMany(phase => All(phase.Work));

    public static void Write(SourceWriter writer, GpuModel model)
    {
        var emitter = new GpuProgramEmitter(writer, model);
        emitter.WriteKernels();
        writer.Line();
        emitter.WriteProgram();
    }

    /// <summary>The globally qualified name of the class that launches a model's kernels.</summary>
    public static string ProgramType(GpuModel model) => "global::FastGrad.Generated.GpuPrograms." + model.Cpu.ProgramName;

    private static IEnumerable<GpuKernel> All(IEnumerable<GpuWork> work) => work.SelectMany(one => one is GpuLoop loop ? All(loop.Inner) : [(GpuKernel)one]);

    private void Phase(string name, IEnumerable<Kernel> kernels) => _phases.Add((name, [.. kernels.SelectMany(Lower)]));

    private IReadOnlyList<GpuWork> Lower(Kernel kernel) => kernel switch
    {
        RowKernel row => [new GpuRowEmitter(_model, row).Lower()],
        ProductKernel product => [_products.Lower(product)],
        WeightGradientKernel weight => [_products.Lower(weight)],
        BatchSumKernel sum => [_sums.Lower(sum)],
        DeliverKernel deliver => [_sums.Lower(deliver)],
        CallKernel call => _calls.Lower(call),
        CopyKernel copy => [_calls.Lower(copy)],
        ScanKernel scan => _scans.Lower(scan, Lower),
        _ => throw new ArgumentException($"no GPU kernel for {kernel.GetType().Name}"),
    };

    private void WriteKernels()
    {
        _writer.Open("namespace FastGrad.Generated.GpuKernels");
        WriteUsings();
        _writer.Line($"/// <summary>The kernels of {_model.Model.Spec.Type.FullName} for GPUs. Public, because ILGPU's CPU accelerator calls them from outside.</summary>");
        _writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        _writer.Open($"public static class {Name}");
        WriteConstants();
        foreach ((string phase, IReadOnlyList<GpuWork> work) in _phases)
        {
            foreach (GpuKernel kernel in All(work))
                WriteKernel(kernel, _model.IsMixed ? phase : "");
        }
        _train?.Write(_writer);
        foreach (Action<SourceWriter> write in _products.Structs.Concat(_scatters.Structs))
        {
            _writer.Line();
            write(_writer);
        }
        _writer.Close();
        _writer.Close();
    }

    private void WriteUsings()
    {
        string precision = Type == "double" ? "Double" : "Float";
        _writer.Lines(["using global::FastGrad.Generated.Gpu;", $"using global::FastGrad.Generated.Gpu{precision};", "using global::ILGPU;", ""]);
    }

    private void WriteConstants()
    {
        _writer.Line("// Where parameters and values begin.");
        var line = new List<string>();
        var parameters = _model.Model.Graph.Nodes.Where(node => node.Primitive is ParameterLeaf)
            .Select(node => (Name: _model.ConstantOf(node), Place: _model.Cpu.Contract.ParameterOffsets[((ParameterLeaf)node.Primitive).Index]));
        foreach ((string name, int place) in parameters.Concat(_model.Constants).Distinct())
        {
            string constant = $"{name} = {CpuModel.Text(place)}";
            if (line.Sum(word => word.Length + 2) + constant.Length > 90)
                Flush();
            line.Add(constant);
        }
        Flush();

        void Flush()
        {
            if (line.Count > 0)
                _writer.Line($"private const int {string.Join(", ", line)};");
            line.Clear();
        }
    }

    private void WriteKernel(GpuKernel kernel, string mixedPhase)
    {
        _writer.Line();
        foreach (string line in kernel.Comment)
            _writer.Line("// " + line);
        if (kernel.NeedsRoom || mixedPhase is "Backward" or "Update")
        {
            _writer.Open($"public static void {_entries[kernel.Name]}(Frame frame)");
            if (kernel.NeedsRoom)
                _writer.Line($"frame.Room = SharedMemory.Allocate<{Type}>(Frame.RoomLength);");
            if (mixedPhase == "Backward")
                _writer.Line("frame.Share *= frame.Scaling[1];");
            if (mixedPhase == "Update")
                _writer.Lines(["frame.Slot -= frame.Skips[1];", "if (frame.Skips[0] == 0)"]);
            _writer.Line($"{(mixedPhase == "Update" ? "    " : "")}{kernel.Name}(frame, Grid.IdxX, Grid.DimX);");
            _writer.Close();
        }
        else
        {
            _writer.Line($"public static void {_entries[kernel.Name]}(Frame frame) => {kernel.Name}(frame, Grid.IdxX, Grid.DimX);");
        }
        _writer.Line();
        _writer.Open($"internal static void {kernel.Name}(Frame frame, int group, int groups)");
        kernel.Body(_writer);
        _writer.Close();
    }

    private void WriteProgram()
    {
        _writer.Open("namespace FastGrad.Generated.GpuPrograms");
        WriteUsings();
        _writer.Line($"/// <summary>Launches the kernels of {_model.Model.Spec.Type.FullName}, phase by phase.</summary>");
        _writer.Open($"internal sealed class {Name} : Program");
        foreach (GpuKernel kernel in Kernels)
            _writer.Line($"private readonly Launcher {Field(kernel)};");
        _writer.Line();
        _writer.Open($"public {Name}(global::ILGPU.Runtime.Accelerator accelerator) : base(new Session(accelerator), [{string.Join(", ", Data())}])");
        foreach (GpuKernel kernel in Kernels)
            _writer.Line($"{Field(kernel)} = Load(global::FastGrad.Generated.GpuKernels.{Name}.{_entries[kernel.Name]});");
        _writer.Close();
        _writer.Line();
        Property("FixedLength", _model.FixedLength);
        Property("ExampleLength", _model.ExampleLength);
        if (_model.IsMixed)
            Property("HalfLength", _model.HalfLength);
        Property("SettingCount", _model.Settings.Count);
        _writer.Line($"public override int PartialCount => {_optimizer.PartialCount};");
        long operations = _model.Model.Graph.Nodes.Sum(Flops.Of);
        _writer.Line($"public override long ExampleOperations => {operations.ToString(System.Globalization.CultureInfo.InvariantCulture)};");
        WriteGroupTraining();
        WriteSettings();
        foreach ((string phase, IReadOnlyList<GpuWork> work) in _phases)
            WritePhase(phase, work);
        if (_model.Model.Inference is null)
        {
            _writer.Line();
            _writer.Line("protected override void Infer(Frame frame) => Forward(frame);");
        }
        _writer.Close();
        _writer.Close();
    }

    private IEnumerable<string> Data() => _model.Data.SelectMany(data => data.Constant.Values).Select(_model.Cpu.Precision.Literal);

    private void Property(string name, int value) => _writer.Line($"public override int {name} => {CpuModel.Text(value)};");

    private void WriteGroupTraining()
    {
        string reason = GpuTrainKernel.TooLarge(_model.Model.Spec, _model.Model.Traced) is string text ? Quoted.Text(text) : "null";
        _writer.Line($"public override string? TooLargeForGroup => {reason};");
        if (_train is not null)
            _writer.Line($"protected override global::System.Action<Frame, Many> TrainKernel => global::FastGrad.Generated.GpuKernels.{Name}.{_train.Name};");
    }

    private void WriteSettings()
    {
        _writer.Line();
        _writer.Open($"public override void ReadSettings(global::FastGrad.Criterion criterion, global::System.Span<{Type}> settings)");
        if (_model.Settings.Count > 0)
            _writer.Line($"var losses = ({_model.Cpu.Criterion})criterion;");
        for (int i = 0; i < _model.Settings.Count; i++)
            _writer.Line($"settings[{CpuModel.Text(i)}] = ({Type})losses.{_model.Settings[i]};");
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
