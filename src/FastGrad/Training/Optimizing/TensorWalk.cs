using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>A model's tensors with their gradients and slots, as a whole-tensor rule goes over them.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public readonly ref struct TensorWalk<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Elements whose sum is made in the model's precision, lane by lane. From block to block sums are double, so a float's rounding
    /// errors do not grow with the tensor.
    /// </summary>
    private const int Block = 4096;

    private readonly Team<T>? _team;
    private readonly ReadOnlySpan<(int Offset, int Length)> _tensors;
    private readonly FormulaOptimizer? _optimizer;
    private readonly UpdateRange<T> _all;

    internal TensorWalk(Team<T>? team, ReadOnlySpan<(int Offset, int Length)> tensors, UpdateRange<T> all, FormulaOptimizer? optimizer = null)
    {
        _team = team;
        _tensors = tensors;
        _optimizer = optimizer;
        _all = all;
    }

    /// <summary>How many tensors; frozen ones are none.</summary>
    public int Count => _tensors.Length;

    /// <summary>A tensor's elements.</summary>
    /// <param name="tensor">0 for the first.</param>
    public int Length(int tensor) => _tensors[tensor].Length;

    /// <summary>Gets ready for a tensor: its group's constants take their places. Only of an optimizer's walk.</summary>
    /// <param name="tensor">0 for the first.</param>
    /// <param name="constants">Where the passes read them.</param>
    /// <param name="count">How many are another for each group.</param>
    public void Take(int tensor, Span<double> constants, int count) =>
        _optimizer!.ConstantsOf(_optimizer.Parameters.GroupOf(tensor))[..count].CopyTo(constants);

    /// <summary>Goes over a tensor in order, block by block, and gathers. One thread does: the sums are one chain.</summary>
    /// <param name="tensor">0 for the first.</param>
    /// <param name="constants">What the pass needs to know.</param>
    /// <param name="gathered">The sums and extremes, which go on from what is in them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather<TRule>(int tensor, ReadOnlySpan<double> constants, Span<double> gathered) where TRule : struct, IGatherRule
    {
        (nint offset, nint length) = _tensors[tensor];
        for (nint start = 0; start < length; start += Block)
        {
            nint count = nint.Min(Block, length - start);
            GatherBody<TRule, T> body = new(_all.Part(offset + start, count), constants, gathered);
            VectorRange.Run<T, GatherBody<TRule, T>>(count, ref body);
        }
    }

    /// <summary>Goes over a tensor and moves it.</summary>
    /// <param name="tensor">0 for the first.</param>
    /// <param name="constants">What the pass needs to know.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update<TRule>(int tensor, ReadOnlySpan<double> constants) where TRule : struct, IUpdateRule
    {
        (int offset, int count) = _tensors[tensor];
        if (_team is not null && _team.Parts(UpdateJob<T>.Cost * count, Share.Granules(count, UpdateJob<T>.Granule)) is > 1 and int parts)
            TensorUpdateJob<TRule, T>.Run(_team, parts, in this, offset, count, constants);
        else
            Update<TRule>(offset, count, constants);
    }

    /// <summary>Moves some of a tensor's weights. One lane computes alike at every width, so where they are cut does not show.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Update<TRule>(nint offset, nint count, ReadOnlySpan<double> constants) where TRule : struct, IUpdateRule
    {
        UpdateBody<TRule, T> body = new(_all.Part(offset, count), constants);
        VectorRange.Run<T, UpdateBody<TRule, T>>(count, ref body);
    }
}
