namespace FastGrad;

/// <summary>
/// Several schedules one after another, each from its own step 0 and the same base rate: from milestone i on schedule i + 1, which sees
/// t − milestoneᵢ. PyTorch's <c>SequentialLR</c>, "torch.optim.lr_scheduler" (2022).
/// </summary>
public sealed class SequenceSchedule : Schedule
{
    private readonly Schedule[] _schedules;
    private readonly long[] _milestones;
    private readonly string[] _stateNames;

    /// <summary>Some schedules and the steps at which they take over.</summary>
    /// <param name="schedules">In their order; at least one.</param>
    /// <param name="milestones">The step at which each but the first begins, none before its predecessor; at least 0.</param>
    /// <exception cref="ArgumentException">There are not as many milestones as schedules less one, or they are not in order.</exception>
    public SequenceSchedule(ReadOnlySpan<Schedule> schedules, ReadOnlySpan<long> milestones)
    {
        if (schedules.Length != milestones.Length + 1)
            throw new ArgumentException(
                $"Got {milestones.Length} milestones for {schedules.Length} schedules, but each schedule after the first needs one.",
                nameof(milestones));
        Milestones.Check(milestones, nameof(milestones));
        _schedules = schedules.ToArray();
        _milestones = milestones.ToArray();
        foreach (Schedule schedule in _schedules)
            ArgumentNullException.ThrowIfNull(schedule, nameof(schedules));
        _stateNames = [.. _schedules.SelectMany((schedule, index) => schedule.StateNames.Select(name => $"{index}.{name}"))];
    }

    /// <inheritdoc/>
    public override bool CyclesMomentum => Array.Exists(_schedules, schedule => schedule.CyclesMomentum);

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateNames => _stateNames;

    /// <summary>The rate of the schedule whose turn it is.</summary>
    public override double Rate(long step, double baseRate)
    {
        (Schedule schedule, long own) = At(step);
        return schedule.Rate(own, baseRate);
    }

    /// <summary>The momentum of the schedule whose turn it is.</summary>
    public override double? Momentum(long step)
    {
        (Schedule schedule, long own) = At(step);
        return schedule.Momentum(own);
    }

    /// <inheritdoc/>
    public override void GetState(Span<double> state)
    {
        foreach (Schedule schedule in _schedules)
        {
            schedule.GetState(state[..schedule.StateNames.Count]);
            state = state[schedule.StateNames.Count..];
        }
    }

    /// <inheritdoc/>
    public override void SetState(ReadOnlySpan<double> state)
    {
        double[] former = new double[_stateNames.Length];
        GetState(former);
        try
        {
            Restore(state);
        }
        catch
        {
            // One of them refused, after others had taken theirs.
            Restore(former);
            throw;
        }
    }

    private void Restore(ReadOnlySpan<double> state)
    {
        foreach (Schedule schedule in _schedules)
        {
            schedule.SetState(state[..schedule.StateNames.Count]);
            state = state[schedule.StateNames.Count..];
        }
    }

    private (Schedule Schedule, long Step) At(long step)
    {
        int passed = Milestones.Passed(_milestones, step);
        return (_schedules[passed], passed == 0 ? step : step - _milestones[passed - 1]);
    }
}
