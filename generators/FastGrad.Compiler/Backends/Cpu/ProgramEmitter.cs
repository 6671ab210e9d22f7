using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>The program: three phases that call kernels in scheduled order, then the kernels.</summary>
internal sealed class ProgramEmitter
{
    private readonly SourceWriter _writer;
    private readonly CpuModel _model;
    private readonly ProductEmitter _products;
    private readonly List<RowKernel> _rows = [];
    private string? _loss;

    private ProgramEmitter(SourceWriter writer, CpuModel model)
    {
        _writer = writer;
        _model = model;
        _products = new ProductEmitter(model);
    }

    private string Type => _model.Precision.Type;

    public static void Write(SourceWriter writer, CpuModel model) => new ProgramEmitter(writer, model).Write();

    private void Write()
    {
        _writer.Line("/// <summary>The kernels. The library runs them; nobody else need.</summary>");
        _writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        _writer.Open($"public readonly struct Program : IModelProgram<{Type}, {_model.TargetType}, {_model.Criterion}>");
        WriteConstants();
        WriteLayout();
        Phase(Ir.Phase.Forward, $"public static void Forward<V>(in Frame<{Type}> frame, ref readonly {Type} inputs) where V : struct, IVector<V, {Type}>");
        Phase(Ir.Phase.Loss, $"public static {Type} Loss<V>(in Frame<{Type}> frame, ref readonly {_model.TargetType} targets, {_model.Criterion} criterion) where V : struct, IVector<V, {Type}>");
        Phase(
            Ir.Phase.Backward,
            $"public static void Backward<V, TSink>(in Frame<{Type}> frame, ref readonly {Type} inputs, ref TSink sink)",
            $"where V : struct, IVector<V, {Type}> where TSink : struct, IGradientSink<{Type}>, allows ref struct");
        foreach (RowKernel row in _rows)
            WriteRows(row);
        foreach (Action<SourceWriter> write in _products.Structs)
        {
            _writer.Line();
            write(_writer);
        }
        _writer.Close();
    }

    private void WriteConstants()
    {
        _writer.Line("// Where parameters and values begin.");
        for (int i = 0; i < _model.ParameterOffsets.Count; i++)
            _writer.Line($"internal const int {_products.ParameterConstant(i)} = {_model.ParameterOffsets[i]};");
        foreach (Passes.Buffer buffer in _model.Model.Memory.Buffers)
            _writer.Line($"private const int {_model.ConstantOf(buffer.Owner)} = {buffer.Offset};");
        _writer.Line();
    }

    private void WriteLayout()
    {
        LoweredModel lowered = _model.Model;
        MemoryPlan memory = lowered.Memory;
        Passes.Buffer output = memory.Of(Storage.Of(lowered.Graph.Roots[Roots.Output]));
        Node outputGradient = Storage.Of(lowered.Graph.Roots[Roots.OutputGradient]);
        _writer.Line("/// <inheritdoc/>");
        _writer.Line("public static ProgramLayout Layout { get; } = new()");
        _writer.Line("{");
        _writer.Indent();
        _writer.Lines(
        [
            $"InputLength = {lowered.Traced.Input.Length}, OutputLength = {lowered.Traced.Output.Length},",
            $"TargetLength = {(lowered.Traced.LabelCount > 0 ? 1 : lowered.Traced.Output.Length)}, LabelCount = {lowered.Traced.LabelCount},",
            $"FixedLength = {memory.FixedLength}, ExampleLength = {memory.ExampleLength}, ForwardExampleLength = {memory.ForwardExampleLength},",
            $"OutputPlace = {_model.ConstantOf(output.Owner)}, OutputStride = {output.Stride}, OutputGradientPlace = {_model.ConstantOf(outputGradient)},",
        ]);
        if (lowered.Graph.Roots.TryGetValue(Roots.InputGradient, out Node? inputGradient))
        {
            Passes.Buffer place = memory.Of(Storage.Of(inputGradient));
            _writer.Line($"InputGradientPlace = {_model.ConstantOf(place.Owner)}, InputGradientStride = {place.Stride},");
        }
        _writer.Close("};");
    }

    private void Phase(Phase phase, params string[] header)
    {
        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        _writer.Line(header[0]);
        foreach (string constraint in header.Skip(1))
        {
            _writer.Indent();
            _writer.Line(constraint);
            _writer.Outdent();
        }
        _writer.Open("");
        foreach (Kernel kernel in _model.Model.Schedule.Where(kernel => kernel.Phase == phase))
            Call(kernel);
        // Last: what makes the output gradient need not stand before the loss.
        if (phase == Ir.Phase.Loss)
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
            case RowKernel row when new RowEmitter(_model, row) is { IsLoss: true } loss:
                loss.Body(_writer);
                _loss = loss.Loss;
                break;
            case RowKernel row:
                _rows.Add(row);
                _writer.Line($"{_model.NameOf(row)}<V>({string.Join(", ", Arguments(row).Select(argument => argument.Value))});");
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
        if (kernel.Delivers < 0 && kernel.Sum.Shape.IsScalar)
        {
            _writer.Line($"{_model.Place(kernel.Sum)} = Reductions.Sum<V, {Type}>(in {_model.Place(source)}, frame.Batch);");
            return;
        }
        (string sink, string sinkType, string offset) = _products.Sink(_writer, kernel, kernel.Sum);
        _writer.Line($"// {_products.Target(kernel, kernel.Sum)} = {_model.ConstantOf(source)} summed over the batch");
        _writer.Line(
            $"Reductions.ColumnSums<V, {Type}, {sinkType}>(frame.Batch, in {_model.Place(source)}, {_model.Stride(source)}, "
            + $"{source.Shape.Length}, ref frame.Fixed({_model.ConstantOf(kernel)}), {offset}, ref {sink});");
    }

    private IEnumerable<(string Declaration, string Value)> Arguments(RowKernel row)
    {
        yield return ($"in Frame<{Type}> frame", "in frame");
        if (RowEmitter.ReadsInputs(row))
            yield return ($"ref readonly {Type} inputs", "in inputs");
        if (RowEmitter.ReadsTargets(row))
            yield return ($"ref readonly {_model.TargetType} targets", "in targets");
        if (RowEmitter.ReadsCriterion(row))
            yield return ($"{_model.Criterion} criterion", "criterion");
    }

    private void WriteRows(RowKernel row)
    {
        var emitter = new RowEmitter(_model, row);
        _writer.Line();
        foreach (string line in emitter.Describe())
            _writer.Line("// " + line);
        _writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        _writer.Open($"private static void {_model.NameOf(row)}<V>({string.Join(", ", Arguments(row).Select(argument => argument.Declaration))}) where V : struct, IVector<V, {Type}>");
        emitter.Body(_writer);
        _writer.Close();
    }
}
