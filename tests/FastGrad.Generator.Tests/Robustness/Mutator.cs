namespace FastGrad.Generator.Tests.Robustness;

/// <summary>Damages sources as typing does, and worse. The same seed gives the same source on every machine.</summary>
internal sealed class Mutator
{
    // What numbers stumble over: signs, ends of types, other types, far more than fits.
    private static readonly string[] _numbers =
    [
        "0", "-1", "1", "2", "3", "16", "1000", "65536", "2147483647", "2147483648", "-2147483648", "0.5", "-0.0", "1e-300", "1e308", "1e400", "1e-3f",
        "1L", "1u", "0x7FFFFFFF", "1m", "int.MaxValue", "double.NaN", "double.PositiveInfinity", "null", "true", "\"text\"", "'c'", "default",
    ];

    private static readonly string[] _more =
    [
        "static", "abstract", "ref", "out", "in", "params", "unsafe", "async", "await", "yield", "goto", "throw", "new", "this", "base", "typeof", "nameof",
        "x =>", "? :", "..", "^1", "is", "as", "switch", "{}", "()", "[]", "<>", "<T>", "int?", "dynamic", "object", "string", "void", "decimal", "float", "var", "@class",
        "try {} finally {}", "lock", "while (true)", "do", "foreach (var i in x)", "#if X\n", "#endif\n", "/*", "*/", "\"", "$\"{x}\"", "é", "\\u0041", "record",
        "[Model]", "[Formula]", "[Parameter]", "[Input(3)]", "[Input]", "[Dense(2)]", "[Mse]", "[CrossEntropy]", "[Relu]", "[Adam]",
        "x", "Tensor", "Shape", "Ops", "Math", "double", "long", "int", "Net", "global::FastGrad.Tensor", "namespace A;", "namespace A {", "class B { }", "partial", "enum E { A }",
    ];

    private readonly IReadOnlyList<string[]> _corpus;
    private readonly string[] _all, _names, _values;

    public Mutator(IReadOnlyList<string> corpus)
    {
        _corpus = [.. corpus.Select(Corpus.Tokens)];
        _all = [.. _corpus.SelectMany(tokens => tokens)];
        string[] distinct = [.. _all.Select(token => token.Trim()).Where(token => token.Length > 0 && !token.Contains('\n', StringComparison.Ordinal)).Distinct()];
        _names = [.. distinct.Where(IsName)];
        _values = [.. distinct.Where(token => char.IsAsciiDigit(token[0])), .. _numbers];
    }

    public string Source(ulong seed)
    {
        Random random = new(HashCode(seed));
        // Now and then nothing but noise.
        if (random.Next(40) == 0)
            return string.Join(' ', Enumerable.Range(0, random.Next(1, 200)).Select(_ => Any(random)));
        List<string> tokens = [.. Pick(random, _corpus)];
        int count = 1 + random.Next(random.Next(2) == 0 ? 2 : 6);
        for (int index = 0; index < count && tokens.Count > 0; index++)
            Mutate(random, tokens);
        return string.Concat(tokens);
    }

    private void Mutate(Random random, List<string> tokens)
    {
        int place = random.Next(tokens.Count), other = random.Next(tokens.Count);
        switch (random.Next(12))
        {
            case 0:
                tokens.RemoveAt(place);
                break;
            case 1:
                tokens.Insert(place, tokens[place] + " ");
                break;
            case 2:
                (tokens[place], tokens[other]) = (tokens[other], tokens[place]);
                break;
            case 3:
                // From here on, a few tokens.
                tokens.RemoveRange(place, random.Next(Math.Min(12, tokens.Count - place)));
                break;
            case 4:
                List<string> copy = tokens.GetRange(place, random.Next(Math.Min(30, tokens.Count - place)));
                tokens.InsertRange(other, copy);
                break;
            case 5:
                tokens.RemoveRange(place, tokens.Count - place);
                break;
            case 6 or 7:
                Replace(random, tokens, IsName, _names);
                break;
            case 8 or 9:
                Replace(random, tokens, token => char.IsAsciiDigit(token.Trim().FirstOrDefault()), _values);
                break;
            case 10:
                tokens[place] = " " + Any(random) + " ";
                break;
            default:
                tokens.Insert(place, " " + Any(random) + " ");
                break;
        }
    }

    private static void Replace(Random random, List<string> tokens, Func<string, bool> which, string[] pool)
    {
        int[] places = [.. Enumerable.Range(0, tokens.Count).Where(index => which(tokens[index].Trim()))];
        if (places.Length == 0)
            return;
        int place = places[random.Next(places.Length)];
        string token = tokens[place];
        tokens[place] = token.Replace(token.Trim(), Pick(random, pool), StringComparison.Ordinal);
    }

    private string Any(Random random) => random.Next(4) switch
    {
        0 => Pick(random, _more),
        1 => Pick(random, _names),
        2 => Pick(random, _values),
        _ => Pick(random, _all),
    };

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static bool IsName(string token) => token.Length > 0 && (char.IsLetter(token[0]) || token[0] == '_');

    // Neighbouring seeds would give neighbouring sequences.
    private static int HashCode(ulong seed)
    {
        seed = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9;
        seed = (seed ^ seed >> 27) * 0x94D049BB133111EB;
        return (int)(seed ^ seed >> 31);
    }
}
