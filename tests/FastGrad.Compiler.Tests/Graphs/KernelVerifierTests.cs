using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;

namespace FastGrad.Compiler.Tests.Graphs;

/// <summary>Each rule that kernels are held to, broken: a verifier that can't fail proves nothing.</summary>
public class KernelVerifierTests
{
    [Fact]
    public void PhasesOutOfOrder()
    {
        LoweredModel model = Digits();
        Caught("phase", model with { Schedule = [.. model.Schedule.Reverse()] });
    }

    [Fact]
    public void AValueReadBeforeItIsWritten()
    {
        LoweredModel model = Digits();
        Kernel[] forward = [.. model.Schedule.Where(kernel => kernel.Phase == Phase.Forward).Reverse()];
        Caught("read before it is written", model with { Schedule = [.. forward, .. model.Schedule.Skip(forward.Length)] });
    }

    [Fact]
    public void AValueNeverWritten()
    {
        // The input's gradient, which only the world reads.
        LoweredModel model = Pipeline.Run(TestModels.Regression);
        model.Schedule.OfType<ProductKernel>().Last().Stores.Clear();
        Caught("never written", model);
    }

    [Fact]
    public void AValueWrittenTwice()
    {
        LoweredModel model = Digits();
        List<Store> stores = model.Schedule.OfType<ProductKernel>().First().Stores;
        stores.Add(stores[0]);
        Caught("written twice", model);
    }

    [Fact]
    public void BackwardReadingTheLoss()
    {
        LoweredModel model = Pipeline.Run(TestModels.Regression, fuse: false);
        Node ofLoss = model.Schedule.First(kernel => kernel.Phase == Phase.Loss).Members[0];
        model.Schedule.First(kernel => kernel.Phase == Phase.Backward).Members.Add(
            new Node(999, new Map(new Argument(0), ofLoss.Type), [ofLoss], ofLoss.Type, null));
        Caught("backward reads", model);
    }

    [Fact]
    public void AGradientNotDelivered()
    {
        LoweredModel model = Digits();
        model.Schedule.First(kernel => kernel.Delivers == 1).Delivers = 0;
        Caught("is delivered", model);
    }

    [Fact]
    public void AParameterReadAfterItsUpdate()
    {
        LoweredModel model = Digits();
        // The second layer's weights have changed before its input gradient is taken.
        Kernel input = model.Schedule.OfType<ProductKernel>().Single(kernel => kernel.Form == ProductForm.InputGradient);
        Kernel weights = model.Schedule.Single(kernel => kernel.Delivers == 2);
        List<Kernel> swapped = [.. model.Schedule];
        swapped.Remove(weights);
        swapped.Insert(swapped.IndexOf(input), weights);
        Caught("read after its gradient was delivered", model with { Schedule = swapped });
    }

    [Fact]
    public void BuffersOnEachOther()
    {
        LoweredModel model = Digits();
        List<Passes.Buffer> rows = [.. model.Memory.Buffers.Where(buffer => buffer.Batched && buffer.Stride > 1)];
        rows[1].Offset = rows[0].Offset;
        Caught("lie on each other", model);
    }

    [Fact]
    public void ABufferOutsideTheArena()
    {
        LoweredModel model = Digits();
        model.Memory.Buffers.First(buffer => buffer.Batched && buffer.Stride > 1).Offset = model.Memory.ExampleLength;
        Caught("outside the arena", model);
    }

    [Fact]
    public void ABufferOffItsAlignment()
    {
        LoweredModel model = Digits();
        model.Memory.Buffers.First(buffer => buffer.Batched && buffer.Stride > 1).Offset++;
        Caught("not aligned", model);
    }

    [Fact]
    public void APredictorWithTooLittleMemory()
    {
        LoweredModel model = Digits();
        Caught("past what a predictor has", model with { Memory = model.Memory with { ForwardExampleLength = 16 } });
    }

    [Fact]
    public void AValueWithoutAPlace()
    {
        LoweredModel model = Digits();
        Node output = Storage.Of(model.Graph.Roots[Roots.Output]);
        Caught("has no place", model with { Memory = model.Memory with { Buffers = [.. model.Memory.Buffers.Where(buffer => buffer.Owner != output)] } });
    }

    [Fact]
    public void AnInputGradientThatNobodyComputed()
    {
        LoweredModel model = Digits();
        Caught("the input's gradient", model with { Spec = model.Spec with { InputGradient = true } });
    }

    private static LoweredModel Digits()
    {
        LoweredModel model = Pipeline.Run(TestModels.Digits);
        KernelVerifier.Verify(model);
        return model;
    }

    private static void Caught(string message, LoweredModel model) =>
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => KernelVerifier.Verify(model)).Message);
}
