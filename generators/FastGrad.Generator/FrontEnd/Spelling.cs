namespace FastGrad.Generator.FrontEnd;

/// <summary>What somebody may have meant by a name that does not exist.</summary>
internal static class Spelling
{
    /// <summary>What other libraries call it, and what it is here.</summary>
    private static readonly Dictionary<string, string> _synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ReLU"] = "Ops.Maximum(x, 0)",
        ["ReduceSum"] = "Ops.Sum",
        ["ReduceMean"] = "Ops.Mean",
        ["ReduceMax"] = "Ops.Max",
        ["AMax"] = "Ops.Max",
        ["AMin"] = "Ops.Min",
        ["Cat"] = "Ops.Concat",
        ["Concatenate"] = "Ops.Concat",
        ["Join"] = "Ops.Concat",
        ["Permute"] = "Ops.Transpose",
        ["T"] = "Ops.Transpose",
        ["SwapAxes"] = "Ops.Transpose",
        ["View"] = "Ops.Reshape",
        ["Squeeze"] = "Ops.Reshape",
        ["Unsqueeze"] = "Ops.Reshape",
        ["ExpandDims"] = "Ops.Reshape",
        ["Clip"] = "Ops.Clamp",
        ["Detach"] = "Ops.StopGradient",
        ["Matrix"] = "Ops.MatMul",
        ["Mm"] = "Ops.MatMul",
        ["Multiply"] = "the operator *, or Ops.MatMul",
        ["Add"] = "the operator +",
        ["Subtract"] = "the operator -",
        ["Divide"] = "the operator /",
        ["If"] = "Ops.Where",
        ["Tile"] = "Ops.Broadcast",
        ["Expand"] = "Ops.Broadcast",
        ["BroadcastTo"] = "Ops.Broadcast",
        ["Rand"] = "Ops.Uniform",
        ["Random"] = "Ops.Uniform",
        ["Dropout"] = "Ops.Bernoulli, or the layer [Dropout]",
        ["Length"] = "x.Length",
        ["Size"] = "x.Length",
    };

    public static string? Synonym(string name) => _synonyms.TryGetValue(name, out string? known) ? known : null;

    /// <summary>The known name with the fewest letters to change; null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        (int distance, string? nearest) = known.Distinct()
            .Select(candidate => (Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant()), Name: (string?)candidate))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest is not null && distance <= Math.Max(1, name.Length / 3) ? nearest : null;
    }

    /// <summary>Letters to insert, delete or change. Levenshtein (1966).</summary>
    private static int Distance(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j - 1], diagonal) + 1);
            }
        }
        return row[to.Length];
    }
}
