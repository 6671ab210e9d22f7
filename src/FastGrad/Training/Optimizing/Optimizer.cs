using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Training;

namespace FastGrad;

/// <summary>
/// How weights follow their gradients. One optimizer serves one trainer; hyper-parameters can be set between steps, and are checked.
/// Concrete ones are generated beside their attributes: <c>Adam</c> for <c>AdamAttribute</c>.
/// </summary>
public abstract class Optimizer
{
    private bool _isAttached;

    /// <summary>Only this library's kinds of optimizer can drive a trainer.</summary>
    private protected Optimizer() { }

    /// <summary>How far a step goes.</summary>
    public abstract double LearningRate { get; set; }

    /// <summary>
    /// What checkpoints and messages call it: its name, and those settings that decided its rule where they are not the defaults, such as
    /// <c>Adam(AmsGrad = true)</c>. The same whatever model it trains.
    /// </summary>
    public virtual string FormName => GetType().Name;

    /// <summary>Steps made so far; set it where training goes on from a checkpoint. At least 0.</summary>
    public long StepCount
    {
        get;
        set => field = Allowed(value, value >= 0, "at least 0");
    }

    /// <summary>
    /// The momentum that a schedule may cycle: the optimizer's <c>Momentum</c>, or else its <c>Beta1</c>; null where it has neither.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of the hyper-parameter's range.</exception>
    public virtual double? CycledMomentum
    {
        get => null;
        set => throw new InvalidOperationException($"{FormName} has no momentum.");
    }

    /// <summary>The schedule that drives it; null for none.</summary>
    internal SchedulePace? Pace { get; set; }

    /// <summary>
    /// Why a trainer's step can't hand this optimizer the gradient piece by piece as it is made, but gathers all of it first; null where
    /// it can.
    /// </summary>
    public virtual string? UnfusedBecause => null;

    /// <summary>A hyper-parameter's new value, if it is allowed.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isAllowed">Whether it is. Ask so that NaN is not: <c>value >= 0</c>.</param>
    /// <param name="need">What it must be: "at least 0".</param>
    /// <param name="name">The hyper-parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static TValue Allowed<TValue>(TValue value, bool isAllowed, string need, [CallerMemberName] string name = "") =>
        HyperParameter.Allowed(value, isAllowed, need, name);

    /// <summary>Shows every setting that can change at run time, and takes what comes back for it.</summary>
    /// <param name="exchange">Is told each setting's name and value, and gives the new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A new value is out of its range; those before it have been taken.</exception>
    protected virtual void ExchangeSettings(SettingExchange exchange)
    {
        if (exchange(nameof(LearningRate), LearningRate) is double rate)
            LearningRate = rate;
    }

    /// <inheritdoc cref="ExchangeSettings"/>
    internal void Exchange(SettingExchange exchange) => ExchangeSettings(exchange);

    /// <summary>Gives the optimizer its slots for a model's parameters.</summary>
    internal OptimizerState<T> Attach<T>(ParameterSet<T> parameters) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_isAttached)
            throw new InvalidOperationException($"This {FormName} already serves a trainer; each needs an optimizer of its own.");
        OptimizerState<T> state = CreateState(parameters);
        _isAttached = true;
        return state;
    }

    /// <summary>Begins the next step: what does not depend on the weight is computed here, once.</summary>
    internal void BeginStep()
    {
        Pace?.Apply(StepCount);
        PrepareStep(StepCount + 1);
        StepCount++;
    }

    private protected abstract OptimizerState<T> CreateState<T>(ParameterSet<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private protected abstract void PrepareStep(long step);
}
