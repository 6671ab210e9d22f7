using System.CommandLine;
using FastGrad.Samples.Commands;
using FastGrad.Samples.Display;

namespace FastGrad.Samples.Digits;

/// <summary><c>digits</c>: recognises handwritten digits after a moment's training.</summary>
public static class DigitsCommand
{
    public static Command Create()
    {
        Option<int> epochs = CommonOptions.Epochs(40);
        Option<int> batch = CommonOptions.Batch(32);
        Option<ulong> seed = CommonOptions.Seed();
        Command command = new("digits", "Train a net on 1,437 handwritten digits of 8×8 pixels and test it on 360 others.") { epochs, seed, batch };
        command.SetAction(parsed =>
        {
            ITrainingDisplay display = TrainingDisplay.For(parsed.InvocationConfiguration.Output);
            Run(display, parsed.GetValue(epochs), parsed.GetValue(batch), parsed.GetValue(seed));
        });
        return command;
    }

    private static void Run(ITrainingDisplay display, int epochs, int batch, ulong seed)
    {
        display.Title($"digits: 64-64-10, {DigitNet.ParameterCount:N0} parameters, batch {batch}, seed {seed}");
        TrainingResult result = default;
        display.Train(epochs, report => result = DigitTraining.Run(epochs, batch, seed, epoch =>
            report(new(epoch.Epoch, new("loss", epoch.Loss), new("test accuracy", epoch.Accuracy, "P2")))));
        display.Summary(
        [
            ("test accuracy", $"{result.Accuracy:P2} ({result.Right} of {result.Tested})"),
            ("examples per second", $"{result.ExamplesPerSecond:N0}"),
            ("step latency", $"p50 {result.MedianStep:N1} µs, p99 {result.SlowStep:N1} µs"),
            ("allocated after warm-up", $"{result.AllocatedBytes:N0} bytes"),
        ]);
    }
}
