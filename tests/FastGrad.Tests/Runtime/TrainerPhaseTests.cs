using Xunit;
using static FastGrad.Tests.Runtime.LinearTrainer;

namespace FastGrad.Tests.Runtime;

/// <summary>What the phases compute, and that the fused step computes the same.</summary>
[Trait("Category", "Numeric")]
public sealed class TrainerPhaseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(Capacity)]
    public void Step_is_the_five_phases_bit_for_bit(int batch)
    {
        LinearTrainer fused = new(), phased = new();
        for (int step = 0; step < 5; step++)
        {
            float[] inputs = Inputs(batch, step), targets = Targets(batch, step + 100);
            float loss = fused.Step(inputs, targets);
            phased.ZeroGradients();
            phased.Forward(inputs);
            Assert.Equal(phased.Loss(targets), loss);
            phased.Backward();
            phased.Update();
            Bits.AssertSame<float>(Values(phased.Parameters), Values(fused.Parameters));
            Bits.AssertSame<float>(Values(phased.OptimizerState["velocity"]), Values(fused.OptimizerState["velocity"]));
            Bits.AssertSame(phased.InputGradient, fused.InputGradient);
        }
        Assert.Equal(5, fused.Optimizer.StepCount);
    }

    [Fact]
    public void Forward_gives_contiguous_outputs_of_a_linear_layer()
    {
        LinearTrainer trainer = new();
        float[] inputs = Inputs(4);
        float[] outputs = trainer.Forward(inputs).ToArray();
        Assert.Equal(4 * LinearProgram.Outputs, outputs.Length);
        Span<float> weight = trainer.Parameters["Dense1.Weight"].Values;
        for (int example = 0; example < 4; example++)
            for (int output = 0; output < LinearProgram.Outputs; output++)
            {
                double sum = 0.25;
                for (int input = 0; input < LinearProgram.Inputs; input++)
                    sum += (double)inputs[example * LinearProgram.Inputs + input] * weight[input * LinearProgram.Outputs + output];
                Assert.Equal(sum, outputs[example * LinearProgram.Outputs + output], 1e-6);
            }
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        LinearTrainer trainer = new();
        float[] inputs = Inputs(6), targets = Targets(6);
        trainer.Forward(inputs);
        trainer.Loss(targets);
        trainer.Backward();
        float[] inputGradient = trainer.InputGradient.ToArray();
        const float Step = 1f / 64;
        // The loss is quadratic: central differences are exact but for rounding, some 1e-7 / Step.
        foreach (Parameter<float> parameter in trainer.Parameters)
            for (int index = 0; index < parameter.Values.Length; index++)
                Assert.Equal(Slope(ref parameter.Values[index]), trainer.Gradients[parameter.Name].Values[index], 5e-5);
        for (int index = 0; index < inputs.Length; index++)
            Assert.Equal(Slope(ref inputs[index]), inputGradient[index], 5e-5);

        double Slope(ref float place)
        {
            float kept = place;
            place = kept + Step;
            double above = trainer.Evaluate(inputs, targets);
            place = kept - Step;
            double below = trainer.Evaluate(inputs, targets);
            place = kept;
            return (above - below) / (2 * Step);
        }
    }

    [Fact]
    public void Backward_accumulates_until_zeroed()
    {
        LinearTrainer trainer = new();
        float[] first = Gradient(trainer, seed: 1), second = Gradient(trainer, seed: 2);
        trainer.ZeroGradients();
        Pass(trainer, 1);
        Pass(trainer, 2);
        Bits.AssertSame<float>([.. first.Zip(second, (a, b) => a + b)], Values(trainer.Gradients));
        trainer.Update();
        Assert.Equal(1, trainer.Optimizer.StepCount);

        static void Pass(LinearTrainer trainer, int seed)
        {
            trainer.Forward(Inputs(3, seed));
            trainer.Loss(Targets(3, seed));
            trainer.Backward();
        }

        static float[] Gradient(LinearTrainer trainer, int seed)
        {
            trainer.ZeroGradients();
            Pass(trainer, seed);
            return Values(trainer.Gradients);
        }
    }

    [Fact]
    public void Backward_takes_a_gradient_from_outside()
    {
        LinearTrainer inside = new(), outside = new();
        float[] inputs = Inputs(3), targets = Targets(3);
        inside.Forward(inputs);
        inside.Loss(targets);
        inside.Backward();
        float[] outputs = outside.Forward(inputs).ToArray();
        const float Scale = 1f / (3 * LinearProgram.Outputs);
        outside.Backward([.. outputs.Zip(targets, (output, target) => 2 * Scale * (output - target))]);
        Bits.AssertSame<float>(Values(inside.Gradients), Values(outside.Gradients));
    }

    [Fact]
    public void Forward_keeps_a_copy_of_its_inputs()
    {
        LinearTrainer kept = new(), overwritten = new();
        float[] inputs = Inputs(3), targets = Targets(3);
        kept.Forward(inputs);
        kept.Loss(targets);
        kept.Backward();
        overwritten.Forward(inputs);
        Array.Clear(inputs);
        overwritten.Loss(targets);
        overwritten.Backward();
        Bits.AssertSame<float>(Values(kept.Gradients), Values(overwritten.Gradients));
    }

    [Fact]
    public void Evaluate_learns_nothing()
    {
        LinearTrainer trainer = new();
        trainer.Step(Inputs(3), Targets(3));
        trainer.Forward(Inputs(2));
        trainer.Loss(Targets(2));
        trainer.Backward();
        float[] before = trainer.Snapshot();
        float loss = trainer.Evaluate(Inputs(5), Targets(5));
        Assert.Equal(before, trainer.Snapshot());
        Assert.Equal(loss, trainer.Step(Inputs(5), Targets(5)));
    }

    [Fact]
    public void The_criterion_can_be_set_between_steps()
    {
        LinearTrainer trainer = new();
        float once = trainer.Evaluate(Inputs(4), Targets(4));
        trainer.Criterion.Factor = 2;
        Assert.Equal(2 * once, trainer.Evaluate(Inputs(4), Targets(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Criterion.Factor = 0);
    }

    [Fact]
    public void No_call_allocates()
    {
        LinearTrainer trainer = new();
        ITrainer<float, float> shared = trainer;
        float[] inputs = Inputs(5), targets = Targets(5), outputGradient = Targets(5, seed: 9);
        float sum = 0;
        Allocation.None(() =>
        {
            sum += trainer.Step(inputs, targets) + shared.Evaluate(inputs, targets);
            trainer.ZeroGradients();
            sum += trainer.Forward(inputs)[0];
            sum += shared.Loss(targets);
            trainer.Backward();
            sum += trainer.InputGradient[0];
            trainer.Forward(inputs);
            trainer.Backward(outputGradient);
            trainer.Update();
            shared.Optimizer.LearningRate = 0.01;
            sum += trainer.OptimizerState["velocity"]["Dense1.Bias"].Values[0];
        });
        Assert.True(float.IsFinite(sum));
    }
}
