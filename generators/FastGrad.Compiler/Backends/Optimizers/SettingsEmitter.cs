using FastGrad.Compiler.Formulas;

namespace FastGrad.Compiler.Backends.Optimizers;

/// <summary>An optimizer's settings as the library asks for them: the one that schedules cycle, and all of them by name, for checkpoints.</summary>
internal static class SettingsEmitter
{
    public static void Write(SourceWriter writer, FormulaClass formula)
    {
        List<string> settings = [.. Companion.Settable(formula).Select(property => property.Name)];
        if (settings.Contains("Momentum") || settings.Contains("Beta1"))
        {
            string momentum = settings.Contains("Momentum") ? "Momentum" : "Beta1";
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public override double? CycledMomentum {{ get => this.{momentum}; set => this.{momentum} = value.GetValueOrDefault(); }}");
            writer.Line();
        }
        writer.Line("/// <inheritdoc/>");
        writer.Open("protected override void ExchangeSettings(global::FastGrad.Training.SettingExchange exchange)");
        for (int index = 0; index < settings.Count; index++)
        {
            // Through this: a setting may be called like the argument or a local.
            string own = "this." + NameScope.Escape(settings[index]);
            writer.Line($"if (exchange({Quoted.Text(settings[index])}, {own}) is double value{index}) {own} = value{index};");
        }
        writer.Close();
        writer.Line();
    }
}
