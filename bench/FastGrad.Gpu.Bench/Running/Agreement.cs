using System.Globalization;

namespace FastGrad.Gpu.Bench;

/// <summary>What is timed must compute what the CPU does.</summary>
internal static class Agreement
{
    /// <summary>
    /// How far losses of the first steps may be apart, as a share of the CPU's or of 1: sums in another order differ in float's last digits, and
    /// optimizers that divide by a small root make more of it from step to step.
    /// </summary>
    public const double OfLosses = 1e-3;

    /// <param name="what">Names the numbers.</param>
    /// <param name="cpu">The CPU's.</param>
    /// <param name="device">As many.</param>
    /// <exception cref="DisagreementException">They are further apart.</exception>
    public static void Losses(string what, ReadOnlySpan<double> cpu, ReadOnlySpan<double> device)
    {
        if (cpu.Length != device.Length)
            throw new DisagreementException($"{what}: {device.Length} losses instead of {cpu.Length}");
        for (int step = 0; step < cpu.Length; step++)
            Near($"{what}, loss {step}", cpu[step], device[step], OfLosses * Math.Max(1, Math.Abs(cpu[step])));
    }

    /// <param name="what">Names the number.</param>
    /// <param name="expected">The CPU's.</param>
    /// <param name="actual">The device's.</param>
    /// <param name="tolerance">How far they may be apart.</param>
    /// <exception cref="DisagreementException">They are further apart, or no numbers.</exception>
    public static void Near(string what, double expected, double actual, double tolerance)
    {
        if (!(Math.Abs(expected - actual) <= tolerance))
            throw new DisagreementException(string.Create(
                CultureInfo.InvariantCulture, $"{what}: {actual:G9} instead of {expected:G9}, and {tolerance:G2} is allowed between them"));
    }
}
