using System.Text;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>
/// Breaks lines that are longer than one likes to read: after what they give a value to, and then before the operator that binds least.
/// </summary>
internal static class GpuLongLines
{
    private const int Longest = 150;

    private static readonly string[][] _operators = [["? ", ": "], ["+ ", "- "], ["* ", "/ ", "% "]];

    public static string Break(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            if (line.Length > Longest && !line.TrimStart().StartsWith("///", StringComparison.Ordinal))
                Break(line, result);
            else
                result.Append(line).Append('\n');
        }
        return result.ToString();
    }

    private static void Break(string line, StringBuilder result)
    {
        bool isComment = line.TrimStart().StartsWith("//", StringComparison.Ordinal);
        string indent = new(' ', line.Length - line.TrimStart().Length);
        string inner = indent + (isComment ? "//     " : "    ");
        int at = isComment ? line.LastIndexOf(' ', Longest) : Assigned(line);
        while (at > inner.Length)
        {
            result.Append(line.Substring(0, at).TrimEnd()).Append('\n');
            line = inner + line.Substring(at).TrimStart();
            if (line.Length <= Longest)
                break;
            at = isComment ? line.LastIndexOf(' ', Longest) : Operator(line);
        }
        result.Append(line).Append('\n');
    }

    /// <summary>Where what follows an assignment or an arrow begins; 0 where there is none.</summary>
    private static int Assigned(string line)
    {
        int depth = 0;
        for (int i = 0; i < line.Length; i++)
        {
            depth += Step(line[i]);
            if (depth == 0 && (IsAt(line, i, " = ") || IsAt(line, i, " => ")))
                return line.IndexOf(' ', i + 1);
            if (line[i] == '"')
                return 0;
        }
        return 0;
    }

    /// <summary>The operator that binds least and leaves the longest line that is not too long; 0 where there is none.</summary>
    private static int Operator(string line)
    {
        int depth = 0, best = 0, least = int.MaxValue;
        for (int i = 1; i <= Longest && line[i] != '"'; i++)
        {
            depth += Step(line[i]);
            for (int rank = 0; rank < _operators.Length; rank++)
            {
                int binding = depth * _operators.Length + rank;
                bool isFirst = line.Substring(0, i).Trim().Length == 0;
                if (!isFirst && line[i - 1] == ' ' && binding <= least && _operators[rank].Any(text => IsAt(line, i, text)))
                    (best, least) = (i, binding);
            }
        }
        return best;
    }

    private static bool IsAt(string line, int index, string text) => string.CompareOrdinal(line, index, text, 0, text.Length) == 0;

    private static int Step(char c) => c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
}
