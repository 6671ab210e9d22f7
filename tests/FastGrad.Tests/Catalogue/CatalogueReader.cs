using System.Reflection;

namespace FastGrad.Tests.Catalogue;

/// <summary>Reads the library's classes: what they say of themselves in attributes, and their documentation.</summary>
internal sealed class CatalogueReader(DocFile docs)
{
    private readonly Settings _settings = new(docs);

    public IEnumerable<Entry> Entries(Kind kind) => kind.Types.Select(type => Read(type, kind.Base));

    /// <inheritdoc cref="Settings.Common"/>
    public IReadOnlyList<Setting> Common(Kind kind) => _settings.Common(kind.Base);

    private Entry Read(Type type, Type root)
    {
        // A schedule is a formula too, though none that is compiled.
        MethodInfo? formula = type.GetMethods().FirstOrDefault(method => method.IsDefined(typeof(FormulaAttribute)))
            ?? type.GetMethod(nameof(Schedule.Rate));
        return new(
            Names.Declared(type.Name),
            [.. Settings.Arguments(type).Select(argument => argument.Name!)],
            docs.Type(type),
            formula is null ? null : docs.Method(type, formula.Name),
            [.. formula?.GetParameters().Where(IsLearned).Select(parameter => (parameter.Name!, Start(parameter))) ?? []],
            _settings.Of(type, root));
    }

    private static bool IsLearned(ParameterInfo parameter) => parameter.IsDefined(typeof(ParameterAttribute));

    private static string Start(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<InitializerAttribute>() is { } initializer ? Names.Declared(initializer.GetType().Name) : "";
}
