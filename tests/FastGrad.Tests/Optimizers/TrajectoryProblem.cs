namespace FastGrad.Tests.Optimizers;

/// <summary>
/// The function that trajectories.py descends: same numbers, same order of operations, so that the gradients differ by no rounding.
/// </summary>
internal static class TrajectoryProblem
{
    public const int Count = 23;

    public static double Start(int index) => index * 7 % 11 * 0.375 - 1.875;

    public static double Gradient(int index, double weight, int step)
    {
        double curvature = index * 0.125 + 0.0625;
        double centre = index * 5 % 7 * 0.25 - 0.75;
        double push = (index * 5 + step * 3) % 13 * 0.125 - 0.75;
        return curvature * (weight - centre) + 0.5 * (weight * (weight * weight - 1)) + push;
    }
}
