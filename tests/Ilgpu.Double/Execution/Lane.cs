using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ILGPU.Runtime;
using ILGPU.Testing;

namespace ILGPU.Execution;

/// <summary>One lane of the group that runs: what <see cref="ILGPU.Group"/> and <see cref="Grid"/> ask of the thread they are called on.</summary>
internal sealed class Lane(GroupRun group, int linearIndex)
{
    /// <summary>As much as a GPU gives a lane.</summary>
    private const int LocalBytes = 512 * 1024;
    private const int Alignment = 16;

    [ThreadStatic]
    private static Lane? _current;

    private DeviceMemory? _local;
    private int _localUsed;

    public static bool IsRunning => _current is not null;

    public static Lane Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _current ?? throw NotInKernel();
    }

    public GroupRun Group { get; } = group;

    public int LinearIndex { get; } = linearIndex;

    public Index3D Index { get; private set; }

    /// <summary>How many shared allocations it has made.</summary>
    public int SharedAllocations { get; set; }

    public bool IsSuspended { get; set; }

    public void Begin()
    {
        Index3D dim = Group.GroupDim;
        Index = new Index3D(LinearIndex % dim.X, LinearIndex / dim.X % dim.Y, LinearIndex / dim.X / dim.Y);
        SharedAllocations = 0;
        _localUsed = 0;
        _current = this;
    }

    public static void End() => _current = null;

    public ArrayView<T> AllocateLocal<T>(int extent)
        where T : unmanaged
    {
        _local ??= new DeviceMemory(Group.Accelerator, LocalBytes, 1, isHost: true);
        int bytes = checked(extent * Interop.SizeOf<T>());
        int offset = (_localUsed + Alignment - 1) / Alignment * Alignment;
        if (extent < 0 || offset + bytes > LocalBytes)
            throw Misuse.Here($"{bytes} bytes of local memory beside {_localUsed} are more than {LocalBytes}");
        _localUsed = offset + bytes;
        var raw = new ArrayView<byte>(_local, offset, bytes);
        Transfer.Garble(raw);
        return raw.Cast<T>();
    }

    public override string ToString() => $"{Group}, lane {Describe(Index, Group.GroupDim)}";

    public static string Describe(Index3D index, Index3D dimension) => dimension.Y == 1 && dimension.Z == 1 ? $"{index.X}" : $"{index}";

    [DoesNotReturn]
    private static Exception NotInKernel() => throw new MisuseException("Group, Grid, Warp and shared memory are there only in a kernel.");
}
