using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Recurrence;

public partial class CellTests
{
    [Theory, MemberData(nameof(Models))]
    public void FusionChangesNoBit(string stages, int examples)
    {
        foreach (bool isDouble in new[] { true, false })
        {
            Driver fused = Ready(stages, isDouble), unfused = Ready(stages, isDouble, fused: false);
            (double[] inputs, double[] targets) = Draw(fused, stages, examples);
            Assert.Equal(unfused.Forward(inputs), fused.Forward(inputs));
            Assert.Equal(unfused.Loss(targets), fused.Loss(targets));
            unfused.Backward();
            fused.Backward();
            Assert.Equal(unfused.Gradients, fused.Gradients);
            Assert.Equal(unfused.InputGradient, fused.InputGradient);
            Assert.Equal(unfused.Step(inputs, targets), fused.Step(inputs, targets));
            Assert.Equal(unfused.Parameters, fused.Parameters);
        }
    }
}
