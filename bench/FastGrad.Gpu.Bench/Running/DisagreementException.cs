namespace FastGrad.Gpu.Bench;

/// <summary>A device computes something else than the CPU.</summary>
internal sealed class DisagreementException(string message) : Exception(message);
