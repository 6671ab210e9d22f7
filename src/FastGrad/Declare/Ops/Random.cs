using FastGrad.Memory;

namespace FastGrad;

public static partial class Ops
{
    /// <summary>
    /// Whether the formula runs to learn (a trainer's Forward and Step) rather than to predict or evaluate. A formula that asks is compiled
    /// twice, once for each answer.
    /// </summary>
    public static bool Training => Example.Current.IsTraining;

    /// <summary>
    /// Numbers uniform in [0, 1), multiples of 2⁻²⁴. They depend on the seed, the call, the example's place in the batch and how many random
    /// operations of the formula came before, and on nothing else. They have no derivative.
    /// </summary>
    /// <remarks>Outside of <see cref="Eager.Run"/> the numbers are those of seed 0 and go on from operation to operation.</remarks>
    public static Tensor Uniform(Shape shape)
    {
        Example example = Example.Current;
        int stream = example.NextStream();
        double[] values = new double[shape.Length];
        for (int element = 0; element < values.Length; element++)
            values[element] = RandomStream.Uniform(RandomStream.Bits(example.Seed, example.Call, stream, example.Index, element));
        return Tensor.Own(values, shape);
    }

    /// <summary>1 with a probability and 0 otherwise, each element by itself: 1 where <see cref="Uniform"/> is below the probability.</summary>
    /// <param name="probability">From 0, never, to 1, always.</param>
    /// <param name="shape">Of the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside [0, 1].</exception>
    public static Tensor Bernoulli(double probability, Shape shape) => probability is >= 0 and <= 1
        ? Uniform(shape).Map(number => Tensor.Truth(number < probability))
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is from 0 to 1.");
}
