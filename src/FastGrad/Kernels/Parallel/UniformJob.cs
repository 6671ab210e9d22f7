using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>A part of what <see cref="RandomNumbers.Uniform"/> draws: some examples' numbers. Each is drawn by its place, whoever draws it.</summary>
internal readonly ref struct UniformJob<T> : IJob where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _destination;
    private readonly ulong _seed, _call;
    private readonly int _batch, _stream, _stride, _length;

    private UniformJob(int batch, ulong seed, ulong call, int stream, ref T destination, int stride, int length)
    {
        _batch = batch;
        _seed = seed;
        _call = call;
        _stream = stream;
        _destination = ref destination;
        _stride = stride;
        _length = length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(Team<T> team, int parts, int batch, ulong seed, ulong call, int stream, ref T destination, int stride, int length)
    {
        UniformJob<T> job = new(batch, seed, call, stream, ref destination, stride, length);
        team.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int part, int parts)
    {
        (int from, int to) = Share.Of(_batch, granule: 1, part, parts);
        RandomNumbers.UniformPart(from, to, _seed, _call, _stream, ref _destination, _stride, _length);
    }
}
