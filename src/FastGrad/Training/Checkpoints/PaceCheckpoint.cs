namespace FastGrad.Training;

/// <summary>
/// What a checkpoint knows of a schedule: its kind, what it works from, and the numbers that it remembers. Its settings are the program's.
/// </summary>
internal sealed class PaceCheckpoint
{
    private const string Kind = "schedule.kind", BaseRate = "schedule.baseRate", BaseMomentum = "schedule.baseMomentum", State = "schedule.state.";

    private readonly SchedulePace _pace;
    private readonly double _baseRate;
    private readonly double? _baseMomentum;
    private readonly double[] _state;

    private PaceCheckpoint(SchedulePace pace, MetadataNumbers numbers)
    {
        _pace = pace;
        _baseRate = numbers.Read(BaseRate);
        if (!(_baseRate is >= 0 and < double.PositiveInfinity))
            throw numbers.Fail($"'{BaseRate}' is {numbers.Word(BaseRate)} in the metadata, but a rate is at least 0 and finite.");
        bool isSaved = numbers.Word(BaseMomentum) is not null;
        if (pace.BaseMomentum is not null && !isSaved)
            throw numbers.Fail(
                $"The file's {pace.Schedule.GetType().Name} left the momentum alone, but this trainer's cycles it. "
                + "Give it one with CycleMomentum = false before Load; afterwards it may have another.");
        if (isSaved && pace.HasMomentum)
        {
            _baseMomentum = numbers.Read(BaseMomentum);
            if (!(_baseMomentum is >= 0 and < 1))
                throw numbers.Fail($"'{BaseMomentum}' is {numbers.Word(BaseMomentum)} in the metadata, but a momentum is at least 0 and below 1.");
        }
        _state = [.. pace.Schedule.StateNames.Select(name => numbers.Read(State + name))];
    }

    public static void Write(SchedulePace? pace, MetadataNumbers numbers)
    {
        if (pace is null)
            return;
        numbers.Write(Kind, pace.Schedule.GetType().Name);
        numbers.Write(BaseRate, pace.BaseRate);
        if (pace.BaseMomentum is double momentum)
            numbers.Write(BaseMomentum, momentum);
        double[] state = new double[pace.Schedule.StateNames.Count];
        pace.Schedule.GetState(state);
        for (int index = 0; index < state.Length; index++)
            numbers.Write(State + pace.Schedule.StateNames[index], state[index]);
    }

    /// <summary>What a file has for a trainer's schedule; null where neither has one.</summary>
    /// <exception cref="CheckpointException">They have different ones.</exception>
    public static PaceCheckpoint? Read(SchedulePace? pace, MetadataNumbers numbers)
    {
        string? found = numbers.Word(Kind), own = pace?.Schedule.GetType().Name;
        if (found != own)
            throw numbers.Fail(
                $"The file was saved by a trainer with {found ?? "no schedule"}, but this one has {own ?? "none"}. "
                + "Give it the same one before Load; afterwards it may have another.");
        return pace is null ? null : new(pace, numbers);
    }

    /// <exception cref="CheckpointException">The schedule refuses its numbers; none but the optimizer's settings have changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The optimizer refuses the momentum; nothing has changed.</exception>
    public void Restore(CheckpointFile file)
    {
        if (_pace.BaseMomentum is null && _baseMomentum is double momentum)
            _pace.GiveBack(momentum);
        try
        {
            _pace.Schedule.SetState(_state);
        }
        catch (ArgumentException problem)
        {
            throw new CheckpointException(file.Path, $"The schedule refuses its numbers. {problem.Message}", tensor: null, problem);
        }
        _pace.Restore(_baseRate, _pace.BaseMomentum is null ? null : _baseMomentum);
    }
}
