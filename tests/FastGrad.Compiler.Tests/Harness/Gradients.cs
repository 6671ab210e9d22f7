using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>A graph's derivative against what the loss does when a number is moved.</summary>
internal static class Gradients
{
    private const double Move = 1e-5;

    /// <summary>Null where they agree; else what does not.</summary>
    public static string? Wrong(Graph graph, GraphInputs inputs, double tolerance = 2e-7)
    {
        Graph whole = Differentiate.Run(graph, inputGradient: true);
        GraphVerifier.Verify(whole);
        Dictionary<string, double[][]> roots = Interpreter.Run(whole, inputs);
        List<double[][]> detached = [];
        Interpreter.Run(graph, inputs.Recording(detached));
        foreach (Node leaf in graph.Nodes)
        {
            string? root = leaf.Primitive switch
            {
                ParameterLeaf parameter => Roots.Gradient(parameter.Index),
                InputLeaf input when inputs.Leaves[input].Any(row => row.Any(value => value != Math.Floor(value))) => Roots.InputGradientAt(input.Index),
                _ => null,
            };
            if (root is null)
                continue;
            var given = (Given)leaf.Primitive;
            for (int row = 0; row < inputs.Leaves[given].Length; row++)
            {
                for (int i = 0; i < leaf.Shape.Length; i++)
                {
                    double value = inputs.Leaves[given][row][i];
                    double slope = (Loss(value + Move) - Loss(value - Move)) / (2 * Move), own = roots[root][row][i];
                    if (!(Math.Abs(slope - own) <= tolerance * Math.Max(1, Math.Abs(slope))))
                        return $"{root}[{row}][{i}] is {own:R}, and {slope:R} by differences";

                    double Loss(double moved) => Interpreter.Run(graph, inputs.With(given, row, i, moved, detached))[Roots.Loss][0][0];
                }
            }
        }
        return null;
    }

    /// <summary>Null where two graphs' roots have the same values; else what differs. Roots that only one has are not asked.</summary>
    public static string? Differ(Graph before, Graph after, GraphInputs inputs, double tolerance = 1e-9)
    {
        Dictionary<string, double[][]> old = Interpreter.Run(before, inputs), now = Interpreter.Run(after, inputs);
        foreach ((string root, double[][] rows) in old)
        {
            if (!now.TryGetValue(root, out double[][]? values))
                return $"{root} is gone";
            for (int row = 0; row < rows.Length; row++)
            {
                for (int i = 0; i < rows[row].Length; i++)
                {
                    if (!(Math.Abs(rows[row][i] - values[row][i]) <= tolerance * Math.Max(1, Math.Abs(rows[row][i]))) && !rows[row][i].Equals(values[row][i]))
                        return $"{root}[{row}][{i}] was {rows[row][i]:R} and is {values[row][i]:R}";
                }
            }
        }
        return null;
    }
}
