namespace FastGrad.Samples.Linear;

/// <summary>What an epoch gave.</summary>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Loss">Mean squared error, before the epoch's step.</param>
/// <param name="Slope">w, after it.</param>
/// <param name="Intercept">b, after it.</param>
public readonly record struct LinearResult(int Epoch, double Loss, double Slope, double Intercept);

/// <summary>The loop as every course has it first. <c>trainer.Step(x, y)</c> would be the same in one line, to the bit.</summary>
public static class LinearTraining
{
    /// <param name="points">What to learn: all of them in each step.</param>
    /// <param name="epochs">Steps.</param>
    /// <param name="seed">Of the first w.</param>
    /// <returns>Epoch by epoch.</returns>
    public static IEnumerable<LinearResult> Run(PointCloud points, int epochs, ulong seed)
    {
        LinearNet net = new(seed);
        var trainer = net.CreateTrainer(batchCapacity: points.X.Length);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            trainer.ZeroGradients();
            trainer.Forward(points.X);
            float loss = trainer.Loss(points.Y);
            trainer.Backward();
            trainer.Update();
            yield return new(epoch, loss, net.Slope, net.Intercept);
        }
    }
}
