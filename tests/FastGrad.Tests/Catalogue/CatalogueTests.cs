using System.Runtime.CompilerServices;

namespace FastGrad.Tests.Catalogue;

public class CatalogueTests
{
    private static readonly CatalogueReader _reader = new(DocFile.Load());

    [Fact]
    public void EveryEntryIsComplete()
    {
        string[] missing = [.. Kind.All.SelectMany(_reader.Entries).SelectMany(entry => Completeness.Missing(entry, Completeness.WithoutPaper))];

        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void WhatIsCommonToAKindIsDocumented()
    {
        foreach (Kind kind in Kind.All)
            Assert.All(_reader.Common(kind), setting => Assert.True(setting.Summary.Length > 0, $"{kind.Title}: {setting.Name} has no <summary>."));
    }

    [Fact]
    public void WhatIsListedAsWithoutPaperExists() =>
        Assert.Subset(Kind.All.SelectMany(_reader.Entries).Select(entry => entry.Name).ToHashSet(), Completeness.WithoutPaper.ToHashSet());

    [Fact]
    public void EveryKindHasEntriesOfItsOwn()
    {
        string[] names = [.. Kind.All.SelectMany(_reader.Entries).Select(entry => entry.Name)];

        Assert.All(Kind.All, kind => Assert.NotEmpty(_reader.Entries(kind)));
        Assert.Distinct(names);
        Assert.Superset(new HashSet<string> { "Dense", "Relu", "Mse", "Adam", "KaimingUniform" }, names.ToHashSet());
    }

    [Fact]
    public void ThePageIsUpToDate()
    {
        string folder = Library(), page = Path.Combine(folder, "CATALOGUE.md"), received = Path.Combine(folder, "CATALOGUE.received.md");
        string text = CataloguePage.Write(_reader);
        if (Environment.GetEnvironmentVariable("FASTGRAD_WRITE_CATALOGUE") == "1")
            File.WriteAllText(page, text);
        if (File.Exists(page) && File.ReadAllText(page).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail($"{received} differs from {page}; read it, and rename it if it is right");
    }

    private static string Library([CallerFilePath] string source = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(source)!, "../../../src/FastGrad"));
}
