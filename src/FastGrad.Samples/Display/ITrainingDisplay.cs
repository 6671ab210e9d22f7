using FastGrad.Samples.Digits;

namespace FastGrad.Samples.Display;

/// <summary>Where a sample shows how its training goes.</summary>
public interface ITrainingDisplay
{
    void Title(string text);

    /// <summary>Runs a training and shows the epochs it reports.</summary>
    void Train(int epochs, Action<Action<EpochResult>> training);

    void Summary(IReadOnlyList<(string Name, string Value)> rows);
}
