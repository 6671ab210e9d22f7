using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>
/// The public contract of a packed model: a span for each input, target and output, in the order of declaration. All are checked before the
/// first is taken. <c>this</c> stands before the library's methods, because a span may be called like one of them.
/// </summary>
internal sealed class PackedContract
{
    private readonly SourceWriter _writer;
    private readonly CpuModel _model;
    private readonly List<(string Span, string Call)> _inputs = [];
    private readonly List<(string Span, string Call)> _targets = [];
    private readonly List<(string Span, string Call)> _outputs = [];
    private readonly List<(string Span, string Call)> _gradients = [];

    private PackedContract(SourceWriter writer, CpuModel model)
    {
        _writer = writer;
        _model = model;
        string real = model.Precision.Type;
        TracedModel traced = model.Model.Traced;
        for (int i = 0; i < traced.Inputs.Count; i++)
            _inputs.Add(Argument("ReadOnlySpan", traced.Inputs[i].Count > 0 ? "int" : real, model.Contract.InputNames[i], $"Input({CpuModel.Text(i)}, "));
        for (int i = 0; i < traced.Losses.Count; i++)
            _targets.Add(Argument("ReadOnlySpan", traced.Losses[i].LabelCount > 0 ? "int" : real, model.Contract.TargetNames[i], $"Target({CpuModel.Text(i)}, "));
        if (traced.ExampleWeights)
            _targets.Add(Argument("ReadOnlySpan", real, "weights", "Weights("));
        for (int i = 0; i < traced.Outputs.Count; i++)
        {
            _outputs.Add(Argument("Span", real, model.Contract.OutputNames[i], $"Output({CpuModel.Text(i)}, "));
            _gradients.Add(Argument("ReadOnlySpan", real, model.Contract.OutputNames[i] + "Gradient", $"OutputGradient({CpuModel.Text(i)}, "));
        }
    }

    private string Real => _model.Precision.Type;

    private TracedModel Traced => _model.Model.Traced;

    /// <summary>The model's own prediction and the class behind it.</summary>
    public static void WritePrediction(SourceWriter writer, CpuModel model) => new PackedContract(writer, model).WritePrediction();

    /// <summary>The trainer's phases and what they leave.</summary>
    public static void WritePhases(SourceWriter writer, CpuModel model) => new PackedContract(writer, model).WritePhases();

    /// <summary>What a trainer on a device offers beside the phases.</summary>
    public static void WriteDevice(SourceWriter writer, CpuModel model) => new PackedContract(writer, model).WriteDevice();

    private static (string Span, string Call) Argument(string span, string element, string name, string call) =>
        ($"global::System.{span}<{element}> {NameScope.Escape(name)}", call + NameScope.Escape(name) + ")");

    private void WritePrediction()
    {
        string spans = Spans([.. _inputs, .. _outputs]), names = string.Join(", ", Names([.. _inputs, .. _outputs]));
        _writer.Lines(
        [
            "/// <summary>Predicts any number of examples, of each input one after another, through a workspace of the model's own. Not thread-safe; see <see cref=\"CreatePredictor\"/>.</summary>",
            $"public void Predict({spans}) => _predictor.Predict({names});",
            "/// <summary>A workspace over the shared parameters: one per thread.</summary>",
            "public Predictor CreatePredictor(int batchCapacity) => new(this, batchCapacity);",
            "",
            $"/// <summary>Runs a <see cref=\"{_model.Model.Spec.Type.Name}\"/> forward.</summary>",
        ]);
        _writer.Open($"public sealed class Predictor : global::FastGrad.Training.GraphPredictor<{Real}, {_model.Criterion}, {_model.ProgramType}>");
        _writer.Line($"internal Predictor({_model.Model.Spec.Type.Name} model, int batchCapacity) : base(model.Parameters, model.Buffers, batchCapacity) {{ }}");
        _writer.Line();
        _writer.Line("/// <summary>Predicts any number of examples, of each input one after another.</summary>");
        _writer.Open($"public void Predict({spans})");
        Expect();
        Calls("Check", [.. _inputs, .. _outputs]);
        CheckApart();
        _writer.Open("while (this.NextChunk())");
        Calls("Take", _inputs);
        _writer.Line("this.InferTaken();");
        Calls("Give", _outputs);
        _writer.Close();
        _writer.Close();
        _writer.Close();
        _writer.Line();
    }

    private void WriteDevice()
    {
        _writer.Line();
        _writer.Line("/// <summary>A step that does not wait for the device: its loss is LastLoss.</summary>");
        _writer.Open($"public void Enqueue({Spans([.. _inputs, .. _targets])})");
        Expect();
        Calls("Check", [.. _inputs, .. _targets]);
        Calls("Take", [.. _inputs, .. _targets]);
        _writer.Line("this.EnqueueTaken();");
        _writer.Close();

        _writer.Line();
        _writer.Line("/// <summary>Copies any number of examples to the device, where they stay for Train. Those of a call before are given up.</summary>");
        _writer.Open($"public void Upload({Spans([.. _inputs, .. _targets])})");
        _writer.Line($"this.ExpectExamples({Names(_inputs).First()}.Length);");
        Calls("Check", [.. _inputs, .. _targets]);
        _writer.Line("this.BeginUpload();");
        Calls("Upload", [.. _inputs, .. _targets]);
        _writer.Line("this.EndUpload();");
        _writer.Close();

        _writer.Line();
        _writer.Line("/// <summary>Predicts any number of examples, of each input one after another, with the weights on the device.</summary>");
        _writer.Open($"public void Predict({Spans([.. _inputs, .. _outputs])})");
        _writer.Line($"this.ExpectPrediction({Names(_inputs).First()}.Length);");
        Calls("Check", [.. _inputs, .. _outputs]);
        CheckApart();
        _writer.Open("while (this.NextChunk())");
        _writer.Line(string.Join(" ", _inputs.Select(input => $"this.TakeChunk{input.Call.Substring("Input".Length)};")));
        _writer.Line("this.InferChunk();");
        Calls("Give", _outputs);
        _writer.Close();
        _writer.Close();
    }

