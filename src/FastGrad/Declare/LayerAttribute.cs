namespace FastGrad;

/// <summary>
/// Base of layers. A layer's <see cref="FormulaAttribute"/> method is
/// <c>Tensor Forward(Tensor x, [Parameter(nameof(ShapeRule)), Initializer] Tensor weight, …)</c> and sees one whole example.
/// </summary>
public abstract class LayerAttribute : LearnedStageAttribute;
