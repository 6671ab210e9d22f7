namespace FastGrad.Threading;

/// <summary>
/// Waiting for another thread that needs microseconds. The first few are spent watching. Then this processor is offered to others each
/// time: where there are fewer processors than threads, the one that is waited for may need just this one.
/// </summary>
internal struct Patience
{
    private const int Looks = 100;

    private int _looks;

    /// <summary>Lets a moment go by.</summary>
    public void Wait()
    {
        if (_looks < Looks)
        {
            _looks++;
            Thread.SpinWait(1);
        }
        else
        {
            Thread.Yield();
        }
    }
}
