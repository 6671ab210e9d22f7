using System.Numerics;

namespace FastGrad.Training;

/// <summary>From gradients to a move of the weights: what is gathered over several batches, clipped before and averaged after it.</summary>
internal sealed class Moves<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _workspace;
    private readonly ParameterSet<T> _gradients;
    private readonly Optimizer _optimizer;
    private readonly OptimizerState<T> _state;
    private readonly Accumulation _accumulation;
    private readonly WeightAverage<T>? _average;
    private WholeGradient<T>? _wholeGradient;

    /// <param name="workspace">The model's memory.</param>
    /// <param name="gradients">Of its weights.</param>
    /// <param name="optimizer">What moves them.</param>
    /// <param name="state">What the optimizer remembers of them.</param>
    /// <param name="accumulation">How several steps' batches add up.</param>
    /// <param name="options">What the trainer's user asked for.</param>
    public Moves(
        Workspace<T> workspace, ParameterSet<T> gradients, Optimizer optimizer, OptimizerState<T> state, Accumulation accumulation,
        TrainerOptions options)
    {
        _workspace = workspace;
        _gradients = gradients;
        _optimizer = optimizer;
        _state = state;
        _accumulation = accumulation;
        _average = options.AverageDecay is double decay ? new(workspace.Parameters, decay) : null;
        Clipping = options.Clipping;
    }

    public ParameterSet<T>? Average => _average?.Values;

    public GradientClipping? Clipping
    {
        get;
        set
        {
            field = value;
            ValueLimit = value is { Kind: ClippingKind.Value } ? T.CreateTruncating(value.Limit) : T.PositiveInfinity;
            NeedWholeGradients = UnfusedBecause is not null;
            // Where there is nothing to do to a whole gradient, no room for it is made.
            if (value is not null || _accumulation.UnfusedBecause is not null)
                _wholeGradient ??= new(_gradients);
        }
    }

    /// <summary>What a fused update clips each gradient to.</summary>
    public T ValueLimit { get; private set; }

    /// <summary>Whether gradients are gathered before the first weight moves.</summary>
    public bool NeedWholeGradients { get; private set; }

    public string? UnfusedBecause => _optimizer.UnfusedBecause ?? Clipping?.UnfusedBecause ?? _accumulation.UnfusedBecause;

    /// <summary>Of the last move; NaN where nothing asked for it.</summary>
    public double GradientNorm { get; private set; } = double.NaN;

    /// <summary>What several steps gathered gives way to what is added up now.</summary>
    public void DropGathered()
    {
        if (_accumulation.IsEmpty)
            return;
        _gradients.Clear();
        _accumulation.Drop();
    }

    /// <summary>From what several steps gathered to the gradient of all their examples.</summary>
    public void FinishAccumulation()
    {
        if (_accumulation.Finish() is not 1 and double correction)
            _wholeGradient!.Scale(_workspace.Team, correction);
    }

    /// <summary>Moves the weights along whole gradients, as the optimizer's step that has begun.</summary>
    public void Run()
    {
        GradientNorm = Clipping is null ? double.NaN : _wholeGradient!.Clip(_workspace.Team, Clipping);
        _state.Update(_workspace.Team, in _gradients.Start);
        _average?.Follow(_workspace.Team);
    }

    /// <summary>What follows a fused update, in which the weights have moved already.</summary>
    public void FollowFused()
    {
        GradientNorm = double.NaN;
        _average?.Follow(_workspace.Team);
    }
}
