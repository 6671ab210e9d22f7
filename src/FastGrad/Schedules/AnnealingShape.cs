namespace FastGrad;

/// <summary>The line along which a <see cref="OneCycleSchedule"/> goes from one rate to the next.</summary>
public enum AnnealingShape
{
    /// <summary>Half a cosine.</summary>
    Cosine,

    /// <summary>A straight line.</summary>
    Linear,
}
