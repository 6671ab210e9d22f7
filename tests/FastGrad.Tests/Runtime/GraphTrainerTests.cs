using Xunit;
using static FastGrad.Tests.Runtime.LinearTrainer;

namespace FastGrad.Tests.Runtime;

/// <summary>A trainer over several inputs, outputs and targets: what it computes, carries and leaves alone.</summary>
[Trait("Category", "Numeric")]
public sealed class GraphTrainerTests
{
    private const double Tolerance = 2e-5;

    [Fact]
    public void Batches_of_any_size_give_what_the_formula_says()
    {
        DuetTrainer trainer = new(seed: 8);
        double[][] states = DuetBatch.FirstStates();
        double mean = 0.25;
        int call = 0;
        foreach (int size in (int[])[3, 1, DuetTrainer.Capacity, 2, 4])
        {
            DuetBatch batch = new(size, seed: size + 10 * call);
            batch.Forward(trainer);
            (double[] policy, double[] value) = batch.Outputs(trainer.Parameters, states, call++ / 8.0);
            Near(policy, trainer.PolicyOutput);
            Near(value, trainer.ValueOutput);
            Assert.Equal(batch.Loss((policy, value)), batch.Loss(trainer), Tolerance);
            mean += 0.125 * (Enumerable.Range(0, size).Average(example => batch.Image[example * DuetProgram.ImageLength]) - mean);
            Assert.Equal(mean, trainer.Buffers[0].Values[0], Tolerance);
        }
    }

    [Fact]
    public void Gradients_are_the_slopes_of_the_formula()
    {
        const double Small = 1.0 / 1024;
        DuetTrainer trainer = new();
        new DuetBatch(4, seed: 5).Forward(trainer);
        DuetBatch batch = new(3);
        batch.Forward(trainer);
        batch.Loss(trainer);
        trainer.Backward();
        float[] imageGradient = trainer.ImageGradient.ToArray();
        foreach (Parameter<float> parameter in trainer.Parameters)
            for (int index = 0; index < parameter.Values.Length; index++)
                Assert.Equal(Slope(ref parameter.Values[index]), trainer.Gradients[parameter.Name].Values[index], 2e-4);
        for (int index = 0; index < imageGradient.Length; index++)
            Assert.Equal(Slope(ref batch.Image[index]), imageGradient[index], 2e-4);

        double Slope(ref float place)
        {
            float kept = place;
            place = (float)(kept + Small);
            double above = place, upper = Loss();
            place = (float)(kept - Small);
            double below = place, lower = Loss();
            place = kept;
            return (upper - lower) / (above - below);
        }

        double Loss()
        {
            double[][] states = DuetBatch.FirstStates();
            new DuetBatch(4, seed: 5).Outputs(trainer.Parameters, states, 0);
            return batch.Loss(batch.Outputs(trainer.Parameters, states, 1.0 / 3));
        }
    }

    [Fact]
    public void Step_is_the_five_phases_bit_for_bit()
    {
        DuetTrainer fused = new(), phases = new();
        foreach (int size in (int[])[4, 2, 3])
        {
            DuetBatch batch = new(size, seed: size);
            float loss = batch.Step(fused);
            phases.ZeroGradients();
            batch.Forward(phases);
            Assert.Equal(batch.Loss(phases), loss);
            phases.Backward();
            phases.Update();
            Bits.AssertSame<float>(Values(phases.Parameters), Values(fused.Parameters));
            Bits.AssertSame<float>(Values(phases.Buffers), Values(fused.Buffers));
            Bits.AssertSame(phases.ImageGradient, fused.ImageGradient);
        }
    }

    [Fact]
    public void Backward_takes_a_gradient_for_each_output()
    {
        DuetTrainer inside = new(), outside = new();
        DuetBatch batch = new(3);
        batch.Forward(inside);
        batch.Loss(inside);
        inside.Backward();
        batch.Forward(outside);
        float total = batch.Weights.Sum();
        float[] policyGradient = [.. outside.PolicyOutput.ToArray().Select((output, index) =>
            batch.Weights[index / 4] / total * (output - (batch.PolicyTarget[index / 4] == index % 4 ? 1 : 0)))];
        outside.Backward(policyGradient, [.. outside.ValueOutput.ToArray().Select((output, index) => batch.Weights[index] / total * (output - batch.ValueTarget[index]))]);
        Near([.. Values(inside.Gradients).Select(value => (double)value)], Values(outside.Gradients));
        Assert.Contains(Values(outside.Gradients), value => value != 0);
    }

