namespace FastGrad.Samples.Tests;

/// <summary>For what is true of the sample each time, and of the runtime most of the time.</summary>
internal static class Attempts
{
    // What training allocates it allocates in every run. The runtime may allocate on the same thread, for a method that it compiles anew, but
    // not in every run.
    private const int Most = 4;

    /// <summary>The result of the first run that is as it should be, or of the last.</summary>
    public static T Run<T>(Func<T> run, Func<T, bool> isRight)
    {
        T result = run();
        for (int attempt = 1; attempt < Most && !isRight(result); attempt++)
            result = run();
        return result;
    }
}
