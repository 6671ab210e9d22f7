namespace FastGrad.Gpu.Bench;

/// <summary>The ways of training many models.</summary>
internal static class ManyModels
{
    /// <param name="machine">Owns what is made.</param>
    /// <param name="cpu">A trainer of a model with these first weights.</param>
    /// <param name="device">On the device, of a model whose first weights are seed 1's.</param>
    /// <param name="count">Models.</param>
    /// <param name="batch">Examples of a step.</param>
    /// <param name="inputs">Batches.</param>
    /// <param name="targets">As many.</param>
    /// <param name="repeats">How often the batches are uploaded one after another, for a long epoch.</param>
    /// <exception cref="DisagreementException">A loss is not the CPU's: the first or the last model's, or the one's that is trained alone.</exception>
    public static Way[] Prepare<TTarget, TCriterion, TProgram, TOptimizer>(
        Machine machine, Func<ulong, ITrainer<float, TTarget>> cpu, DeviceTrainer<float, TTarget, TCriterion, TProgram, TOptimizer> device,
        int count, int batch, float[][] inputs, TTarget[][] targets, int repeats)
        where TTarget : unmanaged
        where TCriterion : Criterion
        where TProgram : struct, IModelProgram<float, TTarget, TCriterion>
        where TOptimizer : Optimizer
    {
        machine.Own(device);
        ulong[] seeds = [.. Enumerable.Range(1, count).Select(seed => (ulong)seed)];
        inputs = [.. Enumerable.Repeat(inputs, repeats).SelectMany(part => part)];
        targets = [.. Enumerable.Repeat(targets, repeats).SelectMany(part => part)];
        device.Upload(inputs.SelectMany(part => part).ToArray(), targets.SelectMany(part => part).ToArray());
        Ensemble<float, TOptimizer> models = machine.Own(device.TrainMany(seeds, 1, batch, shuffle: false));
        foreach (int model in (int[])[0, count - 1])
            Agreement.Losses($"TrainMany, model {model}", [Mean(seeds[model])], [models.LossesOf(model)[0]]);
        Agreement.Losses("Train", [Mean(seeds[0])], [device.Train(1, batch, shuffle: false).Losses.ToArray().Average()]);
        return
        [
            new("together", calls => models.Train((int)calls), inputs.Length),
            new("one after another", calls =>
            {
                for (long model = 0; model < calls * count; model++)
                    device.Train(1, batch, shuffle: false);
            }, inputs.Length),
        ];

        double Mean(ulong seed)
        {
            using ITrainer<float, TTarget> trainer = cpu(seed);
            return inputs.Zip(targets, (examples, goals) => (double)trainer.Step(examples, goals)).Average();
        }
    }
}
