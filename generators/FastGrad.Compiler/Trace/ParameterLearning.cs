using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>How parameters start and are trained: what the model says of its layers, and which activation follows each.</summary>
internal sealed class ParameterLearning
{
    private readonly HashSet<(StartSpec Start, ParameterInfo Parameter)> _started = [];
    private readonly List<(Stage Stage, Node Result)> _layers = [];
    private readonly List<(Stage Stage, Node Input)> _activations = [];

    /// <summary>What is to be known of a parameter beside its name and shape.</summary>
    public ParameterInfo Of(Stage stage, FormulaParameter parameter, ParameterInfo info)
    {
        LearningSpec learning = stage.Learning;
        return info with
        {
            Initializer = Start(stage, parameter, info) is StartSpec start ? start.Initializer : info.Initializer,
            LearningRateFactor = learning.LearningRateFactor,
            DecayFactor = parameter.NoDecay && !learning.DecayAll ? 0 : learning.DecayFactor,
            IsFrozen = learning.IsFrozen,
        };
    }

    /// <summary>A stage has been traced, with its first operand and what it gives.</summary>
    public void Called(Stage stage, Node input, Node result)
    {
        if (stage.Formula.Kind == FormulaKind.Activation)
            _activations.Add((stage, input));
        else
            _layers.Add((stage, result));
    }

    /// <summary>
    /// Gives each matrix the gain of the first activation that reads what its layer gives. What has fewer axes is added or scales, and no
    /// sum of many terms to keep in size.
    /// </summary>
    /// <exception cref="StageException">An activation's gain is no number that a layer can start with.</exception>
    public void SetGains(List<ParameterInfo> parameters, string model)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (parameters[i].Shape.Rank < 2)
                continue;
            string owner = parameters[i].Name.Split('.')[0];
            IEnumerable<Node> results = _layers.Where(layer => layer.Stage.Name == owner).Select(layer => Elements(layer.Result));
            var own = new HashSet<Node>(results);
            Stage? follows = _activations.FirstOrDefault(activation => own.Contains(Elements(activation.Input))).Stage;
            if (follows is not null)
                parameters[i] = parameters[i] with { Gain = GainOf(follows, model) };
        }
    }

    private static double GainOf(Stage activation, string model)
    {
        try
        {
            double gain = activation.Gain();
            return gain > 0 && !double.IsInfinity(gain) ? gain : throw Wrong($"is {FormulaText.Number(gain)}, but a gain is above 0 and finite");
        }
        catch (Exception e) when (e is TraceException or ShapeException)
        {
            throw Wrong("is unknown: " + e.Message);
        }

        StageException Wrong(string what) => new("FG0011", activation.Place, model, activation.Display(), "its gain " + what);
    }

    /// <param name="kept">What is left of the parameters: a layer may be told to have no bias.</param>
    /// <exception cref="StageException">An initialiser is for none of its layer's parameters, or for one that it cannot start.</exception>
    public void CheckStarts(IReadOnlyList<ParameterInfo> kept)
    {
        foreach (Stage stage in _layers.Concat(_activations).Select(call => call.Stage))
        {
            foreach (StartSpec start in stage.Starts)
            {
                List<ParameterInfo> started = [.. _started.Where(entry => entry.Start == start).Select(entry => entry.Parameter)];
                List<ParameterInfo> left = [.. started.Where(parameter => kept.Any(other => other.Name == parameter.Name))];
                if (left.Count == 0)
                    throw StartsNothing(stage, start, started);
                if (start.ForMatrices && left.FirstOrDefault(parameter => parameter.Shape.Rank < 2) is ParameterInfo flat)
                {
                    string axes = flat.Shape.IsScalar ? "no axis" : "one axis";
                    throw new StageException(
                        "FG0060", start.Place, start.Display,
                        $"{OwnName(flat)} of [{stage.Display()}] has {axes}, and [{start.Display}] is for parameters of at least two",
                        "name another, or take another initialiser");
                }
            }
        }
    }

    private static StageException StartsNothing(Stage stage, StartSpec idle, List<ParameterInfo> dropped)
    {
        bool isSecond = stage.Starts.Any(other => other.Place != idle.Place && other.Parameter == idle.Parameter);
        (string what, string instead) = dropped.Count > 0
            ? ($"has no {string.Join(" and no ", dropped.Select(OwnName))} as it is set", "remove it")
            : isSecond
            ? ("is given another for the same after it", "keep one")
            : ("has no matrix left for it, and one that names no parameter is for matrices", "write Parameter = \"...\" in it, or remove it");
        return new StageException("FG0060", idle.Place, idle.Display, $"[{stage.Display()}] {what}", instead);
    }

    /// <summary>Of <c>Dense1.Bias</c>, <c>Bias</c>.</summary>
    private static string OwnName(ParameterInfo parameter) => parameter.Name.Substring(parameter.Name.LastIndexOf('.') + 1);

    /// <summary>The last one given wins among those that name the parameter, then among those that name none.</summary>
    private StartSpec? Start(Stage stage, FormulaParameter parameter, ParameterInfo info)
    {
        StartSpec? start = stage.Starts.LastOrDefault(start => start.Parameter == parameter.Name)
            ?? (info.Shape.Rank >= 2 ? stage.Starts.LastOrDefault(start => start.Parameter is null) : null);
        if (start is not null)
            _started.Add((start, info));
        return start;
    }

    /// <summary>The value of which these are all elements, in another shape.</summary>
    private static Node Elements(Node node)
    {
        while (node.Primitive is View)
            node = node.Operands[0];
        return node;
    }
}
