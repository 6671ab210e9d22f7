using System.Runtime.CompilerServices;
using FastGrad.Training;

namespace FastGrad;

/// <summary>
/// How the learning rate changes from step to step. At the beginning of each update the trainer sets the optimizer's rate to
/// <see cref="Rate"/> of the optimizer's <see cref="Optimizer.StepCount"/> and of the base rate; see <see cref="ITrainer.Schedule"/>.
/// </summary>
/// <remarks>
/// Steps are updates, not epochs: what is to happen every 30 epochs happens every 30 × steps per epoch. A schedule is a pure function of
/// the step, so one object may serve several trainers and training goes on where <see cref="Optimizer.StepCount"/> says; the exception is
/// one that learns how training goes (<see cref="ReduceOnPlateauSchedule"/>) and keeps numbers of its own (<see cref="StateNames"/>).
/// <para/>
/// A schedule of one's own derives from this class, or is a <see cref="LambdaSchedule"/>. It must allocate nothing, and give a rate of at
/// least 0 for every step there is.
/// </remarks>
public abstract class Schedule
{
    /// <summary>Whether <see cref="Momentum"/> gives anything: only an optimizer that has a momentum can follow then.</summary>
    public virtual bool CyclesMomentum => false;

    /// <summary>Names of the numbers that it remembers beyond the step; none for a pure function of the step.</summary>
    public virtual IReadOnlyList<string> StateNames => [];

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">0 for the first.</param>
    /// <param name="baseRate">The rate that was set on the optimizer before the schedule came.</param>
    public abstract double Rate(long step, double baseRate);

    /// <summary>The momentum of a step; null to leave the optimizer's own.</summary>
    /// <param name="step">0 for the first.</param>
    public virtual double? Momentum(long step) => null;

    /// <summary>Reads the numbers that it remembers.</summary>
    /// <param name="state">Receives as many as there are <see cref="StateNames"/>, in their order.</param>
    public virtual void GetState(Span<double> state) { }

    /// <summary>Restores the numbers that it remembers.</summary>
    /// <param name="state">As <see cref="GetState"/> gave them.</param>
    /// <exception cref="ArgumentException">A number is none that it could have given; nothing has changed.</exception>
    public virtual void SetState(ReadOnlySpan<double> state) { }

    /// <summary>A setting's value, if it is allowed.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isAllowed">Whether it is. Ask so that NaN is not: <c>value >= 0</c>.</param>
    /// <param name="need">What it must be: "at least 0".</param>
    /// <param name="name">The setting.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static TValue Allowed<TValue>(
        TValue value, bool isAllowed, string need, [CallerArgumentExpression(nameof(value))] string name = "") =>
        HyperParameter.Allowed(value, isAllowed, need, name);
}
