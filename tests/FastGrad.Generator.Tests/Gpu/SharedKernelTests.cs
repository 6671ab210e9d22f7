using System.Text.RegularExpressions;
using FastGrad.Generator.Tests.Gpu.Rules;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Gpu;

/// <summary>What inference computes as training does is written once.</summary>
public class SharedKernelTests
{
    [Fact]
    public void ARecurrenceThatKeepsNothingElseForTheWayBackInfersByItsForwardPhase() => Assert.Contains(
        "protected override void Infer(Frame frame) => Forward(frame);",
        Emitted("[Model, Input(8, 3), Rnn(6), LastStep, Dense(1), Mse, Sgd] public partial class Net;"), StringComparison.Ordinal);

    [Fact]
    public void WhatStandsBeforeADropoutIsLaunchedByBoth()
    {
        string text = Emitted("[Model, Input(6), Dense(8), Relu, Dropout(0.25), Dense(3), CrossEntropy, Sgd] public partial class Net;");
        Assert.Equal(["_dense1Product"], Launches(text, "Forward").Intersect(Launches(text, "Infer")));
        Assert.Contains(Launches(text, "Infer"), kernel => !Launches(text, "Forward").Contains(kernel));
    }

    /// <summary>Statistics of the batch in training, running ones in inference.</summary>
    [Fact]
    public void WhatDiffersIsWrittenTwice()
    {
        string text = Emitted("[Model, Input(6), BatchNorm, Dense(3), CrossEntropy, Sgd] public partial class Net;");
        Assert.Empty(Launches(text, "Forward").Take(1).Intersect(Launches(text, "Infer")));
        Assert.NotEmpty(Launches(text, "Infer"));
    }

    /// <summary>Also where what differs are functions that values are called after.</summary>
    [Fact]
    public void AFunctionIsNotTakenForAValueOfItsName() => Assert.DoesNotContain(
        "=> Forward(frame)",
        Emitted("""
            [Model, Mse, Sgd]
            public partial class Net
            {
                [Dense(3)] private partial Tensor Mix(Tensor x);
                private Tensor Forward([Shape(6)] Tensor x)
                {
                    Tensor mixed = Mix(x);
                    if (Ops.Training)
                    {
                        Tensor tanh = Ops.Tanh(mixed);
                        return tanh;
                    }
                    Tensor sigmoid = Ops.Sigmoid(mixed);
                    return sigmoid;
                }
            }
            """),
        StringComparison.Ordinal);

    private static string Emitted(string model) => Project.Run(Ilgpu.With(GpuPrograms.Ilgpu, model), out _).Source("Net.Gpu.g.cs");

    private static string[] Launches(string text, string phase)
    {
        string method = text[text.IndexOf($"protected override void {phase}(Frame frame)", StringComparison.Ordinal)..];
        method = method[..method.IndexOf("\n        }\n", StringComparison.Ordinal)];
        return [.. Regex.Matches(method, @"Launch\((\w+),").Select(match => match.Groups[1].Value)];
    }
}
