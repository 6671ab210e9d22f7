namespace FastGrad;

/// <summary>
/// One step of a model. On the model's class stages are a pipeline: they run in the order in which they stand, so all stand on one part of
/// it. On a partial method, <c>[Dense(10)] private partial Tensor Head(Tensor x);</c>, a stage is what <c>Forward</c> calls by that name.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class StageAttribute : Attribute;
