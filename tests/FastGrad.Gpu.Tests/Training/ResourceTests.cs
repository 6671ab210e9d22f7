using FastGrad.Models.Tests.Harness;

namespace FastGrad.Gpu.Tests.Training;

/// <summary>Memory of both sides: nothing is allocated by a step, too much is refused, and all is given back.</summary>
public class ResourceTests
{
    private const int Capacity = 6;

    [Fact]
    public void AStepAllocatesNothingOnTheHost()
    {
        using BatchNormNet.GpuTrainer trainer = new BatchNormNet(3).CreateTrainer(Trainers.Here, Capacity);
        using PackedNet.GpuTrainer packed = new PackedNet(3).CreateTrainer(Trainers.Here, Capacity);
        double[] inputs = Examples.Numbers<double>(1, 9 * Capacity), targets = Examples.Numbers<double>(2, 4 * Capacity);
        double[] pictures = Examples.Numbers<double>(1, 5 * Capacity), sizes = Examples.Numbers<double>(2, 2 * Capacity);
        double[] weights = [1, 1, 1, 1, 1, 1];
        int[] tokens = Examples.Whole(3, 3 * Capacity, 13), kinds = Examples.Whole(4, Capacity, 4);
        Allocation.None(() => trainer.Step(inputs, targets));
        // Of what is kept while steps are under way there is something for each of the last 64.
        Allocation.None(() => trainer.Enqueue(inputs, targets), times: 65);
        Allocation.None(() => trainer.Evaluate(inputs, targets));
        Allocation.None(() => packed.Step(pictures, tokens, kinds, sizes, weights));
    }

    [Fact]
    public void TrainingAllocatesItsResultAndNothingElse()
    {
        using BatchNormNet.GpuTrainer trainer = new BatchNormNet(3).CreateTrainer(Trainers.Here, Capacity);
        trainer.Upload(Examples.Numbers<double>(1, 9 * 50), Examples.Numbers<double>(2, 4 * 50));
        // The room that copies go through is made as they first have a length, which the other run's may have too.
        trainer.Train(8, Capacity);
        long few = Allocation.Of(() => trainer.Train(1, Capacity), warm: 1), many = Allocation.Of(() => trainer.Train(8, Capacity), warm: 1);
        // Eight bytes for each loss, and for each epoch's mean.
        if (Allocation.IsHeld)
            Assert.Equal(8 * (9 + 1) * 7, many - few);
    }

    [Fact]
    public void AfterDisposalEverythingIsRefused()
    {
        DigitNet net = new(3);
        DigitNet.GpuTrainer trainer = net.CreateTrainer(Trainers.Here, Capacity);
        trainer.Dispose();
        trainer.Dispose();
        double[] pictures = new double[64];
        foreach (Action call in (Action[])
            [
                () => trainer.Step(pictures, [1]), () => trainer.Enqueue(pictures, [1]), () => trainer.Upload(pictures, [1]),
                () => trainer.Train(1, 1),
                () => trainer.Predict(pictures, new double[10]), () => trainer.CopyParametersTo(net), () => trainer.CopyParametersFrom(net),
                () => trainer.Synchronize(), () => trainer.Update(),
            ])
            Assert.Throws<ObjectDisposedException>(call);
    }
}
