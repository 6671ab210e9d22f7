using System.Text;

namespace FastGrad.Compiler.Formulas;

/// <summary>An atom or a list: the one shape of text that formulas are written in.</summary>
internal sealed class SExpression
{
    private SExpression(string? atom, IReadOnlyList<SExpression> items)
    {
        Text = atom;
        Items = items;
    }

    /// <summary>The atom's text; null for a list.</summary>
    public string? Text { get; }

    public IReadOnlyList<SExpression> Items { get; }

    public static SExpression Atom(string text) => new(text, []);

    public static SExpression List(params IEnumerable<SExpression> items) => new(null, [.. items]);

    public override string ToString()
    {
        var builder = new StringBuilder();
        Write(this, builder);
        return builder.ToString();
    }

    public static SExpression Parse(string text)
    {
        int position = 0;
        SExpression result = ParseOne(text, ref position, depth: 0);
        SkipSpace(text, ref position);
        return position == text.Length ? result : throw new FormatException($"text after the end at {position}");
    }

    private static void Write(SExpression expression, StringBuilder builder)
    {
        if (expression.Text is string text)
        {
            WriteAtom(text, builder);
            return;
        }
        builder.Append('(');
        for (int i = 0; i < expression.Items.Count; i++)
        {
            if (i > 0)
                builder.Append(' ');
            Write(expression.Items[i], builder);
        }
        builder.Append(')');
    }

    private static void WriteAtom(string text, StringBuilder builder)
    {
        bool plain = text.Length > 0;
        foreach (char c in text)
            plain &= c is not ('(' or ')' or '\'' or '\\') && !char.IsWhiteSpace(c);
        if (plain)
        {
            builder.Append(text);
            return;
        }
        builder.Append('\'');
        foreach (char c in text)
        {
            if (c is '\'' or '\\')
                builder.Append('\\');
            builder.Append(c);
        }
        builder.Append('\'');
    }

    private static SExpression ParseOne(string text, ref int position, int depth)
    {
        // Deeper than any formula a person writes; a damaged text must not overflow the stack of the compiler that hosts us.
        if (depth > 500)
            throw new FormatException("nested too deeply");
        SkipSpace(text, ref position);
        if (position == text.Length)
            throw new FormatException("ends too early");
        if (text[position] == ')')
            throw new FormatException($"')' without '(' at {position}");
        if (text[position] == '\'')
            return Atom(ParseQuoted(text, ref position));
        if (text[position] != '(')
            return Atom(ParsePlain(text, ref position));

        position++;
        var items = new List<SExpression>();
        while (true)
        {
            SkipSpace(text, ref position);
            if (position == text.Length)
                throw new FormatException("a list is not closed");
            if (text[position] == ')')
            {
                position++;
                return List(items);
            }
            items.Add(ParseOne(text, ref position, depth + 1));
        }
    }

    private static string ParsePlain(string text, ref int position)
    {
        int start = position;
        while (position < text.Length && text[position] is not ('(' or ')' or '\'') && !char.IsWhiteSpace(text[position]))
            position++;
        return text.Substring(start, position - start);
    }

    private static string ParseQuoted(string text, ref int position)
    {
        var builder = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            char c = text[position];
            if (c == '\'')
            {
                position++;
                return builder.ToString();
            }
            if (c == '\\' && ++position < text.Length)
                c = text[position];
            builder.Append(c);
        }
        throw new FormatException("a quoted word is not closed");
    }

    private static void SkipSpace(string text, ref int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
            position++;
    }
}
