using FastGrad.Devices;
using FastGrad.Tests.Runtime;
using FastGrad.Training;
using static FastGrad.Tests.Runtime.LinearTrainer;
using LabelledProgram = FastGrad.Generated.FastGrad_Tests_Devices_LabelledNet;

namespace FastGrad.Tests.Devices;

/// <summary>What lies on a device, when it is copied, and when it is given back.</summary>
public class DeviceMemoryTests
{
    private const int Capacity = 6;

    private static readonly Examples _batch = Examples.Of(6, 1);

    [Fact]
    public void CopiesAreFetchedWhenTheDeviceHasChangedThem()
    {
        ArrayDevice device = new();
        using LabelledTrainer trainer = new(new LabelledNet(3), device, Capacity, new() { AverageDecay = 0.5 });
        trainer.Step(_batch.Inputs, _batch.Labels);
        foreach (Func<object?> read in (Func<object?>[])[() => trainer.Gradients, () => trainer.OptimizerState, () => trainer.Average])
        {
            int reads = device.Reads;
            Assert.Same(read(), read());
            Assert.Equal(reads + 1, device.Reads);
            trainer.Step(_batch.Inputs, _batch.Labels);
            reads = device.Reads;
            read();
            Assert.Equal(reads + 1, device.Reads);
        }
        int before = device.Reads;
        trainer.ZeroGradients();
        Assert.All(Values(trainer.Gradients), gradient => Assert.Equal(0, gradient));
        Assert.Equal(before + 1, device.Reads);
    }

    [Fact]
    public void WhatIsWrittenIntoCopiesDoesNotReachTheDevice()
    {
        LabelledNet net = new(3), twin = new(3);
        using LabelledTrainer trainer = new(net, new ArrayDevice(), Capacity), other = new(twin, new ArrayDevice(), Capacity);
        trainer.Gradients["Dense1.Weight"].Values.Fill(7);
        trainer.OptimizerState["velocity"]["Dense1.Weight"].Values.Fill(7);
        net.Parameters["Dense1.Weight"].Values.Fill(7);
        for (int step = 0; step < 2; step++)
            Assert.Equal(other.Step(_batch.Inputs, _batch.Labels), trainer.Step(_batch.Inputs, _batch.Labels));
    }

    [Fact]
    public void SettingsAreWrittenWhereTheyChange()
    {
        ArrayDevice device = new();
        using DuetOnDevice trainer = new(device);
        trainer.Step();
        int writes = device.Writes;
        trainer.Step();
        int usual = device.Writes - writes;
        float loss = trainer.Evaluate();
        trainer.Criterion.Factor = 2;
        Assert.Equal(2 * loss, trainer.Evaluate(), 1e-6f);
        writes = device.Writes;
        trainer.Step();
        Assert.Equal(usual, device.Writes - writes);
    }

    [Fact]
    public void TooLittleMemoryLeavesNothingBehind()
    {
        LabelledNet net = new(3);
        ArrayDevice ample = new();
        LabelledTrainer made = new(net, ample, Capacity);
        long needed = ample.Allocated;
        Assert.True(needed > made.WorkspaceBytes / 2);
        made.Dispose();
        Assert.Equal(0, ample.Allocated);
        for (long room = 0; room < needed; room += 96)
        {
            ArrayDevice device = new(room);
            ArrayProgram<int, CrossEntropy, LabelledProgram> program = new(device, net.Parameters, new());
            Assert.Contains("are free", Assert.Throws<DeviceMemoryException>(() => new Trainer(net, program)).Message);
            Assert.Equal((0, 1, 1), (device.Allocated, program.Disposals, device.Disposals));
        }
        new LabelledTrainer(net, new ArrayDevice(needed), Capacity).Dispose();
    }

    [Fact]
    public void WhatCannotBeMadeLeavesNothingBehind()
    {
        LabelledNet net = new(3);
        TrainerOptions cycles = new() { Schedule = new OneCycleSchedule(1, 10) };
        foreach ((int capacity, TrainerOptions? options, Type problem) in
            ((int, TrainerOptions?, Type)[])[(0, null, typeof(ArgumentOutOfRangeException)), (4, cycles, typeof(ArgumentException))])
        {
            ArrayDevice device = new();
            ArrayProgram<int, CrossEntropy, LabelledProgram> program = new(device, net.Parameters, new());
            Assert.Throws(problem, () => new Trainer(net, program, capacity, options));
            Assert.Equal((0, 1, 1), (device.Allocated, program.Disposals, device.Disposals));
        }
    }

