using System.Numerics;

namespace FastGrad.Training;

/// <summary>Behind the generated <c>CopyParametersFrom</c>.</summary>
public static class ModelCopy
{
    /// <summary>Copies parameters and buffers from one model to another of its class.</summary>
    /// <param name="other">Where they come from.</param>
    /// <param name="model">Where they go.</param>
    /// <exception cref="ArgumentNullException">There is no other model.</exception>
    public static void Run<T>(IModel<T> other, IModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(other);
        model.Parameters.CopyFrom(other.Parameters);
        model.Buffers.CopyFrom(other.Buffers);
    }
}
