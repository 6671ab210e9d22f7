using System.Collections;
using System.Reflection;

namespace FastGrad.Tests.Catalogue;

/// <summary>Finds a class's hyper-parameters: its properties, and arguments of its constructor that are kept in none.</summary>
internal sealed class Settings(DocFile docs)
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <param name="type">A class of the catalogue.</param>
    /// <param name="root">The base of its kind: what that one has is common to all, except for an optimizer's learning rate.</param>
    public IReadOnlyList<Setting> Of(Type type, Type root)
    {
        ParameterInfo[] arguments = Arguments(type);
        object? example = Example(type, arguments);
        PropertyInfo[] properties = [.. Properties(type, root)];
        return
        [
            .. arguments.Where(argument => !Array.Exists(properties, property => IsNameOf(argument, property)))
                .Select(argument => OfArgument(type, argument)),
            .. properties.Select(property => OfProperty(property, Array.Find(arguments, argument => IsNameOf(argument, property)), example)),
        ];
    }

    /// <summary>What all classes of a kind have: settings of its base, and of what that one derives from.</summary>
    public IReadOnlyList<Setting> Common(Type root)
    {
        Type? derived = root.Assembly.GetExportedTypes().FirstOrDefault(type => !type.IsAbstract && type.IsSubclassOf(root));
        object? example = derived is null ? null : Example(derived, Arguments(derived));
        List<Setting> common = [];
        for (Type type = root; type.Assembly == root.Assembly; type = type.BaseType!)
            common.AddRange(type.GetProperties(Own).Where(IsSetting).Select(property => OfProperty(property, null, example)));
        return common;
    }

    /// <summary>The arguments of the constructor that takes most.</summary>
    public static ParameterInfo[] Arguments(Type type) =>
        type.GetConstructors().Select(constructor => constructor.GetParameters()).MaxBy(parameters => parameters.Length) ?? [];

    private static IEnumerable<PropertyInfo> Properties(Type type, Type root)
    {
        HashSet<string> seen = [];
        for (Type level = type; level != root; level = level.BaseType!)
        {
            foreach (PropertyInfo property in level.GetProperties(Own).Where(IsSetting).Where(property => seen.Add(property.Name)))
                yield return property;
        }
    }

    // Overridden members are how a class works; what can be given is a setting.
    private static bool IsSetting(PropertyInfo property) => property.GetMethod is { IsStatic: false } getter
        && getter.GetBaseDefinition() == getter
        && property.GetIndexParameters().Length == 0
        && (property.SetMethod is { IsPublic: true } || Arguments(property.DeclaringType!).Any(argument => IsNameOf(argument, property)));

    private static bool IsNameOf(ParameterInfo argument, PropertyInfo property) =>
        string.Equals(argument.Name, property.Name, StringComparison.OrdinalIgnoreCase);

    private Setting OfProperty(PropertyInfo property, ParameterInfo? argument, object? example)
    {
        string summary = docs.Property(property.DeclaringType!, property.Name), range = Ranges.Of(property.GetCustomAttributes());
        string value = argument is { HasDefaultValue: false } ? "required" : example is null ? "" : Text(property.GetValue(example));
        return new(property.Name, summary, IsReal(property.PropertyType), range.Length > 0 ? range : Ranges.InWords(summary), value);
    }

    private Setting OfArgument(Type type, ParameterInfo argument)
    {
        string summary = docs.Argument(type, argument.Name!);
        string value = argument.HasDefaultValue ? Text(argument.DefaultValue) : "required";
        return new(argument.Name!, summary, IsReal(argument.ParameterType), Ranges.InWords(summary), value);
    }

    private static bool IsReal(Type type) => (Nullable.GetUnderlyingType(type) ?? type.GetElementType() ?? type) == typeof(double);

    /// <summary>One of the class, to be asked for its defaults: what must be given is some number. Null where these numbers are no good.</summary>
    private static object? Example(Type type, ParameterInfo[] arguments)
    {
        try
        {
            return Activator.CreateInstance(
                type, [.. arguments.Select(argument => argument.HasDefaultValue ? argument.DefaultValue : Some(argument.ParameterType))]);
        }
        catch (Exception exception) when (exception is TargetInvocationException or MissingMethodException or NotSupportedException)
        {
            return null;
        }
    }

    private static object? Some(Type type) =>
        type == typeof(double) ? 0.5 : type == typeof(int) ? 2 : type == typeof(long) ? 2L : type.IsValueType ? Activator.CreateInstance(type) : null;

    private static string Text(object? value) => value switch
    {
        null => "none",
        // What stands for a number that is not given where there can be no null.
        double.NaN or int.MinValue => "not given",
        double number => Ranges.Text(number),
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        IEnumerable list => "[" + string.Join(", ", list.Cast<object?>().Select(Text)) + "]",
        _ => FormattableString.Invariant($"{value}"),
    };
}
