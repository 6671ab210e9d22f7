namespace ILGPU;

public enum OptimizationLevel
{
    Debug = O0,
    Release = O1,
    O0 = 0,
    O1,
    O2,
}

public enum MathMode
{
    Default,
    Fast,
    Fast32BitOnly,
}

public enum InliningMode
{
    Default = Aggressive,
    Aggressive = 0,
    Conservative,
    Disabled,
}

public enum PageLockingMode
{
    Default,
    Auto,
    Aggressive,
}

/// <summary>What a context was made with. The double's kernels are run as they stand, so none of it changes anything.</summary>
public class ContextProperties
{
    protected internal ContextProperties()
    {
    }

    public bool EnableAssertions { get; protected set; }

    public OptimizationLevel OptimizationLevel { get; protected set; } = OptimizationLevel.Release;

    public InliningMode InliningMode { get; protected set; } = InliningMode.Default;

    public MathMode MathMode { get; protected set; } = MathMode.Default;

    public PageLockingMode PageLockingMode { get; protected set; } = PageLockingMode.Default;
}
