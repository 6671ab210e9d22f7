namespace FastGrad.Samples.Display;

/// <summary>Where a sample shows how its training goes.</summary>
public interface ITrainingDisplay
{
    void Title(string text);

    /// <summary>Runs a training and shows what it reports.</summary>
    /// <param name="rounds">Epochs or steps in all.</param>
    /// <param name="training">Is given what it reports to, as often as it likes.</param>
    /// <param name="unit">What a round is called.</param>
    void Train(int rounds, Action<Action<Progress>> training, string unit = "epoch");

    void Summary(IReadOnlyList<(string Name, string Value)> rows);

    /// <summary>Shows rows of as many cells as there are columns. All but the first column are numbers.</summary>
    void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows);
}