    [Fact]
    public void Evaluate_runs_in_inference_mode_from_the_carried_states_and_leaves_everything_alone()
    {
        DuetTrainer disturbed = new(), quiet = new();
        foreach (DuetTrainer trainer in (DuetTrainer[])[disturbed, quiet])
        {
            new DuetBatch(4).Step(trainer);
            DuetBatch two = new(2);
            two.Forward(trainer);
            two.Loss(trainer);
            trainer.Backward();
        }
        float[] before = disturbed.Snapshot();
        double[][] states = DuetBatch.FirstStates();
        new DuetBatch(4).Outputs(disturbed.Parameters, states, 0);
        new DuetBatch(2).Outputs(disturbed.Parameters, states, 0);
        DuetBatch batch = new(3, seed: 9);
        double expected = batch.Loss(batch.Outputs(disturbed.Parameters, states, -disturbed.Buffers[0].Values[0]));
        Assert.Equal(expected, batch.Evaluate(disturbed), Tolerance);
        Assert.Equal(expected, batch.Evaluate(disturbed), Tolerance);
        Assert.Equal(before, disturbed.Snapshot());

        Assert.Equal(new DuetBatch(4, seed: 6).Step(quiet), new DuetBatch(4, seed: 6).Step(disturbed));
        Assert.Equal(quiet.Snapshot(), disturbed.Snapshot());
    }

    [Fact]
    public void Resetting_states_starts_again()
    {
        DuetTrainer trainer = new(), fresh = new();
        DuetBatch batch = new(4);
        float first = batch.Evaluate(trainer);
        new DuetBatch(3, seed: 4).Forward(trainer);
        trainer.Buffers.CopyFrom(fresh.Buffers);
        Assert.NotEqual(first, batch.Evaluate(trainer));
        trainer.ResetState();
        Assert.Equal(first, batch.Evaluate(trainer));
        Assert.Throws<InvalidOperationException>(() => new DuetBatch(3).Loss(trainer));
    }

    [Fact]
    public void Seed_and_call_continue_elsewhere()
    {
        DuetTrainer first = new(seed: 7), second = new(seed: 1);
        DuetBatch batch = new(2);
        Assert.Equal((7u, 0u), (first.Seed, first.Call));
        batch.Step(first);
        batch.Forward(first);
        batch.Evaluate(first);
        Assert.Equal(2u, first.Call);

        second.Parameters.CopyFrom(first.Parameters);
        ITrainer any = second;
        (any.Seed, any.Call) = (first.Seed, first.Call);
        first.ResetState();
        batch.Forward(first);
        batch.Forward(second);
        Bits.AssertSame(first.ValueOutput, second.ValueOutput);
        // A new seed between the phases is for the next pass, not for this one's rest.
        second.Seed = 1;
        batch.Loss(second);
        Assert.Equal(3u, second.Call);
    }

    [Fact]
    public void Outputs_are_those_of_the_last_forward_pass()
    {
        DuetTrainer trainer = new();
        Assert.True(trainer.PolicyOutput.IsEmpty);
        new DuetBatch(2).Forward(trainer);
        float[] policy = trainer.PolicyOutput.ToArray(), value = trainer.ValueOutput.ToArray();
        new DuetBatch(4).Evaluate(trainer);
        new DuetBatch(3).Step(trainer);
        Assert.Equal(policy, trainer.PolicyOutput.ToArray());
        Assert.Equal(value, trainer.ValueOutput.ToArray());
        Assert.Equal((2 * DuetProgram.Classes, 2), (policy.Length, value.Length));
    }

    [Fact]
    public void No_call_allocates()
    {
        DuetTrainer trainer = new();
        DuetBatch batch = new(3);
        float[] policyGradient = new float[12], valueGradient = new float[3];
        float sum = 0;
        Allocation.None(() =>
        {
            sum += batch.Step(trainer) + batch.Evaluate(trainer);
            trainer.ZeroGradients();
            batch.Forward(trainer);
            sum += trainer.PolicyOutput[0] + trainer.ValueOutput[0];
            sum += batch.Loss(trainer);
            trainer.Backward();
            sum += trainer.ImageGradient[0];
            batch.Forward(trainer);
            trainer.Backward(policyGradient, valueGradient);
            trainer.Update();
            trainer.ResetState();
            trainer.Call = 5;
            sum += trainer.WorkspaceBytes;
        });
        Assert.True(float.IsFinite(sum));
    }

    /// <summary>Each kind of memory once: the bytes that a trainer says it has are those that the runtime was asked for.</summary>
    [Fact]
    public void Workspace_bytes_are_what_is_allocated()
    {
        (long allocated, long stated) small = Bytes(100), large = Bytes(1100);
        Assert.Equal(large.allocated - small.allocated, large.stated - small.stated);
        // What else there is: the optimizer's two slots of 64 numbers, and objects, of which an engine has some more than a trainer had.
        Assert.InRange(small.allocated - small.stated, 0, 2 * 64 * 4 + 6144);

        static (long Allocated, long Stated) Bytes(int capacity)
        {
            (ParameterSet<float> parameters, ParameterSet<float> buffers) = (DuetProgram.Parameters(), DuetProgram.Buffers());
            DuetTrainer? trainer = null;
            long allocated = Allocation.Of(() => trainer = new(parameters, buffers, capacity));
            return (allocated, trainer!.WorkspaceBytes);
        }
    }

    private static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], actual[index], Tolerance);
    }
}
