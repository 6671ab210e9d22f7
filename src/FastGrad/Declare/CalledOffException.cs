namespace FastGrad;

/// <summary>Ends an example's thread because another one failed; never seen outside of <see cref="Eager"/>.</summary>
internal sealed class CalledOffException : Exception;
