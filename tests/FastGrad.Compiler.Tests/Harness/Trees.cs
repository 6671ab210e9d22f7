using FastGrad.Compiler.Formulas;
using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>Random formula classes: of every kind of statement and term, with words that need quoting.</summary>
internal static class Trees
{
    private static readonly Gen<string> _words = Gen.OneOf(
        Gen.Elements("x", "weight", "Math.Exp", "global::A.B<C>", "", " ", "it's", "back\\slash", "(", ")", "a b\tc\n", "µ−ß", "\u2028", "'", "\\'", "null"),
        Gen.ArrayOf(Gen.Choose(1, 0xFFFF).Select(code => (char)code)).Select(chars => new string(chars)));

    private static readonly Gen<FormulaType> _types = Gen.Elements(Enum.GetValues<FormulaType>());

    private static readonly Gen<double> _numbers = Gen.OneOf(
        Expressions.Any, ArbMap.Default.GeneratorFor<double>());

    public static Gen<FormulaClass> Classes { get; } =
        from name in _words
        from fullName in _words
        from kind in Gen.Elements(Enum.GetValues<FormulaKind>())
        from properties in Few(Properties())
        from constructor in Few(from parameter in _words from property in _words select new ConstructorParameter(parameter, property))
        from methods in Few(Methods())
        from gain in Optional(_numbers.Select(FormulaText.Number))
        select new FormulaClass(name, fullName, kind, properties, constructor, methods, gain);

    private static Gen<HyperParameter> Properties() =>
        from name in _words
        from type in _types
        from initial in Optional(_words)
        from range in Gen.OneOf(Gen.Constant<ValueRange?>(null), Ranges().Select(ValueRange? (range) => range))
        from summary in _words
        from structural in Flag
        select new HyperParameter(name, type, initial, range, summary, structural);

    private static Gen<ValueRange> Ranges() =>
        from low in _numbers
        from lowIncluded in Flag
        from high in _numbers
        from highIncluded in Flag
        select new ValueRange(low, lowIncluded, high, highIncluded);

    private static Gen<FormulaMethod> Methods() =>
        from name in _words
        from isFormula in Flag
        from returns in _types
        from parameters in Few(
            from name in _words
            from type in _types
            from role in Gen.Elements(Enum.GetValues<ParameterRole>())
            from rule in Optional(_words)
            from initializer in Optional(_words)
            from noDecay in Flag
            select new FormulaParameter(name, type, role, rule, initializer, NoDecay: noDecay))
        from body in Few(Statements(3))
        select new FormulaMethod(name, isFormula, returns, parameters, new Block(body));

    private static Gen<Statement> Statements(int depth)
    {
        Gen<Term> term = Terms(depth);
        Gen<Statement> simple = Gen.OneOf(
            from name in _words from value in term select (Statement)new Declare(name, value),
            from name in _words from value in term select (Statement)new Assign(name, value),
            Gen.Constant<Statement>(new Return(null)),
            term.Select(Statement (value) => new Return(value)));
        if (depth == 0)
            return simple;
        Gen<Statement> inner = Statements(depth - 1);
        Gen<Statement?> optional = Gen.OneOf(Gen.Constant<Statement?>(null), inner.Select(Statement? (statement) => statement));
        return Gen.OneOf(
            simple,
            Few(inner).Select(Statement (statements) => new Block(statements)),
            from condition in term from then in inner from otherwise in optional select (Statement)new If(condition, then, otherwise),
            from start in optional from condition in term from step in optional from body in inner select (Statement)new Loop(start, condition, step, body));
    }

    private static Gen<Term> Terms(int depth)
    {
        Gen<Term> leaf = Gen.OneOf(
            _words.Select(Term (word) => new Name(word)),
            _words.Select(Term (word) => new Compiler.Formulas.Property(word)),
            _numbers.Select(Term (value) => new Literal(FormulaType.Double, FormulaText.Number(value))),
            ArbMap.Default.GeneratorFor<long>().Select(Term (value) => new Literal(FormulaType.Integer, value.ToString(System.Globalization.CultureInfo.InvariantCulture))),
            Flag.Select(Term (value) => new Literal(FormulaType.Boolean, value ? "true" : "false")));
        if (depth == 0)
            return leaf;
        Gen<Term> inner = Terms(depth - 1);
        return Gen.OneOf(
            leaf,
            from op in Gen.Elements("-", "!", "+") from operand in inner select (Term)new Unary(op, operand),
            from op in Gen.Elements("-", "<=", "&&", "|", "%") from left in inner from right in inner from type in _types select (Term)new Binary(op, left, right, type),
            from condition in inner from whenTrue in inner from whenFalse in inner select (Term)new Conditional(condition, whenTrue, whenFalse),
            from type in _types from operand in inner select (Term)new Compiler.Formulas.Convert(type, operand),
            from target in _words from arguments in Few(inner) select (Term)new Call(target, arguments));
    }

    private static Gen<bool> Flag => Gen.Elements(true, false);

    private static Gen<string?> Optional(Gen<string> text) => Gen.OneOf(Gen.Constant<string?>(null), text.Select(string? (word) => word));

    private static Gen<EquatableArray<T>> Few<T>(Gen<T> items) where T : IEquatable<T> =>
        from count in Gen.Choose(0, 3) from all in Gen.ArrayOf(items, count) select new EquatableArray<T>(all);
}
