using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>From values of the graph to the user's words and places.</summary>
internal static class Named
{
    public static Problem Problem(string id, int place, params IEnumerable<string> arguments) => new(id, place, arguments.ToEquatableArray());

    /// <summary>A, B and C.</summary>
    public static string List(IReadOnlyList<string> words) => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => string.Join(", ", words.Take(words.Count - 1)) + " and " + words[words.Count - 1],
    };

    /// <summary>The stage that a parameter belongs to: <c>Dense1.Weight</c> is of <c>Dense1</c>.</summary>
    public static Stage? StageOf(TracedModel traced, ParameterInfo parameter) =>
        traced.Stages.FirstOrDefault(stage => parameter.Name.StartsWith(stage.Name + ".", StringComparison.Ordinal));

    /// <summary>The stage whose result a value is, looking through what does not change the elements; null where it is no stage's.</summary>
    public static Stage? StageOf(TracedModel traced, Node node)
    {
        for (Node? at = node; at is not null; at = IsSameElements(at) ? at.Operands[0] : null)
        {
            if (traced.Stages.FirstOrDefault(stage => stage.Name == at.Hint) is Stage stage)
                return stage;
        }
        return null;
    }

    /// <summary>Back through views, copies and boundaries to the value whose elements these are.</summary>
    public static Node Elements(Node node)
    {
        while (IsSameElements(node))
            node = node.Operands[0];
        return node;
    }

    private static bool IsSameElements(Node node) => node.Primitive is View or Boundary or Detach or Broadcast or Transpose or Slice;
}
