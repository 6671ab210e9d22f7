namespace FastGrad;

/// <summary>A device has less memory free than was asked of it. What was allocated before for the same trainer has been given back.</summary>
/// <param name="message">What for, how much was asked, how much was free.</param>
/// <param name="inner">What the device said.</param>
public sealed class DeviceMemoryException(string message, Exception? inner = null) : Exception(message, inner);
