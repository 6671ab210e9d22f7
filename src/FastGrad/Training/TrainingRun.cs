namespace FastGrad;

/// <summary>What a call of <c>Train</c> on a device came to.</summary>
public sealed class TrainingRun
{
    private readonly double[] _losses, _epochLosses;
    private int _steps;

    internal TrainingRun(int epochs, int stepsPerEpoch)
    {
        StepsPerEpoch = stepsPerEpoch;
        _losses = new double[epochs * stepsPerEpoch];
        _epochLosses = new double[epochs];
    }

    /// <summary>Steps of each epoch; the last of them has the examples that are left.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>The loss of each step's batch before its update, in the order of the steps.</summary>
    public ReadOnlySpan<double> Losses => _losses.AsSpan(0, _steps);

    /// <summary>The mean of each epoch's losses, to which a step counts by its examples.</summary>
    public ReadOnlySpan<double> EpochLosses => _epochLosses;

    internal void Add(double loss, int examples, int all)
    {
        _losses[_steps] = loss;
        _epochLosses[_steps / StepsPerEpoch] += loss * examples / all;
        _steps++;
    }
}
