using FastGrad.Samples.Digits;

namespace FastGrad.Samples.Display;

/// <summary>A line per epoch: for a pipe, a file, a build server.</summary>
public sealed class PlainDisplay(TextWriter output) : ITrainingDisplay
{
    public void Title(string text) => output.WriteLine(text);

    public void Train(int epochs, Action<Action<EpochResult>> training) =>
        training(result => output.WriteLine($"epoch {result.Epoch} of {epochs}: loss {result.Loss:F4}, test accuracy {result.Accuracy:P2}"));

    public void Summary(IReadOnlyList<(string Name, string Value)> rows)
    {
        foreach ((string name, string value) in rows)
            output.WriteLine($"{name}: {value}");
    }
}
