namespace FastGrad.Training;

/// <summary>
/// How the gradients of several steps' batches add up to that of one batch of all their examples. A mean over examples counts by its batch's
/// share of them; how many there will be shows only at the end, so batches are first taken to be as large as the first, and where they
/// were not, the sum is corrected.
/// </summary>
/// <param name="steps">Batches that move the weights once.</param>
/// <param name="isSum">Whether the loss is a sum over examples, so that gradients just add.</param>
internal sealed class Accumulation(int steps, bool isSum)
{
    private int _taken;
    private int _first;
    private long _examples;

    /// <summary>Why a step can't move weights as their gradient is made; null where it can.</summary>
    public string? UnfusedBecause { get; } = steps == 1 ? null : $"the gradients of {steps} batches are gathered before they move a weight";

    /// <summary>Batches that move the weights once.</summary>
    public int Steps => steps;

    /// <summary>How far it is, for checkpoints: batches gathered, examples of the first, and of all of them.</summary>
    public (int Taken, int First, long Examples) Progress
    {
        get => (_taken, _first, _examples);
        set => (_taken, _first, _examples) = value;
    }

    /// <summary>Whether nothing is gathered yet.</summary>
    public bool IsEmpty => _taken == 0;

    /// <summary>Whether the next batch is the one that moves the weights.</summary>
    public bool IsLast => _taken == steps - 1;

    /// <summary>A batch's gradient is gathered.</summary>
    /// <returns>What it is multiplied by as it is added.</returns>
    public double Take(int examples)
    {
        if (IsEmpty)
            (_first, _examples) = (examples, 0);
        _taken++;
        _examples += examples;
        return isSum ? 1 : examples / ((double)steps * _first);
    }

    /// <summary>All is gathered, and the next batch is the first again.</summary>
    /// <returns>What the sum still has to be multiplied by: 1 where all batches were as large as the first.</returns>
    public double Finish()
    {
        _taken = 0;
        return isSum ? 1 : (double)steps * _first / _examples;
    }

    /// <summary>What was gathered is dropped.</summary>
    public void Drop() => _taken = 0;
}
