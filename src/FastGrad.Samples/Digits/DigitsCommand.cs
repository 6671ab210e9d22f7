using System.CommandLine;
using System.Globalization;
using System.Numerics;
using FastGrad.Samples.Display;

namespace FastGrad.Samples.Digits;

/// <summary><c>digits</c>: recognises handwritten digits after a moment's training.</summary>
public static class DigitsCommand
{
    /// <summary>Of epochs, and of examples in a batch: the times of all steps are kept.</summary>
    private const int Most = 10_000;

    public static Command Create()
    {
        Option<int> epochs = Number("--epochs", 1, Most, 40, "Rounds through the training set.");
        Option<int> batch = Number("--batch", 1, Most, 32, "Examples per step.");
        Option<ulong> seed = Number("--seed", ulong.MinValue, ulong.MaxValue, 42UL, "Decides everything random: same seed, same net.");
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
        display.Train(epochs, report => result = DigitTraining.Run(epochs, batch, seed, report));
        display.Summary(
        [
            ("test accuracy", $"{result.Accuracy:P2} ({result.Right} of {result.Tested})"),
            ("examples per second", $"{result.ExamplesPerSecond:N0}"),
            ("step latency", $"p50 {result.MedianStep:N1} µs, p99 {result.SlowStep:N1} µs"),
            ("allocated after warm-up", $"{result.AllocatedBytes:N0} bytes"),
        ]);
    }

    /// <summary>An option that says in its own words what it takes: the parser's message would name a .NET type.</summary>
    private static Option<T> Number<T>(string name, T least, T most, T usual, string description) where T : struct, IBinaryInteger<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (T.TryParse(text, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most)
                return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}, got '{text}'."));
            return usual;
        },
    };
}
