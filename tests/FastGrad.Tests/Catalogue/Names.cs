namespace FastGrad.Tests.Catalogue;

internal static class Names
{
    private const string Suffix = "Attribute";

    /// <summary>A class's name as a declaration has it: an attribute's without its ending.</summary>
    public static string Declared(string type) => type.EndsWith(Suffix, StringComparison.Ordinal) ? type[..^Suffix.Length] : type;
}
