using System.Globalization;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>
/// Where what lives longer than a call lies, in which order a packed model's trainer gathers its inputs and targets, and how the public
/// contract calls them. The counterpart at run time is <c>ProgramLayout</c>.
/// </summary>
internal sealed class ContractLayout
{
    public ContractLayout(TracedModel traced)
    {
        Traced = traced;
        (ParameterOffsets, _) = LayOut(traced.Parameters);
        ParameterLength = traced.Parameters.Count == 0 ? 0 : ParameterOffsets[ParameterOffsets.Count - 1] + traced.Parameters[traced.Parameters.Count - 1].Shape.Length;
        (BufferOffsets, _) = LayOut(traced.Buffers);
        (StatePlaces, StateLength) = LayOut(traced.States);
        int place = 0;
        foreach (TracedInput input in traced.Inputs)
        {
            InputPlaces.Add(place);
            place += input.Shape.Length;
        }
        InputLength = place;
        place = 0;
        foreach (TracedLoss loss in traced.Losses)
        {
            TargetPlaces.Add(place);
            place += loss.Shape.Length;
        }
        WeightPlace = traced.ExampleWeights ? place++ : -1;
        TargetLength = place;
        NameArguments();
    }

    /// <summary>Each parameter's first element in the parameter buffer.</summary>
    public IReadOnlyList<int> ParameterOffsets { get; }

    /// <summary>Elements of the parameter buffer, and of the gradients.</summary>
    public int ParameterLength { get; }

    /// <summary>Each buffer's first element among the buffers.</summary>
    public IReadOnlyList<int> BufferOffsets { get; }

    /// <summary>Each state's first row, per example.</summary>
    public IReadOnlyList<int> StatePlaces { get; }

    /// <summary>Elements of all states, per example.</summary>
    public int StateLength { get; }

    /// <summary>Each input's first row among the packed inputs, per example. A simple model's one input lies at 0, in the user's memory.</summary>
    public List<int> InputPlaces { get; } = [];

    /// <summary>Elements of all inputs, per example.</summary>
    public int InputLength { get; }

    /// <summary>Each target's first row among the packed targets, per example.</summary>
    public List<int> TargetPlaces { get; } = [];

    /// <summary>The weights' place among the packed targets; −1 where there are none.</summary>
    public int WeightPlace { get; }

    /// <summary>Elements of all targets and the weight, per example.</summary>
    public int TargetLength { get; }

    /// <summary>The argument of each input, without the escape of a keyword.</summary>
    public List<string> InputNames { get; } = [];

    /// <summary>The argument of each output where it is predicted; with <c>Gradient</c> behind it, the argument of its gradient.</summary>
    public List<string> OutputNames { get; } = [];

    /// <summary>The argument of each loss's targets.</summary>
    public List<string> TargetNames { get; } = [];

    /// <summary>The property of each loss's settings, where there are several.</summary>
    public List<string> LossNames { get; } = [];

    private TracedModel Traced { get; }

    /// <summary>Elements from one row of a state to the next: whole vectors, like every row.</summary>
    public static int StateStride(ParameterInfo state) => PlanMemory.RoundUp(state.Shape.Length);

    /// <summary>A setting's place in <c>criterion</c>: <c>Delta</c>, or <c>1.Delta</c> of the second loss among several.</summary>
    public string Setting(string uniform)
    {
        int dot = uniform.IndexOf('.');
        return dot < 0
            ? NameScope.Escape(uniform)
            : LossNames[int.Parse(uniform.Substring(0, dot), CultureInfo.InvariantCulture)] + "." + NameScope.Escape(uniform.Substring(dot + 1));
    }

    /// <summary>Whole vectors from the start of each to the start of the next.</summary>
    private static (IReadOnlyList<int> Offsets, int Length) LayOut(IReadOnlyList<ParameterInfo> all)
    {
        var offsets = new List<int>();
        int offset = 0;
        foreach (ParameterInfo one in all)
        {
            offsets.Add(offset);
            offset += PlanMemory.RoundUp(one.Shape.Length);
        }
        return (offsets, offset);
    }

    private void NameArguments()
    {
        if (Traced.IsSimple)
        {
            InputNames.Add("inputs");
            OutputNames.Add("output");
            TargetNames.Add("targets");
            return;
        }
        // Inputs are called what the user calls them; whatever else would be called the same gives way.
        var arguments = new NameScope();
        if (Traced.ExampleWeights)
            arguments.Reserve("weights");
        foreach (TracedInput input in Traced.Inputs)
            InputNames.Add(arguments.Exact(input.Name));
        foreach (TracedOutput output in Traced.Outputs)
            OutputNames.Add(arguments.Exact(NameScope.InCamel(output.Name)));
        var properties = new NameScope();
        // What every class has, and what settings inherit.
        properties.Reserve("Losses", "Allowed", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString");
        foreach (TracedLoss loss in Traced.Losses)
        {
            string output = Traced.Outputs[loss.Output].Name;
            TargetNames.Add(arguments.Exact(NameScope.InCamel(Traced.Losses.Count == 1 ? "targets" : output + " target")));
            LossNames.Add(properties.Pascal(Traced.Outputs.Count == 1 ? loss.Stage.Name : output));
        }
    }
}
