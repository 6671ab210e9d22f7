namespace FastGrad.Checkpoints.Tests;

/// <summary>A folder for a test's files, gone afterwards.</summary>
public sealed class Scratch : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fastgrad-checkpoints-").FullName;

    public string File(string name = "model.safetensors") => Path.Combine(_folder, name);

    public string[] Files() => [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)!).Order()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
