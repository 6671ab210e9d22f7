namespace FastGrad.Tests.Optimizers;

/// <summary>An optimizer of the library by its name, compiled and declared, at any settings.</summary>
internal static class Forms
{
    /// <summary>Settings that decide the rule's form come compiled with the model that asks for them.</summary>
    private static readonly Dictionary<(string Name, string Setting), Func<Optimizer>> _others = new()
    {
        [("Sgd", "Nesterov")] = () => new NesterovModel().CreateTrainer(1).Optimizer,
        [("RmsProp", "Centered")] = () => new CenteredModel().CreateTrainer(1).Optimizer,
        [("Adam", "AmsGrad")] = () => new AmsGradModel().CreateTrainer(1).Optimizer,
        [("AdamW", "AmsGrad")] = () => new DecayedAmsGradModel().CreateTrainer(1).Optimizer,
    };

    /// <summary>All optimizers of the library: <c>Adam</c> for <c>AdamAttribute</c>.</summary>
    public static IEnumerable<string> Names => typeof(OptimizerAttribute).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(OptimizerAttribute)) && !type.IsAbstract)
        .Select(type => type.Name[..^nameof(Attribute).Length])
        .Order(StringComparer.Ordinal);

    /// <summary>All optimizers, and all settings other than their defaults that decide the form.</summary>
    public static IEnumerable<(string Name, string? Setting)> All =>
        Names.Select(name => (name, (string?)null)).Concat(_others.Keys.Select(form => (form.Name, (string?)form.Setting)));

    /// <summary>A new optimizer that serves no trainer yet.</summary>
    public static Optimizer Compiled(string name, IReadOnlyDictionary<string, object> settings)
    {
        string? form = settings.FirstOrDefault(setting => setting.Value is true).Key;
        Type type = form is null ? typeof(Optimizer).Assembly.GetType("FastGrad." + name, throwOnError: true)! : _others[(name, form)]().GetType();
        var optimizer = (Optimizer)Activator.CreateInstance(type)!;
        foreach ((string setting, object value) in settings)
        {
            if (value is double)
                type.GetProperty(setting)!.SetValue(optimizer, value);
        }
        return optimizer;
    }

    /// <summary>The declaration at the same settings.</summary>
    public static Declaration Declared(string name, IReadOnlyDictionary<string, object> settings)
    {
        Type type = Attribute(name);
        object attribute = Activator.CreateInstance(type)!;
        foreach ((string setting, object value) in settings)
            type.GetProperty(setting)!.SetValue(attribute, value);
        return new((OptimizerAttribute)attribute);
    }

    public static Type Attribute(string name) => typeof(OptimizerAttribute).Assembly.GetType($"FastGrad.{name}Attribute", throwOnError: true)!;
}

[Model, Input(1), Dense(1), Mse, Sgd(Nesterov = true)]
internal sealed partial class NesterovModel;

[Model, Input(1), Dense(1), Mse, RmsProp(Centered = true)]
internal sealed partial class CenteredModel;

[Model, Input(1), Dense(1), Mse, Adam(AmsGrad = true)]
internal sealed partial class AmsGradModel;

[Model, Input(1), Dense(1), Mse, AdamW(AmsGrad = true)]
internal sealed partial class DecayedAmsGradModel;
