using System.ComponentModel;
using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>
/// What a model's generated layer methods run their formulas on: the values that the model has, as the <see cref="Tensor"/> that formulas
/// speak of. Copies, since a tensor is immutable: what is learned afterwards does not show in one that was made before.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EagerLayer
{
    /// <summary>
    /// A parameter or buffer by its name. One that the layer's settings leave unread (a bias under <c>Bias = false</c>) does not exist, and
    /// is a scalar 0 here.
    /// </summary>
    public static Tensor Tensor<T>(ParameterSet<T> values, string name) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (Parameter<T> parameter in values)
        {
            if (parameter.Name != name)
                continue;
            double[] numbers = new double[parameter.Shape.Length];
            for (int index = 0; index < numbers.Length; index++)
                numbers[index] = double.CreateTruncating(parameter.Values[index]);
            return FastGrad.Tensor.Own(numbers, parameter.Shape);
        }
        return FastGrad.Tensor.Own([0], default);
    }

    /// <summary>
    /// What a layer carries from call to call, as it starts: eager code has nobody who would carry it. Several calls in a row are written
    /// as a loop over a formula's own argument.
    /// </summary>
    public static Tensor Tensor(IReadOnlyList<StateLayout> states, string name)
    {
        for (int place = 0; place < states.Count; place++)
        {
            if (states[place].Name == name)
                return FastGrad.Tensor.Own(states[place].First(place), states[place].Shape);
        }
        return FastGrad.Tensor.Own([0], default);
    }

    /// <summary>A state that is one number, as it starts.</summary>
    public static double Number(IReadOnlyList<StateLayout> states, string name) => Tensor(states, name)[0];

    /// <summary>A parameter or buffer that is one number.</summary>
    /// <inheritdoc cref="Tensor{T}(ParameterSet{T}, string)" path="/summary"/>
    public static double Number<T>(ParameterSet<T> values, string name) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Tensor(values, name)[0];

    /// <summary>An activation's formula, which speaks of one number, on each element.</summary>
    public static Tensor Map(Tensor x, Func<double, double> activation) => x.Map(activation);
}
