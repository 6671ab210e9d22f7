using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Robustness;

/// <summary>
/// Code as scripts write it, on the stack that a compiler's threads have on Windows. What fails here ends the process with a stack overflow,
/// as it would end the user's compiler.
/// </summary>
public class DepthTests
{
    public static TheoryData<string, int, bool> Cases => new()
    {
        { "sum", 150, true },
        { "sum", 300, false },
        { "sum", 2000, false },
        { "parentheses", 300, true },
        { "calls", 90, true },
        { "calls", 150, false },
        { "conditions", 150, true },
        { "conditions", 250, false },
        { "ifs", 90, true },
        { "ifs", 300, false },
        { "chain", 60, true },
        { "chain", 300, false },
        { "statements", 2000, true },
        { "loop", 2000, true },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void IsCompiledOrRefused(string form, int size, bool compiles)
    {
        GeneratorRunResult result = default;
        Compilation? output = null;
        Thread thread = new(() => result = Project.Run(Project.Create(Source(form, size)), out output), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        string[] errors = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString())];
        if (compiles)
            Expect.Nothing(string.Join("\n", errors.Concat(output!.GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString()))));
        else
            Assert.Contains("nested more than 200 levels deep", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static string Source(string form, int size) => form switch
    {
        "sum" => Activation("=> " + string.Join(" + ", Enumerable.Range(1, size).Select(index => $"x * {index}")) + ";"),
        "parentheses" => Activation($"=> {Times("(", size)}x{Times(")", size)};"),
        "calls" => Activation($"=> {Times("Math.Abs(1 + ", size)}x{Times(")", size)};"),
        "conditions" => Activation($"=> {Times("x > 1 ? x : ", size)}0;"),
        "ifs" => Forward($"{Times("if (1 < 2) { ", size)}x = x * 2;{Times(" }", size)}"),
        "chain" => Forward($"{string.Concat(Enumerable.Range(0, size).Select(index => $"if (Size == {index}) x = x * {index}; else "))} x = -x;"),
        "statements" => Forward(Times("x = Ops.Tanh(x) + x; ", size)),
        "loop" => Forward($"for (int i = 0; i < {size}; i++) x = Ops.Sin(x) * i;"),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    private static string Activation(string body) =>
        $"public sealed partial class LongAttribute : ActivationAttribute {{ [Formula] public double Activate(double x) {body} }}";

    private static string Forward(string body) =>
        $"[Model, Mse, Sgd] public partial class Net {{ private const int Size = 7; private Tensor Forward([Shape(4)] Tensor x) {{ {body} return x; }} }}";

    private static string Times(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
