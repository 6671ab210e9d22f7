using System.Globalization;

namespace FastGrad.Compiler.Formulas;

/// <summary>The text is of a format that this compiler does not know: the assembly was built by another version of FastGrad.</summary>
public sealed class FormulaVersionException(string version)
    : FormatException($"formula format {version}, this compiler reads {FormulaClass.FormatVersion.ToString(CultureInfo.InvariantCulture)}")
{
    public string Version { get; } = version;
}

/// <summary>The inverse of <see cref="FormulaWriter"/>. Throws <see cref="FormatException"/> for anything it could not have written.</summary>
public static class FormulaReader
{
    public static FormulaClass Read(string text)
    {
        SExpression root = SExpression.Parse(text);
        if (root.Items.Count < 2 || root.Items[0].Text != "formula")
            throw new FormatException("not a formula");
        // Checked before the rest, whose form another version may have changed.
        if (Word(root.Items[1]) != FormulaClass.FormatVersion.ToString(CultureInfo.InvariantCulture))
            throw new FormulaVersionException(Word(root.Items[1]));
        IReadOnlyList<SExpression> items = Items(root, 9);
        EquatableArray<FormulaMethod> methods = Items(items[7]).Select(ReadMethod).ToEquatableArray();
        return new FormulaClass(
            Word(items[2]),
            Word(items[3]),
            Enum<FormulaKind>(items[4]),
            Items(items[5]).Select(ReadProperty).ToEquatableArray(),
            Items(items[6]).Select(pair => new ConstructorParameter(Word(Items(pair, 2)[0]), Word(pair.Items[1]))).ToEquatableArray(),
            methods,
            ReadGain(items[8], methods));
    }

    private static string? ReadGain(SExpression expression, EquatableArray<FormulaMethod> methods) => Optional(expression) switch
    {
        string gain when !FormulaText.TryParseNumber(gain, out _) && methods.All(method => method.Name != gain) =>
            throw new FormatException($"the gain '{gain}' is neither a number nor a method"),
        string gain => gain,
        null => null,
    };

    private static HyperParameter ReadProperty(SExpression expression)
    {
        IReadOnlyList<SExpression> items = Items(expression, 6);
        return new HyperParameter(
            Word(items[0]), Enum<FormulaType>(items[1]), Optional(items[2]), ReadRange(items[3]), Word(items[4]), Flag(items[5]));
    }

    private static ValueRange? ReadRange(SExpression expression)
    {
        if (Items(expression).Count == 0)
            return null;
        IReadOnlyList<SExpression> items = Items(expression, 4);
        return new ValueRange(Number(items[0]), Flag(items[1]), Number(items[2]), Flag(items[3]));
    }

    private static FormulaMethod ReadMethod(SExpression expression)
    {
        IReadOnlyList<SExpression> items = Items(expression, 6);
        return new FormulaMethod(
            Word(items[0]),
            Flag(items[1]),
            Enum<FormulaType>(items[2]),
            Items(items[3]).Select(ReadParameter).ToEquatableArray(),
            ReadBlock(items[4]),
            Items(items[5]).Select(pair => new DerivativeRule(Word(Items(pair, 2)[0]), Word(pair.Items[1]))).ToEquatableArray());
    }

    private static FormulaParameter ReadParameter(SExpression expression)
    {
        IReadOnlyList<SExpression> items = Items(expression, 7);
        return new FormulaParameter(
            Word(items[0]), Enum<FormulaType>(items[1]), Enum<ParameterRole>(items[2]), Optional(items[3]), Optional(items[4]), Optional(items[5]),
            Flag(items[6]));
    }

    private static Block ReadBlock(SExpression expression) => ReadStatement(expression) as Block ?? throw new FormatException("a method's body is a block");

