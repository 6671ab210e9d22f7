namespace FastGrad.Gpu.Bench;

/// <summary>The ways of making a training step.</summary>
internal static class TrainingSteps
{
    /// <summary>The CPU's trainer.</summary>
    public const string Cpu = "cpu";

    /// <param name="cpu">A trainer of the same model with the same weights as the other.</param>
    /// <param name="device">On the device.</param>
    /// <param name="batch">Examples of a step.</param>
    /// <param name="inputs">Batches, taken in turn.</param>
    /// <param name="targets">As many.</param>
    /// <param name="repeats">How often the batches are uploaded one after another, for a long epoch.</param>
    /// <exception cref="DisagreementException">The trainers' losses differ.</exception>
    public static Way[] Prepare<TTarget, TCriterion, TProgram, TOptimizer>(
        ITrainer<float, TTarget> cpu, DeviceTrainer<float, TTarget, TCriterion, TProgram, TOptimizer> device,
        int batch, float[][] inputs, TTarget[][] targets, int repeats)
        where TTarget : unmanaged
        where TCriterion : Criterion
        where TProgram : struct, IModelProgram<float, TTarget, TCriterion>
        where TOptimizer : Optimizer
    {
        // On the same trainers all the time: from step to step, and from way to way.
        Agreement.Losses("Step", Losses(cpu, inputs, targets), Losses(device, inputs, targets));
        device.Enqueue(inputs[0], targets[0]);
        Agreement.Losses("Enqueue", [cpu.Step(inputs[0], targets[0])], [device.LastLoss]);
        device.Upload(inputs.SelectMany(part => part).ToArray(), targets.SelectMany(part => part).ToArray());
        Agreement.Losses("Train", Losses(cpu, inputs, targets), device.Train(1, batch, shuffle: false).Losses);

        float[][] manyInputs = [.. Enumerable.Repeat(inputs, repeats).SelectMany(part => part)];
        TTarget[][] manyTargets = [.. Enumerable.Repeat(targets, repeats).SelectMany(part => part)];
        device.Upload(manyInputs.SelectMany(part => part).ToArray(), manyTargets.SelectMany(part => part).ToArray());
        Way enqueue = Way.InTurn("enqueue", index => device.Enqueue(inputs[index], targets[index]));
        return
        [
            Way.InTurn(Cpu, index => cpu.Step(inputs[index], targets[index])),
            Way.InTurn("step", index => device.Step(inputs[index], targets[index])),
            enqueue with
            {
                Run = calls =>
                {
                    enqueue.Run(calls);
                    device.Synchronize();
                },
            },
            new("train", calls =>
            {
                for (; calls > 0; calls--)
                    device.Train(1, batch);
            }, manyInputs.Length),
        ];
    }

    private static double[] Losses<TTarget>(ITrainer<float, TTarget> trainer, float[][] inputs, TTarget[][] targets) where TTarget : unmanaged =>
        [.. inputs.Zip(targets, (examples, goals) => (double)trainer.Step(examples, goals))];
}
