namespace FastGrad.Training;

/// <summary>The name that somebody may have meant: the one that the fewest edits lead to.</summary>
internal static class NearestName
{
    // Longer ones are nobody's names.
    private const int Longest = 200;

    // Nobody waits for the best of more.
    private const int Most = 1000;

    /// <summary>Null where none is like it.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > Longest)
            return null;
        string? nearest = null;
        int fewest = (name.Length + 1) / 2;
        foreach (string candidate in candidates.Take(Most))
        {
            if (candidate.Length > Longest || Math.Abs(candidate.Length - name.Length) >= fewest)
                continue;
            int edits = Edits(name, candidate);
            if (edits < fewest)
                (nearest, fewest) = (candidate, edits);
        }
        return nearest;
    }

    /// <summary>
    /// Letters to insert, delete or change. Levenshtein, "Binary codes capable of correcting deletions, insertions and reversals" (1966).
    /// </summary>
    private static int Edits(string from, string to)
    {
        Span<int> row = stackalloc int[to.Length + 1];
        for (int column = 0; column < row.Length; column++)
            row[column] = column;
        for (int i = 0; i < from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < to.Length; j++)
            {
                int above = row[j + 1];
                int changed = diagonal + (char.ToLowerInvariant(from[i]) == char.ToLowerInvariant(to[j]) ? 0 : 1);
                row[j + 1] = Math.Min(changed, Math.Min(above, row[j]) + 1);
                diagonal = above;
            }
        }
        return row[to.Length];
    }
}
