namespace FastGrad;

/// <summary>
/// Where the examples of a batch meet, each on its thread: all wait until the last has brought its value and leave with everybody's.
/// </summary>
internal sealed class Meeting(int size)
{
    private readonly object _gate = new();
    private string[] _operations = new string[size];
    private Tensor[] _brought = new Tensor[size];
    private Tensor[] _published = [];
    private int _arrived;
    private int _left;
    private long _round;
    private bool _isCalledOff;

    /// <summary>Number of examples.</summary>
    public int Size => size;

    /// <summary>Brings one example's value and gives all of them, in the examples' order.</summary>
    /// <exception cref="InvalidOperationException">The examples are not all in the same operation with the same shape.</exception>
    /// <exception cref="CalledOffException">Another example failed, so that nobody will come.</exception>
    public IReadOnlyList<Tensor> Meet(int example, string operation, Tensor value)
    {
        lock (_gate)
        {
            if (_isCalledOff)
                throw new CalledOffException();
            if (_left > 0)
                throw Alone(operation);
            _operations[example] = operation;
            _brought[example] = value;
            if (++_arrived == size)
            {
                Check();
                _published = _brought;
                _operations = new string[size];
                _brought = new Tensor[size];
                _arrived = 0;
                _round++;
                Monitor.PulseAll(_gate);
                return _published;
            }
            for (long round = _round; round == _round;)
            {
                if (_isCalledOff)
                    throw new CalledOffException();
                if (_left > 0)
                    throw Alone(operation);
                Monitor.Wait(_gate);
            }
            // Nobody publishes again before this thread has come to the next meeting.
            return _published;
        }
    }

    /// <summary>An example is done, and comes to no meeting any more.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            _left++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>An example failed: whoever waits, or comes, is to end.</summary>
    public void CallOff()
    {
        lock (_gate)
        {
            _isCalledOff = true;
            Monitor.PulseAll(_gate);
        }
    }

    private static InvalidOperationException Alone(string operation) =>
        new($"{operation} is over the batch, but another example ended without coming to it: every example has to take the same way.");

    private void Check()
    {
        for (int example = 1; example < size; example++)
        {
            if (_operations[example] != _operations[0] || _brought[example].Shape != _brought[0].Shape)
            {
                throw new InvalidOperationException(
                    $"Example 0 is in {_operations[0]} with {_brought[0].Shape}, example {example} in {_operations[example]} with "
                    + $"{_brought[example].Shape}: every example has to take the same way.");
            }
        }
    }
}
