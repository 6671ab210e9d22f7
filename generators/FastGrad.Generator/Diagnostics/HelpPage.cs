using System.Reflection;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Diagnostics;

/// <summary>
/// A diagnostic's page as its description: embedded, so that an editor shows it wherever the package came from and without a network. The
/// pages lie in the package too, under <c>diagnostics</c>. There is no link, for a package does not know where it is hosted.
/// </summary>
internal sealed class HelpPage(string id) : LocalizableString
{
    protected override string GetText(IFormatProvider? formatProvider)
    {
        using Stream? page = typeof(HelpPage).GetTypeInfo().Assembly.GetManifestResourceStream($"diagnostics/{id}.md");
        if (page is null)
            return "";
        using var reader = new StreamReader(page);
        return reader.ReadToEnd();
    }

    protected override int GetHash() => StringComparer.Ordinal.GetHashCode(id);

    protected override bool AreEqual(object? other) => other is HelpPage page && page.Id == Id;

    private string Id => id;
}
