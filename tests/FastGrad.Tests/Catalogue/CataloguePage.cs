using System.Text;

namespace FastGrad.Tests.Catalogue;

/// <summary>Writes the catalogue as Markdown.</summary>
internal static class CataloguePage
{
    private const string Head = """
        # Catalogue

        What FastGrad's library has to train with. Each entry is one file of this folder, written in what you can write yourself.

        This page is made from the classes, their attributes and their XML documentation, and a test holds it to them: change those, not the page. Then
        `FASTGRAD_WRITE_CATALOGUE=1 dotnet test tests/FastGrad.Tests --filter Catalogue` writes it anew.

        """;

    public static string Write(CatalogueReader reader)
    {
        StringBuilder page = new(Head);
        page.Append('\n').AppendJoin(" · ", Kind.All.Select(kind => $"[{kind.Title}](#{Anchor(kind.Title)})")).Append('\n');
        foreach (Kind kind in Kind.All)
        {
            Entry[] entries = [.. reader.Entries(kind)];
            page.Append($"\n## {kind.Title}\n\n{kind.Intro}\n\n");
            page.AppendJoin(" · ", entries.Select(entry => $"[{entry.Name}](#{Anchor(Title(entry))})")).Append('\n');
            if (reader.Common(kind) is { Count: > 0 } common)
            {
                page.Append("\nAll of them also have\n");
                AppendSettings(page, common);
            }
            foreach (Entry entry in entries)
                AppendEntry(page, entry);
        }
        return page.ToString();
    }

    private static void AppendEntry(StringBuilder page, Entry entry)
    {
        page.Append($"\n### {Title(entry)}\n\n{entry.Summary}\n");
        if (entry.Formula is { } formula)
            page.Append($"\n> {Code(formula.TrimEnd('.'))}\n");
        if (entry.Learned.Count > 0)
        {
            page.Append("\nLearns ").AppendJoin(", ", entry.Learned.Select(learned =>
                learned.Start.Length > 0 ? $"{Code(learned.Name)} (from {learned.Start})" : Code(learned.Name))).Append(".\n");
        }
        if (entry.Settings.Count > 0)
            AppendSettings(page, entry.Settings);
    }

    private static void AppendSettings(StringBuilder page, IEnumerable<Setting> settings)
    {
        page.Append("\n| setting | | range | default |\n|---|---|---|---|\n");
        foreach (Setting setting in settings)
            page.Append($"| {Code(setting.Name)} | {Cell(setting.Summary)} | {Cell(setting.Range)} | {Cell(setting.Default)} |\n");
    }

    private static string Title(Entry entry) => entry.Positional.Count == 0 ? entry.Name : $"{entry.Name}({string.Join(", ", entry.Positional)})";

    private static string Cell(string text) => text.Replace("|", "\\|");

    /// <summary>As code, so that no sign of the formula is one of Markdown.</summary>
    private static string Code(string text) => $"`{text.Replace("`", "").Replace("&lt;", "<").Replace("\\", "")}`";

    /// <summary>As GitHub makes one of a heading.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-')).Replace(' ', '-');
}