    /// <summary>An output may lie neither over an input, which later chunks still need, nor over another output.</summary>
    private void CheckApart()
    {
        string[] inputs = [.. Names(_inputs)], outputs = [.. Names(_outputs)];
        for (int i = 0; i < outputs.Length; i++)
        {
            foreach (string input in inputs)
                _writer.Line($"this.CheckApart({CpuModel.Text(i)}, {outputs[i]}, {input});");
            foreach (string earlier in outputs.Take(i))
                _writer.Line($"this.CheckApart<{Real}>({CpuModel.Text(i)}, {outputs[i]}, {earlier});");
        }
    }

    private void WritePhases()
    {
        WriteValues();
        _writer.Line();
        _writer.Line("/// <summary>Forward, loss, backward and update of one batch, fused: the same bits as the phases from zeroed gradients.</summary>");
        _writer.Line("/// <returns>The mean loss before the update.</returns>");
        _writer.Open($"public {Real} Step({Spans([.. _inputs, .. _targets])})");
        Expect();
        Calls("Check", [.. _inputs, .. _targets]);
        Calls("Take", [.. _inputs, .. _targets]);
        _writer.Line("return this.StepTaken();");
        _writer.Close();

        _writer.Line();
        _writer.Line("/// <summary>The mean loss of one batch in inference mode, learning nothing.</summary>");
        _writer.Open($"public {Real} Evaluate({Spans([.. _inputs, .. _targets])})");
        Expect();
        Calls("Check", [.. _inputs, .. _targets]);
        Calls("Take", [.. _inputs, .. _targets]);
        _writer.Line("return this.EvaluateTaken();");
        _writer.Close();

        bool one = _outputs.Count == 1;
        _writer.Line();
        _writer.Line($"/// <summary>First phase: the model's outputs, in training mode{(one ? ", until the next call of this method" : "")}.</summary>");
        _writer.Open($"public {(one ? $"global::System.ReadOnlySpan<{Real}>" : "void")} Forward({Spans(_inputs)})");
        Expect();
        Calls("Check", _inputs);
        Calls("Take", _inputs);
        _writer.Line("this.ForwardTaken();");
        if (one)
            _writer.Line("return this.OutputOf(0);");
        _writer.Close();

        _writer.Line();
        _writer.Line("/// <summary>Second phase, after Forward.</summary>");
        _writer.Line("/// <returns>The mean loss.</returns>");
        _writer.Open($"public {Real} Loss({Spans(_targets)})");
        _writer.Line("this.ExpectTargets();");
        Calls("Check", _targets);
        Calls("Take", _targets);
        _writer.Line("return this.LossTaken();");
        _writer.Close();

        _writer.Line();
        _writer.Line($"/// <summary>Third phase with {(one ? "a gradient" : "gradients")} from outside instead of the loss's.</summary>");
        _writer.Open($"public void Backward({Spans(_gradients)})");
        _writer.Line("this.ExpectOutputGradients();");
        Calls("Check", _gradients);
        Calls("Take", _gradients);
        _writer.Line("this.BackwardTaken();");
        _writer.Close();
    }

    private void WriteValues()
    {
        var properties = new NameScope();
        if (_outputs.Count > 1)
        {
            for (int i = 0; i < Traced.Outputs.Count; i++)
            {
                string name = properties.Pascal(Traced.Outputs[i].Name + "Output");
                _writer.Line();
                _writer.Line("/// <summary>What the last call of Forward gave; nothing before the first.</summary>");
                _writer.Line($"public global::System.ReadOnlySpan<{Real}> {name} => this.OutputOf({CpuModel.Text(i)});");
            }
        }
        for (int i = 0; i < Traced.Inputs.Count; i++)
        {
            if (_model.InputGradients[i] is null)
                continue;
            string name = properties.Pascal(_model.Contract.InputNames[i] + "Gradient");
            _writer.Line();
            _writer.Line("/// <summary>The loss's gradient with respect to this input, of the last backward pass.</summary>");
            _writer.Line($"public global::System.ReadOnlySpan<{Real}> {name} => this.GradientOf({CpuModel.Text(i)});");
        }
    }

    private void Expect() => _writer.Line($"this.Expect({Names(_inputs).First()}.Length);");

    private void Calls(string verb, IReadOnlyList<(string Span, string Call)> arguments) =>
        _writer.Line(string.Join(" ", arguments.Select(argument => $"this.{verb}{argument.Call};")));

    private static string Spans(IEnumerable<(string Span, string Call)> arguments) => string.Join(", ", arguments.Select(argument => argument.Span));

    private static IEnumerable<string> Names(IEnumerable<(string Span, string Call)> arguments) =>
        arguments.Select(argument => argument.Span.Substring(argument.Span.LastIndexOf(' ') + 1));
}
