using System.Numerics;

namespace FastGrad.Training;

/// <summary>Tensors that a checkpoint holds together, such as all of an optimizer's slot.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <param name="Prefix">What their names in the file begin with; none for the model's own.</param>
/// <param name="Tensors">Where they are.</param>
internal readonly record struct Section<T>(string Prefix, ParameterSet<T> Tensors) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What ends a prefix. No layer's and no parameter's name has it, so what is not the model's own can be told.</summary>
    public const char Separator = '/';
}
