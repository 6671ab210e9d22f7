namespace FastGrad;

/// <summary>How high the cycles of a <see cref="CyclicSchedule"/> are.</summary>
public enum CyclicShape
{
    /// <summary>All alike.</summary>
    Triangular,

    /// <summary>Each half as high as the one before.</summary>
    Triangular2,

    /// <summary>Lower by a factor from step to step: <see cref="CyclicSchedule.Decay"/>.</summary>
    ExponentialRange,
}
