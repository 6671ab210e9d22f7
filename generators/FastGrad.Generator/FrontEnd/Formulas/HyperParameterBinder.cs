using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>Reads an attribute class's properties: their defaults, ranges and summaries.</summary>
internal sealed class HyperParameterBinder(
    INamedTypeSymbol owner, Compilation compilation, IReadOnlyList<ConstructorMapping> constructor,
    Findings findings, CancellationToken cancellation)
{
    private readonly List<(IPropertySymbol Property, HyperParameter Value)> _settable = [];
    private readonly Dictionary<string, Literal> _constants = [];

    public HyperParameters Bind()
    {
        foreach (IPropertySymbol property in Properties())
        {
            if (property.Locations[0].IsInSource)
                BindSource(property);
            else
                BindMetadata(property);
        }
        return new HyperParameters(_settable, _constants);
    }

    /// <summary>Base classes first, in declaration order.</summary>
    private IEnumerable<IPropertySymbol> Properties()
    {
        var chain = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? at = owner; at is not null && at.ToDisplayString() != "System.Attribute"; at = at.BaseType)
            chain.Insert(0, at);
        return chain
            // What a loss is of and what it counts, and how a layer is trained, is the model's matter, not the formula's.
            .Where(at => !at.Is(KnownTypes.Loss) && !at.Is(KnownTypes.LearnedStage))
            .SelectMany(at => at.GetMembers().OfType<IPropertySymbol>())
            .Where(property => property is { IsStatic: false, IsIndexer: false });
    }

    private void BindSource(IPropertySymbol property)
    {
        FormulaType? kind = FormulaTypes.OfProperty(property.Type);
        ConstructorMapping? set = constructor.FirstOrDefault(mapping => SymbolEqualityComparer.Default.Equals(mapping.Property, property));
        bool settable = property is { DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public }
            || set is not null;
        bool auto = HyperParameters.IsAuto(property);
        if (settable && property.Type is not IErrorTypeSymbol && !(Kinds.Of(owner) == FormulaKind.Optimizer ? FormulaTypes.IsScalar(kind) : FormulaTypes.IsSetting(kind)))
        {
            Malformed(property,
                $"has property '{property.Name}' of type {Shown(property.Type)}, but a hyper-parameter is a double, int, bool or enum"
                + (Kinds.Of(owner) == FormulaKind.Optimizer ? "" : ", or a double[]"));
            return;
        }
        if (settable && !auto)
        {
            Malformed(property, $"has property '{property.Name}' that can be set but computes its value; make it '{{ get; init; }}'");
            return;
        }
        if (!auto || kind is not FormulaType type || !FormulaTypes.IsSetting(kind))
            return;
        if (set is not null && property.DeclaredAccessibility != Accessibility.Public)
        {
            Malformed(property, $"sets '{property.Name}' from its constructor, but the property is not public");
            return;
        }
        string? value = Default(property, type, set);
        if (settable)
            Add(property, new HyperParameter(
                property.Name, type, value, Ranges.Of(property), Summaries.Of(property, cancellation), property.FindAttribute(KnownTypes.Structural) is not null));
        else if (value is not null && type != FormulaType.Numbers)
            _constants[property.Name] = new Literal(type, value);
    }

    /// <summary>Metadata has no initialisers, so an inherited property tells its default by [DefaultValue].</summary>
    private void BindMetadata(IPropertySymbol property)
    {
        if (property is { DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public }
            && FormulaTypes.OfProperty(property.Type) is FormulaType type && FormulaTypes.IsSetting(type))
        {
            Add(property,
                new HyperParameter(
                    property.Name, type, Declared(property, type) ?? FormulaTypes.Zero(type), Ranges.Of(property),
                    IsStructural: property.FindAttribute(KnownTypes.Structural) is not null));
        }
    }

    /// <summary>One that hides or overrides an inherited one (a learning rate with another default) stands in its place.</summary>
    private void Add(IPropertySymbol property, HyperParameter value)
    {
        int hidden = _settable.FindIndex(entry => entry.Value.Name == property.Name);
        if (hidden >= 0)
            _settable[hidden] = (property, value);
        else
            _settable.Add((property, value));
        if (value.Range is { IsEmpty: true } range && property.Locations[0].IsInSource)
            Malformed(property, $"gives '{property.Name}' a range in which nothing lies, {range}; swap its ends");
        else if (value.Default is not null && Ranges.Violation(value, value.Default) is var (what, got, allowed)
            && property.Locations[0].IsInSource)
            findings.Report(Descriptors.OutOfRange, property.Locations[0], Kinds.ShortName(owner), what, got, allowed);
    }

    /// <summary>Null where the user must give one.</summary>
    private string? Default(IPropertySymbol property, FormulaType type, ConstructorMapping? set)
    {
        if (set is not null)
        {
            return set.Parameter switch
            {
                { HasExplicitDefaultValue: true, ExplicitDefaultValue: object given } => FormulaTypes.Text(type, given),
                { HasExplicitDefaultValue: true } when type == FormulaType.Numbers => FormulaTypes.Zero(type),
                _ => null,
            };
        }
        if (property.IsRequired)
            return null;
        if (PropertyInitializer.Of(property, compilation, cancellation) is not PropertyInitializer initializer)
            return Declared(property, type) ?? FormulaTypes.Zero(type);
        if (type == FormulaType.Numbers && initializer.Operation?.Value.ConstantValue is { HasValue: true, Value: null })
            return FormulaTypes.Zero(type);
        if (initializer.Operation?.Value.ConstantValue is { HasValue: true, Value: object value })
            return FormulaTypes.Text(type, value);
        if (initializer.Operation is null || initializer.Operation.Value.DescendantsAndSelf().Any(operation => operation is IInvalidOperation))
            findings.FailSilently();
        else
            Malformed(initializer.Syntax.GetLocation(), $"gives '{property.Name}' the default '{initializer.Syntax}', which is no constant");
        return null;
    }

    private static string? Declared(IPropertySymbol property, FormulaType type) =>
        property.FindAttribute(KnownTypes.DefaultValue)?.ConstructorArguments is [{ Kind: not TypedConstantKind.Array, Value: object value }]
        && type != FormulaType.Numbers && FormulaTypes.Constant(value) is not null
            ? FormulaTypes.Text(type, value)
            : null;

    private void Malformed(IPropertySymbol property, string what) => Malformed(property.Locations[0], what);

    private void Malformed(Location place, string what) => findings.Report(Descriptors.MalformedFormula, place, owner.Name, what);

    private static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
