using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>The program: three phases that call kernels in scheduled order, then the kernels.</summary>
internal sealed class ProgramEmitter
{
    private readonly SourceWriter _writer;
    private readonly CpuModel _model;
    private readonly ProductEmitter _products;
    private readonly CallEmitter _calls;
    private readonly ProfileEmitter? _profile;
    private readonly List<RowKernel> _rows = [];
    private readonly HashSet<RowKernel> _steps = [];
    private string? _loss;

    private ProgramEmitter(SourceWriter writer, CpuModel model)
    {
        _writer = writer;
        _model = model;
        _products = new ProductEmitter(model);
        _calls = new CallEmitter(model, _products);
        _profile = model.Model.Spec.Profile ? new ProfileEmitter(model) : null;
    }

    private string Type => _model.Precision.Type;

    public static void Write(SourceWriter writer, CpuModel model) => new ProgramEmitter(writer, model).Write();

    private void Write()
    {
        _writer.Open("namespace FastGrad.Generated");
        _writer.Lines(
        [
            "using global::FastGrad.Kernels;",
            "using global::FastGrad.Training;",
            "using global::System.Runtime.CompilerServices;",
            "",
            $"/// <summary>The kernels of {_model.Model.Spec.Type.FullName}. The library runs them; nobody else need.</summary>",
        ]);
        _writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        _writer.Open($"public readonly struct {_model.ProgramName} : IModelProgram<{Type}, {_model.TargetType}, {_model.Criterion}>");
        WriteConstants();
        WriteLayout();
        DescriptionEmitter.Write(_writer, _model);
        WriteParameters();
        WriteCriterion();
        Phase(Ir.Phase.Forward, $"public static void Forward<V>(in Frame<{Type}> frame, ref readonly {Type} inputs) where V : struct, IVector<V, {Type}>");
        Infer();
        Phase(Ir.Phase.Loss, $"public static {Type} Loss<V>(in Frame<{Type}> frame, ref readonly {_model.TargetType} targets, {_model.Criterion} criterion) where V : struct, IVector<V, {Type}>");
        Phase(
            Ir.Phase.Backward,
            $"public static void Backward<V, TSink>(in Frame<{Type}> frame, ref readonly {Type} inputs, ref TSink sink)",
            $"where V : struct, IVector<V, {Type}> where TSink : struct, IGradientSink<{Type}>, allows ref struct");
        _profile?.Write(_writer);
        foreach (RowKernel row in _rows)
            WriteRows(row);
        foreach (Action<SourceWriter> write in _products.Structs)
        {
            _writer.Line();
            write(_writer);
        }
        _writer.Close();
        _writer.Close();
    }

    private void WriteConstants()
    {
        _writer.Line("// Where parameters and values begin.");
        WriteConstants(_model.Contract.ParameterOffsets.Select((offset, index) => $"{_products.ParameterConstant(index)} = {offset}"));
        WriteConstants(_model.Constants.Select(constant => $"{constant.Name} = {constant.Place}"));
        foreach ((string name, Constant constant) in _model.Data)
            WriteData(name, constant);
        _writer.Line();
    }

