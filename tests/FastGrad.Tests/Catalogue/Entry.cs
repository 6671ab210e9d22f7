namespace FastGrad.Tests.Catalogue;

/// <summary>What the catalogue says of one class.</summary>
/// <param name="Name">As it is written in a declaration.</param>
/// <param name="Positional">The names of what its constructor takes.</param>
/// <param name="Summary">What it is, with its paper; empty where its documentation does not say.</param>
/// <param name="Formula">The formula alone; null where the class has no formula method, empty where that one is not documented.</param>
/// <param name="Learned">What it learns, and what that starts as.</param>
/// <param name="Settings">Its hyper-parameters.</param>
internal sealed record Entry(
    string Name,
    IReadOnlyList<string> Positional,
    string Summary,
    string? Formula,
    IReadOnlyList<(string Name, string Start)> Learned,
    IReadOnlyList<Setting> Settings);

/// <summary>A hyper-parameter.</summary>
/// <param name="Name">The property's, or of an argument that has no property.</param>
/// <param name="Summary">What it is; empty where its documentation does not say.</param>
/// <param name="IsReal">Whether it is a floating-point number, which must have a range.</param>
/// <param name="Range">What it may be; empty where nothing says.</param>
/// <param name="Default">Its value where none is given; "required" where one must be.</param>
internal sealed record Setting(string Name, string Summary, bool IsReal, string Range, string Default);