    private static Statement? ReadStatement(SExpression expression)
    {
        IReadOnlyList<SExpression> items = Items(expression);
        if (items.Count == 0)
            return null;
        return Word(items[0]) switch
        {
            "block" => new Block(items.Skip(1).Select(Statement).ToEquatableArray()),
            "let" => new Declare(Word(Items(expression, 3)[1]), ReadTerm(items[2])),
            "set" => new Assign(Word(Items(expression, 3)[1]), ReadTerm(items[2])),
            "if" => new If(ReadTerm(Items(expression, 4)[1]), Statement(items[2]), ReadStatement(items[3])),
            "loop" => new Loop(ReadStatement(Items(expression, 5)[1]), ReadTerm(items[2]), ReadStatement(items[3]), Statement(items[4])),
            "return" => new Return(items.Count == 1 ? null : ReadTerm(Items(expression, 2)[1])),
            string word => throw new FormatException($"unknown statement '{word}'"),
        };

        static Statement Statement(SExpression item) => ReadStatement(item) ?? throw new FormatException("a statement is missing");
    }

    private static Term ReadTerm(SExpression expression)
    {
        if (expression.Text is string identifier)
            return new Name(identifier);
        IReadOnlyList<SExpression> items = Items(expression);
        if (items.Count < 2)
            throw new FormatException("a term is missing");
        return Word(items[0]) switch
        {
            "is" => ReadLiteral(Enum<FormulaType>(Items(expression, 3)[1]), Word(items[2])),
            "my" => new Property(Word(Items(expression, 2)[1])),
            "unary" => new Unary(Word(Items(expression, 3)[1]), ReadTerm(items[2])),
            "binary" => new Binary(Word(Items(expression, 6)[1]), ReadTerm(items[4]), ReadTerm(items[5]), Enum<FormulaType>(items[2]), Index(items[3])),
            "choose" => new Conditional(ReadTerm(Items(expression, 4)[1]), ReadTerm(items[2]), ReadTerm(items[3])),
            "to" => new Convert(Enum<FormulaType>(Items(expression, 3)[1]), ReadTerm(items[2])),
            "call" when items.Count > 2 => new Call(Word(items[1]), items.Skip(3).Select(ReadTerm).ToEquatableArray(), Index(items[2])),
            "tuple" => new Tuple(items.Skip(1).Select(ReadTerm).ToEquatableArray()),
            "element" => new Element(ReadTerm(Items(expression, 3)[2]), Index(items[1])),
            "lambda" => new Lambda(Items(Items(expression, 3)[1]).Select(Word).ToEquatableArray(), ReadBlock(items[2])),
            string word => throw new FormatException($"unknown term '{word}'"),
        };
    }

    private static Literal ReadLiteral(FormulaType type, string text) => type switch
    {
        FormulaType.Double when FormulaText.TryParseNumber(text, out _) => new Literal(type, text),
        FormulaType.Integer when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => new Literal(type, text),
        FormulaType.Boolean when text is "true" or "false" => new Literal(type, text),
        _ => throw new FormatException($"'{text}' is no {type}"),
    };

    private static int Index(SExpression expression) => int.TryParse(Word(expression), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
        ? index
        : throw new FormatException($"'{Word(expression)}' is no index");

    private static string Word(SExpression expression) => expression.Text ?? throw new FormatException("a word is missing");

    private static string? Optional(SExpression expression) => expression.Text;

    private static bool Flag(SExpression expression) => Word(expression) switch
    {
        "true" => true,
        "false" => false,
        string word => throw new FormatException($"'{word}' is neither true nor false"),
    };

    private static double Number(SExpression expression) => FormulaText.ParseNumber(Word(expression));

    // TryParse also takes numbers and lists of names.
    private static T Enum<T>(SExpression expression) where T : struct =>
        System.Enum.TryParse(Word(expression), out T value) && value.ToString() == Word(expression) && System.Enum.IsDefined(typeof(T), value)
            ? value : throw new FormatException($"'{Word(expression)}' is no {typeof(T).Name}");

    private static IReadOnlyList<SExpression> Items(SExpression expression) =>
        expression.Text is null ? expression.Items : throw new FormatException($"'{expression.Text}' stands where a list should");

    private static IReadOnlyList<SExpression> Items(SExpression expression, int count) =>
        Items(expression).Count == count ? expression.Items : throw new FormatException($"a list of {expression.Items.Count} where {count} are needed");
}
