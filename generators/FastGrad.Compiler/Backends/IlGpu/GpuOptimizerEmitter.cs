using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Backends.Optimizers;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// The update of all weights: one launch, each weight a lane's; or of a rule that needs whole tensors the launches that gather what it needs of
/// them, and last the one that moves. The step's constants come from the CPU's optimizer; nothing goes back to it.
/// </summary>
internal sealed class GpuOptimizerEmitter
{
    private readonly GpuModel _model;
    private readonly OptimizerRule _rule;

    public GpuOptimizerEmitter(GpuModel model, StageSpec optimizer)
    {
        _model = model;
        _rule = OptimizerTracer.Trace(OptimizerForm.Of(optimizer));
    }

    private string[] Comment => [$"weights, moved as {_rule.Formula.Name} does"];

    private string Tensors => CpuModel.Text(_model.Model.Traced.Parameters.Count);

    /// <summary>C# for how many numbers behind the norms its launches and the library's need.</summary>
    public string PartialCount =>
        $"TensorSums.Room(tensors: {Tensors}, weights: {CpuModel.Text(_model.Cpu.Contract.ParameterLength)}, "
        + $"sums: {CpuModel.Text(_rule.Reductions.Count)})";

    public IReadOnlyList<GpuWork> Lower() => _rule.NeedsWholeTensors ? [.. OfTensors(new TensorNumbers(_rule))] : [Elementwise()];

    private GpuKernel Elementwise()
    {
        var places = new Places(UniformWriter.Find(_rule.Results));
        return new GpuKernel(Name("Update"), "Lanes(frame.ParameterLength)", NeedsRoom: false, Comment, writer =>
        {
            var pass = new GpuPassWriter(writer, _model, _rule, _rule.Results, places.Of);
            GpuLanes.Open(writer, "i", "frame.ParameterLength");
            writer.Line("int set = frame.Groups[i >> 4];");
            writer.Line("if (set < 0)");
            writer.Indent();
            writer.Line("continue;");
            writer.Outdent();
            pass.Constants("frame.Slot * frame.ConstantStride + set * frame.GroupStride", pass.Known);
            pass.Move();
            writer.Close();
        });
    }

    private IEnumerable<GpuKernel> OfTensors(TensorNumbers numbers)
    {
        foreach (Walk walk in TensorPlan.Of(_rule))
        {
            foreach (IReadOnlyList<Reduction> pass in walk.Passes)
            {
                yield return Gather(numbers, pass);
                yield return Finish(pass);
            }
            if (walk.Totals.Count == 0)
                continue;
            yield return Gather(numbers, walk.Totals);
            yield return FinishTotals(walk.Totals);
        }
        yield return OfParts(Name("Update"), numbers, _rule.Results, needsRoom: false, Comment, (writer, pass) =>
        {
            pass.OpenElements();
            pass.Move();
            writer.Close();
        });
    }

    private GpuKernel Gather(TensorNumbers numbers, IReadOnlyList<Reduction> reductions) => OfParts(
        Name("Gather " + Words(reductions)), numbers, [.. reductions.Select(reduction => reduction.Body)], needsRoom: true,
        [$"{Words(reductions)}: what each part of a tensor adds"], (writer, pass) => pass.Gather(reductions));

    private GpuKernel Finish(IReadOnlyList<Reduction> reductions) => new(
        Name("Finish " + Words(reductions)), $"Rows({Tensors})", NeedsRoom: true, [$"{Words(reductions)} of each tensor"], writer =>
        {
            writer.Line("int tensors = TensorPart.Tensors(frame);");
            GpuLanes.OpenGroups(writer, "tensor", "tensors");
            foreach (Reduction reduction in reductions)
                writer.Line($"TensorSums.Finish{reduction.Kind}(frame, {Place(reduction)}, tensor);");
            writer.Close();
        });

    private GpuKernel FinishTotals(IReadOnlyList<Reduction> reductions) => new(
        Name("Finish " + Words(reductions)), "1", NeedsRoom: true, [$"{Words(reductions)} of all tensors"], writer =>
        {
            writer.Open("if (group == 0)");
            foreach (Reduction reduction in reductions)
                writer.Line($"TensorSums.FinishTotal{reduction.Kind}(frame, {Place(reduction)});");
            writer.Close();
        });

    /// <summary>A pass over the parts that tensors are cut into, each a group's.</summary>
    private GpuKernel OfParts(
        string name, TensorNumbers numbers, IReadOnlyList<Expr> values, bool needsRoom, IReadOnlyList<string> comment,
        Action<SourceWriter, GpuPassWriter> body) =>
        new(name, $"Rows({Tensors} * TensorPart.Count(frame.ParameterLength))", needsRoom, comment, writer =>
        {
            var pass = new GpuPassWriter(writer, _model, _rule, values, numbers.Place);
            writer.Line("int units = TensorPart.Units(frame);");
            GpuLanes.OpenGroups(writer, "unit", "units");
            writer.Line("TensorPart part = TensorPart.Of(frame, unit);");
            pass.Constants("part.Constants(frame)", [.. pass.Known, .. pass.Between.SelectMany(numbers.KnownParts).Distinct()]);
            pass.Numbers();
            body(writer, pass);
            writer.Close();
        });

    private string Place(Reduction reduction) => GpuPassWriter.Place(_rule, reduction);

    private string Name(string words) => _model.Cpu.Names.Pascal(words);

    private static string Words(IReadOnlyList<Reduction> reductions) => string.Join(" and ", reductions.Select(reduction => reduction.Word));
}
