namespace FastGrad;

/// <summary>How a trainer works, apart from what it computes. There is nothing to choose yet: one thread, fused updates.</summary>
public sealed class TrainerOptions;
