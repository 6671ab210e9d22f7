namespace FastGrad.Training;

/// <summary>What the words in a checkpoint's metadata are called.</summary>
internal static class MetadataKeys
{
    /// <summary>Version of what follows; counted up when a reader of the old would be misled.</summary>
    public const string Format = "fastgrad.format";

    /// <summary>The one version that there is.</summary>
    public const string FormatVersion = "1";

    /// <summary>Version of the library that wrote the file; for people.</summary>
    public const string Library = "fastgrad.library";

    /// <summary>Name of the model's class; for people.</summary>
    public const string Model = "fastgrad.model";

    /// <summary>See <see cref="ModelSchema"/>.</summary>
    public const string Schema = "fastgrad.schema";

    /// <summary>See <see cref="Training.Seal"/>.</summary>
    public const string Seal = "fastgrad.seal";
}
