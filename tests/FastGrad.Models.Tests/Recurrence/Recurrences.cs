using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Recurrence;

/// <summary>Recurrent models, each in both precisions, with fusion on and off, compiled together.</summary>
internal static class Recurrences
{
    private static readonly Lazy<InMemory> _compiled = new(() => InMemory.Compile("Recurrences", [string.Concat(Models())], new(Unfused: true)));

    public static int[] Steps { get; } = [1, 2, 7];

    /// <summary>Cells over vectors of three, as stages.</summary>
    public static string[] Cells { get; } = ["Rnn(5)", "Gru(5)", "CellRnn(5)", "CellGru(5)", "Detached(5)"];

    /// <summary>Cells over sequences [6, 4]: the stages, and the parameters' order is theirs.</summary>
    public static string[] Others { get; } =
    [
        "Divisor", "GuardedDivisor", "Elementwise", "LookingBack", "Choosing", "Together", "LearnedStart", "MatrixState", "SharedRecurrence",
        "CellGru(16)", "CellRnn(20)", "Gru(17)", "Rnn(3), Gru(5)", "Gru(5), LastStep, Dense(2)",
    ];

    public static string Name(string stages, int steps) => string.Concat(stages.Where(char.IsLetterOrDigit)) + "Of" + steps;

    public static Driver Create(string stages, int steps, bool isDouble, bool fused = true) =>
        _compiled.Value.Create(Name(stages, steps) + (isDouble ? "Double" : "Single") + (fused ? "" : "Unfused"));

    private static IEnumerable<string> Models()
    {
        foreach (string precision in (string[])["Double", "Single"])
        {
            foreach (string cell in Cells)
            {
                foreach (int steps in Steps)
                    yield return Model(cell, steps, 3, precision);
            }
            foreach (string stages in Others)
                yield return Model(stages, 6, 4, precision);
        }
    }

    private static string Model(string stages, int steps, int width, string precision) =>
        $"[Model(Precision = Precision.{precision}, InputGradient = true), Input({steps}, {width}), {stages}, Mse, Sgd(LearningRate = 0.1)]\n"
        + $"public partial class {Name(stages, steps)}{precision};\n";
}
