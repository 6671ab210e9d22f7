using System.Text.Json;

namespace FastGrad.Models.Tests.Library;

/// <summary>That nothing of the library is missing from the rows here.</summary>
public class CompletenessTests
{
    /// <summary>Losses by labels, by classes or of two outputs for one target: their values are in the folder Losses.</summary>
    private static readonly string[] _elsewhere = ["CrossEntropy", "CrossEntropyWithProbabilities", "NegativeLogLikelihood", "Focal", "GaussianNll"];

    public static TheoryData<string> Activations => Names<ActivationAttribute>();

    public static TheoryData<string> Losses => Names<LossAttribute>();

    [Theory, MemberData(nameof(Activations))]
    public void AnActivationHasARow(string name) => Assert.True(
        ActivationRow.All.Any(row => FormModels.Class(row.Text) == name), $"[{name}] has no row in ActivationRow, and so no test of its values.");

    [Theory, MemberData(nameof(Losses))]
    public void ALossHasARow(string name) => Assert.True(
        _elsewhere.Contains(name) || LossRow.All.Any(row => FormModels.Class(row.Text) == name),
        $"[{name}] has no row in LossRow, and so no test of its values.");

    [Fact]
    public void EveryRowOfTheScriptIsRead()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Library", "forms.json")));
        Assert.Equal(ActivationRow.All.Select(row => row.Text).Order(), Texts("activations").Order());
        Assert.Equal(LossRow.All.Select(row => row.Text).Order(), Texts("losses").Concat(Texts("batches")).Order());

        string[] Texts(string kind) => [.. document.RootElement.GetProperty(kind).EnumerateObject().Select(property => property.Name)];
    }

    private static TheoryData<string> Names<TBase>() =>
    [
        .. typeof(TBase).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(TBase)) && !type.IsAbstract)
            .Select(type => type.Name.Replace("Attribute", "")),
    ];
}
