namespace FastGrad;

/// <summary>
/// Says of a loss that it takes logits: it squashes the model's output itself (softmax, sigmoid) and wants numbers of any size. A model that
/// squashes them before is then warned of (FG0040): it would learn, but slowly and never well.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TakesLogitsAttribute : Attribute;
