namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>Somebody writes an optimizer.</summary>
public class OptimizerTests
{
    private static string Update(string update) =>
        "public sealed partial class MineAttribute : OptimizerAttribute { [Formula] public " + update + " }";

    [Fact]
    public void TheWeightIsNotChanged() => User.Reads(
        Update("void Update(ref double «weight», double gradient, ref double m) { m = gradient; }"),
        ("FG0039", "[Mine] never assigns its weight, so nothing would learn; write 'weight -= ...'"));

    [Fact]
    public void ASlotIsNotChanged() => User.Reads(
        Update("void Update(ref double weight, double gradient, ref double «m») { weight -= LearningRate * (m + gradient); }"),
        ("FG0039", "[Mine] never assigns its slot 'm', which stays 0; assign it, or remove it"));

    [Fact]
    public void TheGradientIsNotLookedAt() => User.Reads(
        Update("void Update(ref double weight, double «gradient») { weight -= LearningRate * weight; }"),
        ("FG0037", "[Mine] never uses the gradient; without it nothing is learned of the data"));

    [Fact]
    public void SettingsCalledAsTheCompilersNumbers() => User.Reads("""
        public sealed partial class MineAttribute : OptimizerAttribute
        {
            public double «step» { get; init; } = 1;
            public double «batch» { get; init; } = 1;
            public double «inverseBatch» { get; init; } = 1;
            public double Step { get; init; } = 1;
            public double Batch { get; init; } = 1;
            [Formula] public void Update(ref double weight, double gradient) => weight -= LearningRate * gradient * step * batch * inverseBatch * Step * Batch;
        }
        """,
        ("FG0009", "Property 'step' of 'MineAttribute' collides with the compiler's own word for the number of the step; rename it"),
        ("FG0009", "Property 'batch' of 'MineAttribute' collides with the compiler's own word for the number of examples; rename it"),
        ("FG0009", "Property 'inverseBatch' of 'MineAttribute' collides with the compiler's own word for one over the number of examples; rename it"));
}
