namespace FastGrad;

/// <summary>Whose size an initialiser keeps from layer to layer.</summary>
public enum FanMode
{
    /// <summary>That of the values on the way forward: divides by the inputs of one output.</summary>
    In,

    /// <summary>That of the gradients on the way back: divides by the outputs of one input.</summary>
    Out,
}
