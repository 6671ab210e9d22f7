namespace FastGrad;

/// <summary>One row of a <see cref="ModelDescription"/>: an input, or a call of a layer or an activation.</summary>
/// <param name="Name">What its parameters' names begin with, such as <c>Dense1</c>; of an input its argument.</param>
/// <param name="Display">As declared, such as <c>Dense(32)</c>.</param>
/// <param name="Output">What comes out of it for one example.</param>
/// <param name="ParameterCount">Numbers that it learns, or would if it were not frozen. A layer that is called twice has them where it is called first.</param>
/// <param name="BufferCount">Numbers that it gathers while training, such as running means.</param>
/// <param name="Flops">Multiplications and additions of matrix products, forward, for one example.</param>
/// <param name="IsFrozen">Whether its parameters stay as they are.</param>
public sealed record LayerDescription(
    string Name, string Display, Shape Output, int ParameterCount = 0, int BufferCount = 0, long Flops = 0, bool IsFrozen = false);
