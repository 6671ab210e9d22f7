using System.Globalization;

namespace FastGrad.Training;

/// <summary>
/// A schedule as it drives one optimizer: what the optimizer's rate and momentum were before, which the schedule starts from and
/// which come back when it goes.
/// </summary>
internal sealed class SchedulePace
{
    private readonly Optimizer _optimizer;

    private SchedulePace(Optimizer optimizer, Schedule schedule, double baseRate, double? baseMomentum)
    {
        _optimizer = optimizer;
        Schedule = schedule;
        BaseRate = baseRate;
        BaseMomentum = baseMomentum;
    }

    public Schedule Schedule { get; }

    public double BaseRate { get; private set; }

    /// <summary>Null of an optimizer without momentum, and where the schedule leaves it alone.</summary>
    public double? BaseMomentum { get; private set; }

    /// <summary>Puts a schedule in the place of the one that an optimizer has; null to have none.</summary>
    /// <exception cref="ArgumentException">It cycles a momentum that the optimizer does not have; nothing has changed.</exception>
    public static void Change(Optimizer optimizer, Schedule? schedule)
    {
        if (schedule is { CyclesMomentum: true } && optimizer.CycledMomentum is null)
            throw new ArgumentException(
                $"{schedule.GetType().Name} cycles momentum, but {optimizer.FormName} has neither Momentum nor Beta1; "
                + "set CycleMomentum = false on the schedule, or use another optimizer.",
                nameof(schedule));
        if (optimizer.Pace is SchedulePace former)
        {
            optimizer.LearningRate = former.BaseRate;
            if (former.BaseMomentum is double momentum)
                optimizer.CycledMomentum = momentum;
        }
        optimizer.Pace = schedule is null
            ? null
            : new(optimizer, schedule, optimizer.LearningRate, schedule.CyclesMomentum ? optimizer.CycledMomentum : null);
    }

    /// <summary>Sets what a schedule works from; without one, the rate itself.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no rate; nothing has changed.</exception>
    public static void ChangeBaseRate(Optimizer optimizer, double rate)
    {
        if (optimizer.Pace is SchedulePace pace)
            pace.BaseRate = HyperParameter.Allowed(rate, rate is >= 0 and < double.PositiveInfinity, "at least 0 and finite", "BaseLearningRate");
        else
            optimizer.LearningRate = rate;
    }

    /// <summary>Whether the optimizer has one.</summary>
    public bool HasMomentum => _optimizer.CycledMomentum is not null;

    /// <summary>The optimizer's own momentum again, which another trainer's schedule had cycled: this one leaves it alone and never would.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The optimizer refuses it; nothing has changed.</exception>
    public void GiveBack(double momentum) => _optimizer.CycledMomentum = momentum;

    /// <summary>Goes on from what another trainer's pace was.</summary>
    public void Restore(double baseRate, double? baseMomentum) => (BaseRate, BaseMomentum) = (baseRate, baseMomentum);

    /// <summary>Sets rate and momentum for a step, before the optimizer begins it.</summary>
    /// <param name="step">0 for the first.</param>
    /// <exception cref="InvalidOperationException">The schedule gives what the optimizer cannot take; nothing has changed.</exception>
    public void Apply(long step)
    {
        double rate = Schedule.Rate(step, BaseRate);
        if (!(rate is >= 0 and < double.PositiveInfinity))
            throw Refused("rate", rate, step, "at least 0 and finite");
        if (BaseMomentum is double own)
        {
            double momentum = Schedule.Momentum(step) ?? own;
            if (!(momentum is >= 0 and < 1))
                throw Refused("momentum", momentum, step, "at least 0 and below 1");
            _optimizer.CycledMomentum = momentum;
        }
        _optimizer.LearningRate = rate;
    }

    private InvalidOperationException Refused(string what, double value, long step, string need) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{Schedule.GetType().Name} gives {value} as the {what} of step {step} from a base rate of {BaseRate}, but it must be {need}."));
}
