namespace FastGrad.Tests.Catalogue;

/// <summary>That the catalogue's demands are made.</summary>
public class CompletenessTests
{
    private static readonly IReadOnlySet<string> _none = new HashSet<string>();

    private static readonly Setting _setting = new("Delta", "Where the loss turns linear.", IsReal: true, "> 0", "1");

    private static readonly Entry _whole = new("Huber", [], "Robust loss. Huber, \"Robust Estimation\" (1964).", "½·e²", [], [_setting]);

    [Fact]
    public void NothingIsMissingOfAWholeEntry() => Assert.Empty(Completeness.Missing(_whole, _none));

    [Fact]
    public void WhatIsMissingIsNamed()
    {
        Assert.Contains("Huber has no <summary>", Missing(_whole with { Summary = "" }));
        Assert.Contains("Huber's <summary> names no paper", Missing(_whole with { Summary = "Robust loss of 1964." }));
        Assert.Contains("Huber's formula method has no <summary>", Missing(_whole with { Formula = "" }));
        Assert.Contains("Huber.Delta has no <summary>", Missing(_whole with { Settings = [_setting with { Summary = "" }] }));
        Assert.Contains("Huber.Delta has no range", Missing(_whole with { Settings = [_setting with { Range = "" }] }));
        Assert.Contains("Huber.Delta's default can't be found", Missing(_whole with { Settings = [_setting with { Default = "" }] }));
    }

    [Fact]
    public void OnlyRealNumbersNeedARange() =>
        Assert.Empty(Completeness.Missing(_whole with { Settings = [_setting with { Range = "", IsReal = false }] }, _none));

    [Fact]
    public void AListedEntryNeedsNoPaperAndHasNone()
    {
        HashSet<string> listed = ["Huber"];

        Assert.Empty(Completeness.Missing(_whole with { Summary = "Robust loss." }, listed));
        Assert.Contains("does not belong", Assert.Single(Completeness.Missing(_whole, listed)));
    }

    private static string Missing(Entry entry) => Assert.Single(Completeness.Missing(entry, _none));
}
