using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>
/// The constants of some steps of several optimizers of one form: one optimizer's after another's, each slot after slot, group after group.
/// </summary>
/// <param name="optimizers">Attached to parameters that lie alike.</param>
internal sealed class StepConstants<T>(FormulaOptimizer[] optimizers) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _groups = optimizers[0].Parameters.Groups.Length, _groupStride = optimizers[0].ConstantsOf(0).Length;
    private readonly T[] _values = new T[
        optimizers.Length * StepRing<T>.Slots * optimizers[0].Parameters.Groups.Length * optimizers[0].ConstantsOf(0).Length];

    public ReadOnlySpan<T> Values => _values;

    /// <summary>Keeps the constants of the steps that have begun.</summary>
    public void Keep(int slot)
    {
        int stride = _groups * _groupStride;
        for (int model = 0; model < optimizers.Length; model++)
        {
            for (int group = 0; group < _groups; group++)
            {
                ReadOnlySpan<double> constants = optimizers[model].ConstantsOf(group);
                Span<T> values = _values.AsSpan((model * StepRing<T>.Slots + slot) * stride + group * _groupStride, _groupStride);
                for (int index = 0; index < constants.Length; index++)
                    values[index] = T.CreateTruncating(constants[index]);
            }
        }
    }
}
