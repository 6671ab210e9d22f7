using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Trace;

/// <summary>How parameters start and are trained: what the model says of its layers, and which activation follows each.</summary>
internal sealed class ParameterLearning
{
    private readonly HashSet<StartSpec> _used = [];
    private readonly List<(Stage Stage, Node Result)> _layers = [];
    private readonly List<(Stage Stage, Node Input)> _activations = [];

    /// <summary>What is to be known of a parameter beside its name and shape.</summary>
    public ParameterInfo Of(Stage stage, FormulaParameter parameter, ParameterInfo info)
    {
        LearningSpec learning = stage.Learning;
        return info with
        {
            Initializer = Start(stage, parameter, info.Shape) is StartSpec start ? start.Initializer : info.Initializer,
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
    public void SetGains(List<ParameterInfo> parameters)
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
                parameters[i] = parameters[i] with { Gain = follows.Gain() };
        }
    }

    /// <exception cref="StageException">An initialiser of a layer that is called is for none of its parameters.</exception>
    public void CheckStarts()
    {
        foreach (Stage stage in _layers.Concat(_activations).Select(call => call.Stage))
        {
            if (stage.Starts.FirstOrDefault(start => !_used.Contains(start)) is StartSpec idle)
            {
                bool isSecond = stage.Starts.Any(other => other.Place != idle.Place && other.Parameter == idle.Parameter);
                (string what, string instead) = isSecond
                    ? ("is given another for the same after it", "keep one")
                    : ("has no matrix left for it, and one that names no parameter is for matrices", "write Parameter = \"...\" in it, or remove it");
                throw new StageException("FG0060", idle.Place, idle.Display, $"[{stage.Display()}] {what}", instead);
            }
        }
    }

    /// <summary>The last one given wins among those that name the parameter, then among those that name none.</summary>
    private StartSpec? Start(Stage stage, FormulaParameter parameter, Shape shape)
    {
        StartSpec? start = stage.Starts.LastOrDefault(start => start.Parameter == parameter.Name)
            ?? (shape.Rank >= 2 ? stage.Starts.LastOrDefault(start => start.Parameter is null) : null);
        if (start is not null)
            _used.Add(start);
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