    [Fact]
    public void TooLittleMemoryForExamples()
    {
        LabelledNet net = new(3);
        ArrayDevice ample = new();
        new LabelledTrainer(net, ample, Capacity);
        using LabelledTrainer trainer = new(net, new ArrayDevice(ample.Allocated + 1000), Capacity);
        Examples few = Examples.Of(10, 1), many = Examples.Of(100, 1);
        trainer.Upload(few.Inputs, few.Labels);
        Assert.Throws<DeviceMemoryException>(() => trainer.Upload(many.Inputs, many.Labels));
        Assert.Throws<InvalidOperationException>(() => trainer.Train(1, 2));
        trainer.Upload(few.Inputs, few.Labels);
        trainer.Train(1, 2);
    }

    [Fact]
    public void DisposeGivesAllBack()
    {
        ArrayDevice device = new();
        LabelledNet net = new(3);
        LabelledTrainer trainer = new(net, device, Capacity);
        trainer.Upload(_batch.Inputs, _batch.Labels);
        trainer.Step(_batch.Inputs, _batch.Labels);
        float[] gradients = Values(trainer.Gradients);
        trainer.Dispose();
        trainer.Dispose();
        Assert.Equal(0, device.Allocated);
        Assert.Equal(gradients, Values(trainer.Gradients));
        Assert.Contains("OptimizerState", Assert.Throws<ObjectDisposedException>(() => trainer.OptimizerState).Message);
        Assert.Throws<ObjectDisposedException>(() => trainer.Step(_batch.Inputs, _batch.Labels));
        Assert.Throws<ObjectDisposedException>(() => trainer.Enqueue(_batch.Inputs, _batch.Labels));
        Assert.Throws<ObjectDisposedException>(() => trainer.Train(1, 1));
        Assert.Throws<ObjectDisposedException>(() => trainer.Upload(_batch.Inputs, _batch.Labels));
        Assert.Throws<ObjectDisposedException>(() => trainer.CopyParametersTo(net));
        Assert.Throws<ObjectDisposedException>(() => trainer.LastLoss);
    }

    [Fact]
    public void WhatWasReadOfABatchOutlivesTheTrainer()
    {
        LabelledTrainer read = new(new LabelledNet(3), new ArrayDevice(), Capacity), unread = new(new LabelledNet(3), new ArrayDevice(), Capacity);
        read.Step(_batch.Inputs, _batch.Labels);
        unread.Step(_batch.Inputs, _batch.Labels);
        (float[] losses, float[] gradient) = (read.ExampleLosses.ToArray(), read.InputGradient.ToArray());
        read.Dispose();
        unread.Dispose();
        Assert.Equal(losses, read.ExampleLosses);
        Assert.Equal(gradient, read.InputGradient);
        Assert.Equal("ExampleLosses", Assert.Throws<ObjectDisposedException>(() => unread.ExampleLosses.Length).ObjectName);
        Assert.Equal("InputGradient", Assert.Throws<ObjectDisposedException>(() => unread.InputGradient.Length).ObjectName);
    }

    [Fact]
    public void LoadLeavesGradientsAloneThatTheFileHasNot()
    {
        string path = Path.GetTempFileName();
        try
        {
            using LabelledTrainer trainer = new(new LabelledNet(3), new ArrayDevice(), Capacity);
            trainer.Save(path);
            // Read before they change: the host's copy is another than the device's.
            Assert.All(Values(trainer.Gradients), gradient => Assert.Equal(0, gradient));
            trainer.Forward(_batch.Inputs);
            trainer.Loss(_batch.Labels);
            trainer.Backward();
            trainer.Load(path);
            using LabelledTrainer twin = new(new LabelledNet(3), new ArrayDevice(), Capacity);
            twin.Forward(_batch.Inputs);
            twin.Loss(_batch.Labels);
            twin.Backward();
            Assert.Equal(Values(twin.Gradients), Values(trainer.Gradients));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ParametersLieInWholeRuns()
    {
        ParameterSet<float> parameters = new([new("Odd", new(3), new ConstantAttribute(0), 8)]);
        Assert.Contains("'Odd' begins at 8", Assert.Throws<ArgumentException>(() => WeightMaps.Require(parameters.Definitions)).Message);
        GroupedParameters grouped = new(
            [
                new("A", new(17), new ConstantAttribute(0), 0),
                new("B", new(1), new ConstantAttribute(0), 32) { IsFrozen = true },
                new("C", new(16), new ConstantAttribute(0), 64) { LearningRateFactor = 2 },
            ],
            usesDecay: false);
        Assert.Equal([0, 0, -1, -1, 1], WeightMaps.Groups(grouped, 80));
        Assert.Equal([0, 0, -1, -1, 1, 2, 0, 17, 64, 16], WeightMaps.Tensors(grouped, 80));
    }

    private sealed class Trainer(
        LabelledNet net, ArrayProgram<int, CrossEntropy, LabelledProgram> program, int capacity = Capacity, TrainerOptions? options = null)
        : DeviceTrainer<float, int, CrossEntropy, LabelledProgram, Momentum>(net.Parameters, net.Buffers, new(), new(), program, capacity, options)
    {
        protected override Momentum CreateOptimizer() => new();
    }
}