    private void WriteConstants(IEnumerable<string> constants)
    {
        // As many to a declaration as make a line.
        var line = new List<string>();
        foreach (string constant in constants)
        {
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

    private void WriteData(string name, Constant constant)
    {
        string[] values = [.. constant.Values.Select(_model.Precision.Literal)];
        if (values.Length <= 12)
        {
            _writer.Line($"private static global::System.ReadOnlySpan<{Type}> {name} => [{string.Join(", ", values)}];");
            return;
        }
        _writer.Line($"private static global::System.ReadOnlySpan<{Type}> {name} =>");
        _writer.Line("[");
        _writer.Indent();
        for (int i = 0; i < values.Length; i += 12)
            _writer.Line(string.Join(", ", values.Skip(i).Take(12)) + ",");
        _writer.Outdent();
        _writer.Line("];");
    }

    private void WriteLayout()
    {
        LoweredModel lowered = _model.Model;
        TracedModel traced = lowered.Traced;
        ContractLayout contract = _model.Contract;
        MemoryPlan memory = lowered.Memory;
        _writer.Line("public static ProgramLayout Layout { get; } = new()");
        _writer.Line("{");
        _writer.Indent();
        WriteList("Inputs", traced.Inputs.Select((input, i) => $"new(\"{contract.InputNames[i]}\", {input.Shape.Length}{InputDetails(i)})"));
        WriteList("Outputs", traced.Outputs.Select((_, i) => Output(i)));
        WriteList("Targets", traced.Losses.Select((loss, i) =>
            $"new(\"{contract.TargetNames[i]}\", {loss.Shape.Length}{Some("LabelCount", loss.LabelCount)}{Some("Place", contract.TargetPlaces[i])}"
            + (loss.IgnoreLabel is int ignored ? $", IgnoreLabel: {CpuModel.Text(ignored)})" : ")")));
        if (contract.WeightPlace >= 0)
            _writer.Line($"WeightPlace = {contract.WeightPlace},");
        if (_model.Model.Spec.Losses.All(loss => loss.Reduction == LossReduction.Sum))
            _writer.Line("IsLossSum = true,");
        else if (_model.Model.Spec.Losses.Any(loss => loss.Reduction == LossReduction.Sum))
            _writer.Line("IsLossMixed = true,");
        if (_model.ExampleLosses is Node exampleLosses)
        {
            // What was a row of one element, seen as a number, still lies in a row.
            int stride = _model.Stride(exampleLosses);
            _writer.Line($"ExampleLossPlace = {_model.ConstantOf(exampleLosses)}{(stride == 1 ? "" : $", ExampleLossStride = {CpuModel.Text(stride)}")},");
        }
        _writer.Line(
            $"FixedLength = {memory.FixedLength}, ScratchLength = {Math.Max(memory.ScratchLength, lowered.Inference?.Memory.ScratchLength ?? 0)}, "
            + $"ExampleLength = {memory.ExampleLength}, "
            + $"InferFixedLength = {lowered.Inference?.Memory.FixedLength ?? memory.ForwardFixedLength}, "
            + $"InferExampleLength = {lowered.Inference?.Memory.ExampleLength ?? memory.ForwardExampleLength},");
        if (contract.StateLength > 0)
        {
            WriteList("States", traced.States.Select((state, i) =>
                $"new(\"{state.Name}\", {CSharp(state.Shape)}, {state.Initializer}, {contract.StatePlaces[i]}, {ContractLayout.StateStride(state)})"));
            _writer.Line($"StateLength = {contract.StateLength},");
        }
        _writer.Close("};");
    }

    private void WriteList(string property, IEnumerable<string> rows)
    {
        string[] all = [.. rows];
        if (all.Length == 1)
        {
            _writer.Line($"{property} = [{all[0]}],");
            return;
        }
        _writer.Line($"{property} =");
        _writer.Line("[");
        _writer.Indent();
        foreach (string row in all)
            _writer.Line(row + ",");
        _writer.Outdent();
        _writer.Line("],");
    }

    private string InputDetails(int index)
    {
        string details = Some("IndexLimit", _model.Model.Traced.Inputs[index].Count) + Some("Place", _model.Contract.InputPlaces[index]);
        if (_model.InputGradients[index] is not Node gradient)
            return details;
        Passes.Buffer place = _model.Model.Memory.Of(Storage.Of(gradient));
        return $"{details}, GradientPlace: {_model.ConstantOf(place.Owner)}, GradientStride: {place.Stride}";
    }

    private string Output(int index)
    {
        Passes.Buffer output = _model.Model.Memory.Of(Storage.Of(_model.Model.Graph.Roots[Roots.OutputAt(index)]));
        Node gradient = Storage.Of(_model.Model.Graph.Roots[Roots.OutputGradientAt(index)]);
        int length = _model.Model.Traced.Outputs[index].Shape.Length;
        return $"new(\"{_model.Contract.OutputNames[index]}\", {length}, {_model.ConstantOf(output.Owner)}, {output.Stride}, {_model.ConstantOf(gradient)})";
    }

    private static string Some(string name, int value) => value == 0 ? "" : $", {name}: {value}";

    private void WriteParameters()
    {
        WriteSet("CreateParameters", "The parameters, in the order of their declaration.", _model.Model.Traced.Parameters, _products.ParameterConstant);
        if (_model.Model.Traced.Buffers.Count > 0)
            WriteSet("CreateBuffers", "The buffers, in the order of their declaration.", _model.Model.Traced.Buffers, i => CpuModel.Text(_model.Contract.BufferOffsets[i]));
    }

    private void WriteSet(string method, string summary, IReadOnlyList<ParameterInfo> all, Func<int, string> offset)
    {
        _writer.Line();
        _writer.Line($"/// <summary>{summary}</summary>");
        _writer.Line($"internal static ParameterSet<{Type}> {method}() => new([");
        _writer.Indent();
        for (int i = 0; i < all.Count; i++)
            _writer.Line($"new(\"{all[i].Name}\", {CSharp(all[i].Shape)}, {all[i].Initializer}, {offset(i)}){Details(all[i])},");
        _writer.Outdent();
        _writer.Line("]);");
    }

    /// <summary>What is not as usual about a parameter.</summary>
    private static string Details(ParameterInfo info)
    {
        List<string> details = [];
        Add("LearningRateFactor", info.LearningRateFactor);
        Add("DecayFactor", info.DecayFactor);
        Add("Gain", info.Gain);
        if (info.IsFrozen)
            details.Add("IsFrozen = true");
        return details.Count == 0 ? "" : $" {{ {string.Join(", ", details)} }}";

        void Add(string name, double value)
        {
            if (value != 1)
                details.Add($"{name} = {Companion.Literal(FormulaText.Number(value))}");
        }
    }

    /// <summary>The settings of several losses, by the outputs they read.</summary>
    private void WriteCriterion()
    {
        TracedModel traced = _model.Model.Traced;
        if (traced.Losses.Count == 1)
            return;
        _writer.Line();
        _writer.Line("/// <summary>The settings of the losses.</summary>");
        _writer.Open("public sealed class Losses : global::FastGrad.Criterion");
        for (int i = 0; i < traced.Losses.Count; i++)
        {
            TracedLoss loss = traced.Losses[i];
            _writer.Line($"/// <summary>Of {loss.Stage.Formula.Name} of {traced.Outputs[loss.Output].Name}.</summary>");
            _writer.Line($"public {Companion.TypeName(loss.Stage.Formula)} {_model.Contract.LossNames[i]} {{ get; }} = {Companion.Instance(loss.Stage.Formula, loss.Stage.Arguments)};");
        }
        _writer.Close();
    }

    private static string CSharp(Shape shape) => $"new({string.Join(", ", shape.Dimensions)})";

    private void Phase(Ir.Phase phase, params string[] header) =>
        Method(_model.Model.Schedule.Where(kernel => kernel.Phase == phase), phase.ToString(), header);

    private void Infer()
    {
        string header = $"public static void Infer<V>(in Frame<{Type}> frame, ref readonly {Type} inputs) where V : struct, IVector<V, {Type}>";
        if (_model.Model.Inference is LoweredGraph inference)
        {
            Method(inference.Schedule, "Infer", header);
            return;
        }
        _writer.Line();
        _writer.Line(header + " => Forward<V>(in frame, in inputs);");
    }

    private void Method(IEnumerable<Kernel> kernels, string name, params string[] header)
    {
        _writer.Line();
        _writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        _writer.Line(header[0]);
        foreach (string constraint in header.Skip(1))
        {
            _writer.Indent();
            _writer.Line(constraint);
            _writer.Outdent();
        }
        _writer.Open("");
        _profile?.Begin(_writer);
        foreach (Kernel kernel in kernels)
        {
            int before = _writer.End;
            Call(kernel);
            _profile?.After(_writer, name, kernel, _writer.Since(before));
        }
        // Last: what makes the output gradient need not stand before the loss.
        if (name == nameof(Ir.Phase.Loss))
            _writer.Line($"return {_loss};");
        _writer.Close();
    }

    private void Call(Kernel kernel)
    {
        switch (kernel)
        {
            case ProductKernel product:
                _products.Call(_writer, product);
                break;
            case WeightGradientKernel weight:
                _products.Call(_writer, weight);
                break;
            case BatchSumKernel sum:
                Call(sum);
                break;
            case CallKernel call:
                _calls.Call(_writer, call);
                break;
            case CopyKernel copy:
                _calls.Call(_writer, copy);
                break;
            case ScanKernel scan:
                _steps.UnionWith(scan.Body.Schedule.OfType<RowKernel>());
                new ScanEmitter(_model).Call(_writer, scan, Call);
                break;
            case RowKernel row when new RowEmitter(_model, row) is { IsLoss: true } loss:
                loss.Body(_writer);
                _loss = loss.Loss;
                break;
            case RowKernel row when IsShared(row):
                _rows.Add(row);
                string name = _model.NameOf(row), local = char.ToLowerInvariant(name[0]) + name.Substring(1);
                _writer.Line($"var {local} = new {name} {{ {string.Join(", ", Fields(row).Select(field => field.Initializer))} }};");
                _writer.Line($"RowKernels.Run<V, {Type}, {name}>(in frame, {new RowEmitter(_model, row).Cost}, ref {local});");
                break;
            case RowKernel row:
                _rows.Add(row);
                // In a vector only the first lane of a row of one number would count.
                string vector = row.Length == 1 ? $"Scalar<{Type}>" : "V";
                _writer.Line($"{_model.NameOf(row)}<{vector}>({string.Join(", ", Arguments(row).Select(argument => argument.Value))});");
                break;
            case DeliverKernel deliver:
                Node gradient = Storage.Of(deliver.Gradient);
                _writer.Line($"// gradient of {_model.Model.Traced.Parameters[deliver.Delivers].Name}");
                _writer.Line($"sink.Take(in {_model.Place(gradient)}, {_products.ParameterConstant(deliver.Delivers)}, {gradient.Shape.Length});");
                break;
            default:
                throw new ArgumentException($"no C# for {kernel.GetType().Name}");
        }
    }

    private void Call(BatchSumKernel kernel)
    {
        Node source = Storage.Of(kernel.Source);
        if (kernel.Delivers < 0 && kernel.Sum.Shape.IsScalar && _model.Stride(source) == 1)
        {
            _writer.Line($"{_model.Place(kernel.Sum)} = Reductions.Sum<V, {Type}>(in {_model.Place(source)}, frame.Batch);");
            return;
        }
        (string sink, string sinkType, string offset) = _products.Sink(_writer, kernel, kernel.Sum);
        _writer.Line($"// {_products.Target(kernel, kernel.Sum)} = {_model.ConstantOf(source)} summed over the batch");
        _writer.Line(
            $"Reductions.ColumnSums<V, {Type}, {sinkType}>(frame.Team, frame.Batch, in {_model.Place(source)}, {_model.Stride(source)}, "
            + $"{source.Shape.Length}, ref {_model.Scratch(kernel)}, {offset}, ref {sink});");
    }

    private IEnumerable<(string Declaration, string Value)> Arguments(RowKernel row)
    {
        var emitter = new RowEmitter(_model, row);
        yield return ($"in Frame<{Type}> frame", "in frame");
        if (emitter.ReadsInputs)
            yield return ($"ref readonly {Type} inputs", "in inputs");
        if (emitter.ReadsTargets)
            yield return ($"ref readonly {_model.TargetType} targets", "in targets");
        if (_steps.Contains(row))
            yield return ("int step", "step");
        if (emitter.ReadsCriterion)
            yield return ($"{_model.Criterion} criterion", "criterion");
    }

    /// <summary>
    /// Whether several threads may have a part in it: not within a loop over steps, and not where even a large batch would be little work,
    /// for the text's sake.
    /// </summary>
    private bool IsShared(RowKernel row) => row.Batched && !_steps.Contains(row) && new RowEmitter(_model, row).Cost >= 4096;

    private IEnumerable<(string Declaration, string Initializer)> Fields(RowKernel row)
    {
        var emitter = new RowEmitter(_model, row);
        if (emitter.ReadsInputs)
            yield return ($"public ref readonly {Type} inputs;", "inputs = ref inputs");
        if (emitter.ReadsTargets)
            yield return ($"public ref readonly {_model.TargetType} targets;", "targets = ref targets");
        if (emitter.ReadsCriterion)
            yield return ($"public {_model.Criterion} criterion;", "criterion = criterion");
    }

    // Where kernels are drawn into one method, the JIT's budget runs out, and the arithmetic of the last ones becomes calls.
    private const string KernelMethod = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    private void WriteRows(RowKernel row)
    {
        bool isShared = IsShared(row);
        var emitter = new RowEmitter(_model, row, isShared);
        _writer.Line();
        foreach (string line in emitter.Describe())
            _writer.Line("// " + line);
        if (isShared)
        {
            _writer.Open($"private ref struct {_model.NameOf(row)} : IRowKernel<{Type}>");
            _writer.Lines(Fields(row).Select(field => field.Declaration));
            _writer.Line(KernelMethod);
            _writer.Open(
                $"public readonly void Run<V>(in Frame<{Type}> frame, nint from, nint to, ref {Type} scratch) where V : struct, IVector<V, {Type}>");
            emitter.Body(_writer);
            _writer.Close();
            _writer.Close();
            return;
        }
        _writer.Line(KernelMethod);
        _writer.Open($"private static void {_model.NameOf(row)}<V>({string.Join(", ", Arguments(row).Select(argument => argument.Declaration))}) where V : struct, IVector<V, {Type}>");
        emitter.Body(_writer);
        _writer.Close();
    }
}
