using System.ComponentModel;

namespace FastGrad;

/// <summary>
/// Base of optimizers. Its <see cref="FormulaAttribute"/> method is <c>void Update(ref double weight, double gradient, long step, ref double slot, …)</c>
/// for one weight: <c>weight</c>, <c>gradient</c> and <c>step</c> (1 at the first update; it may be left out) have their meaning by name,
/// and each other <c>ref</c> is state that is kept per weight and starts at 0. A number that there is once for all weights is marked
/// <see cref="PerStepAttribute"/>.
/// </summary>
/// <remarks>
/// With <see cref="Tensor"/> in place of <c>double</c> for weight, gradient and slots, the formula sees a whole tensor (a weight matrix, a
/// bias) and may reduce it: <see cref="Ops.Norm(Tensor)"/>, <see cref="Ops.Sum(Tensor)"/>, and over all tensors of the model
/// <see cref="Ops.GlobalNorm"/>, <see cref="Ops.GlobalSum"/>. Such an optimizer needs whole gradients, so a trainer's step gathers them
/// first instead of handing each piece on as it is made (<see cref="Optimizer.UnfusedBecause"/>). Sums are made lane by lane in the
/// model's precision within blocks of some thousand elements and in double from block to block, in an order that does not change.
/// <para/>
/// The settings <c>LearningRate</c> and <c>WeightDecay</c> mean, in a formula, themselves times the factors of the parameter at hand
/// (<see cref="LearnedStageAttribute"/>), and the weight decay of a bias, or of a scale or shift of normalisation, is 0
/// (<see cref="NoDecayAttribute"/>); in what becomes of a number per step both mean themselves.
/// <para/>
/// For <c>AdamAttribute</c> the generator writes a class <c>Adam</c> beside it, which carries settings and state at run time.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class OptimizerAttribute : Attribute
{
    /// <summary>Size of a step; at least 0.</summary>
    // The default is said twice because an initialiser does not reach metadata, and a deriving class in another assembly inherits this one.
    [AtLeast(0), DefaultValue(0.001)]
    public double LearningRate { get; init; } = 0.001;
}
