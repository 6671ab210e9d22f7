using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Pipelines;

public partial class SameBits
{
    [Theory, MemberData(nameof(Models))]
    public void FusionChangesNothing(int index, bool isDouble)
    {
        Driver fused = Ready(index, isDouble), unfused = Ready(index, isDouble, "Unfused");
        foreach (Batch batch in Batches(index))
        {
            Equal(unfused.Forward(batch.Inputs), fused.Forward(batch.Inputs), "outputs");
            Equal([unfused.Loss(batch.Targets)], [fused.Loss(batch.Targets)], "loss");
            unfused.Backward();
            fused.Backward();
            Equal(unfused.Gradients, fused.Gradients, "gradients");
            if (RandomPipelines.All[index].InputGradient)
                Equal(unfused.InputGradient, fused.InputGradient, "input gradient");
            Equal([unfused.Step(batch.Inputs, batch.Targets)], [fused.Step(batch.Inputs, batch.Targets)], "loss of a step");
            Equal(unfused.Parameters, fused.Parameters, "parameters");
        }
    }
}
