using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Library;

/// <summary>Models of one row each, and of one activation before one loss.</summary>
internal static class FormModels
{
    private static readonly Lazy<InMemory> _alone = new(() => InMemory.Compile("FormModels", [string.Concat(Alone())], new()));
    private static readonly Lazy<InMemory> _pairs = new(() => InMemory.Compile("FormPairs", [string.Concat(Pairs())], new()));

    /// <summary>One form of each class is enough where every pair is a model.</summary>
    public static ActivationRow[] Activations { get; } = [.. ActivationRow.All.DistinctBy(row => Class(row.Text))];

    public static LossRow[] Losses { get; } = [.. LossRow.All.DistinctBy(row => Class(row.Text))];

    /// <summary>The activation behind an input of one number.</summary>
    public static Driver Of(ActivationRow row, bool isDouble) =>
        _alone.Value.Create(Name("Activation", Array.IndexOf(ActivationRow.All, row), isDouble));

    /// <summary>The loss of the input itself.</summary>
    public static Driver Of(LossRow row, bool isDouble) => _alone.Value.Create(Name("Loss", Array.IndexOf(LossRow.All, row), isDouble));

    /// <summary>Three inputs through both, in double.</summary>
    public static Driver Of(ActivationRow activation, LossRow loss) => _pairs.Value.Create(Name(activation, loss));

    /// <summary><c>Huber</c> of <c>Huber(Delta = 0.5)</c>.</summary>
    public static string Class(string text) => text.Split('(')[0];

    private static IEnumerable<string> Alone()
    {
        foreach (bool isDouble in (bool[])[false, true])
        {
            for (int i = 0; i < ActivationRow.All.Length; i++)
                yield return Model(isDouble, $"Input(1), {ActivationRow.All[i].Text}, Mse", Name("Activation", i, isDouble));
            for (int i = 0; i < LossRow.All.Length; i++)
                yield return Model(isDouble, $"Input({LossRow.All[i].Width}), {LossRow.All[i].Text}", Name("Loss", i, isDouble));
        }
    }

    private static IEnumerable<string> Pairs() =>
        from activation in Activations
        from loss in Losses
        select Model(true, $"Input(3), {activation.Text}, {loss.Before}{loss.Text}", Name(activation, loss));

    private static string Model(bool isDouble, string stages, string name) =>
        $"[Model(Precision = Precision.{(isDouble ? "Double" : "Single")}, InputGradient = true)] [{stages}, Sgd] public partial class {name};\n";

    private static string Name(string kind, int index, bool isDouble) => $"{kind}{index}{(isDouble ? "Double" : "Single")}";

    private static string Name(ActivationRow activation, LossRow loss) => Class(activation.Text) + "Then" + Class(loss.Text);
}
