using Xunit;

namespace FastGrad.Tests.Runtime;

public sealed class DescriptionTests
{
    private static readonly ModelDescription _model = new(
        "Duet",
        Precision.Double,
        [
            new("tokens", "Indices(5000)", new(16)),
            new("Embedding1", "Embedding(8)", new(16, 8), 40000),
            new("Norm", "BatchNorm", new(16, 8), 256, 256),
            new("Head", "Dense(10)", new(10), 1290, 0, 2560),
        ],
        "CrossEntropy of policy, Mse of value",
        "AdamW(WeightDecay = 0.01)",
        123456,
        7890);

    [Fact]
    public void Sums_are_of_all_layers()
    {
        Assert.Equal(40000 + 256 + 1290, _model.ParameterCount);
        Assert.Equal(256, _model.BufferCount);
        Assert.Equal(8L * (41546 + 256), _model.ParameterBytes);
        Assert.Equal(2560, _model.Flops);
        Assert.Equal(8L * (16 + 128 + 128 + 10), _model.ActivationBytes);
        Assert.Equal(123456 + 3 * 7890, _model.WorkspaceBytes(3));
        Assert.Equal(4L * (41546 + 256), (_model with { Precision = Precision.Single }).ParameterBytes);
    }

    [Fact]
    public void The_table_is_for_reading() => Assert.Equal(
        """
        Duet, double
        ──────────────────────────────────────────────────────────────────────────
        layer       declared as    output  parameters  FLOPs    bytes  activations
        ──────────────────────────────────────────────────────────────────────────
        tokens      Indices(5000)  16                                          128
        Embedding1  Embedding(8)   16×8        40,000         320,000        1,024
        Norm        BatchNorm      16×8           256           4,096        1,024
        Head        Dense(10)      10           1,290  2,560   10,320           80
        ──────────────────────────────────────────────────────────────────────────
        total                                  41,546  2,560  334,416        2,256
        ──────────────────────────────────────────────────────────────────────────
        Loss: CrossEntropy of policy, Mse of value; learned by AdamW(WeightDecay = 0.01)
        Buffers, which training gathers and does not learn: 256
        Workspace of a trainer: 123,456 bytes and 7,890 for each example of its capacity
        """.ReplaceLineEndings("\n"), _model.ToString());

    [Fact]
    public void A_model_without_an_optimizer_says_nothing_of_one() =>
        Assert.Contains("\nLoss: Mse\nWorkspace", (_model with { Layers = [], Loss = "Mse", Optimizer = "" }).ToString());
}
