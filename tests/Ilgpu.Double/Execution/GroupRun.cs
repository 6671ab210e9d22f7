using System.Runtime.ExceptionServices;
using ILGPU.Runtime;
using ILGPU.Testing;

namespace ILGPU.Execution;

/// <summary>
/// Runs the groups of a launch one after the other, and of a group one lane at a time. A lane runs until a barrier or its end and then hands
/// over to its neighbour; the last to reach a barrier goes on at once, so lanes go up and down in turn. Where the first lane ends without a
/// barrier, so must all, and they run on the caller's thread. Otherwise each lane has a thread, since it needs a stack.
/// </summary>
internal sealed class GroupRun(Accelerator accelerator) : IDisposable
{
    private readonly List<LaneThread> _threads = [];
    private Kernel? _kernel;
    private int _lanes;
    private int _step;
    private int _waiting;
    private bool _barrierMet;
    private int _ended;
    private int _allocations;
    private int _votes;
    private int _lastVotes;
    private Exception? _fault;

    public Accelerator Accelerator { get; } = accelerator;

    public SharedArena Shared { get; } = new(accelerator);

    public Index3D GridDim { get; private set; }

    public Index3D GroupDim { get; private set; }

    public Index3D GridIndex { get; private set; }

    public int WarpSize => Accelerator.WarpSize;

    public void Launch(Kernel kernel, in KernelConfig config)
    {
        if (Lane.IsRunning)
            throw Misuse.Here($"kernel {kernel.Name} is launched from a kernel");
        _kernel = kernel;
        GridDim = config.GridDim;
        GroupDim = config.GroupDim;
        _lanes = GroupDim.Size;
        while (_threads.Count < _lanes)
            _threads.Add(new LaneThread(new Lane(this, _threads.Count)));
        for (int z = 0; z < GridDim.Z; z++)
        {
            for (int y = 0; y < GridDim.Y; y++)
            {
                for (int x = 0; x < GridDim.X; x++)
                    RunGroup(new Index3D(x, y, z), config.SharedMemoryConfig);
            }
        }
    }

    /// <summary>To be called on a lane's own thread, when it is its turn: its whole kernel, and the hand-over at its end.</summary>
    public void RunLane(Lane lane)
    {
        try
        {
            lane.Begin();
            _kernel!.Run();
            if (_waiting > 0)
                throw Misuse.Here("it ended while other lanes wait at a barrier");
            if (_ended == 0)
                _allocations = lane.SharedAllocations;
            if (lane.SharedAllocations != _allocations)
                throw Misuse.Here($"it made {lane.SharedAllocations} shared allocations, and another lane {_allocations}");
        }
        catch (LaneAbandonedException)
        {
        }
        catch (Exception exception)
        {
            _fault ??= exception is MisuseException ? exception : new MisuseException($"{lane}: {exception.Message}", exception);
        }
        finally
        {
            Lane.End();
            _ended++;
        }
    }

    public void Barrier(Lane lane)
    {
        if (_ended > 0)
            throw Misuse.Here("it waits at a barrier, and another lane has ended");
        _barrierMet = true;
        if (++_waiting == _lanes)
        {
            _waiting = 0;
            _step = -_step;
            _lastVotes = _votes;
            _votes = 0;
            return;
        }
        lane.IsSuspended = true;
        HandOver(lane);
        _threads[lane.LinearIndex].Wait();
        lane.IsSuspended = false;
        if (_fault is not null)
            throw new LaneAbandonedException();
    }

    /// <summary>A barrier at which lanes vote.</summary>
    public int Count(Lane lane, bool predicate)
    {
        _votes += predicate ? 1 : 0;
        Barrier(lane);
        int votes = _lastVotes;
        // Nobody may come to vote again before all have read.
        Barrier(lane);
        return votes;
    }

    /// <summary>Wakes who is next: the neighbour, or lane 0, whose thread is the caller's, when there is none or something is wrong.</summary>
    public void HandOver(Lane from)
    {
        int next = from.LinearIndex + _step;
        _threads[_fault is null && next >= 0 && next < _lanes ? next : 0].Wake();
    }

    public override string ToString() => $"Kernel {_kernel?.Name}, group {Lane.Describe(GridIndex, GridDim)}";

    public void Dispose()
    {
        foreach (LaneThread thread in _threads)
            thread.Dispose();
        Shared.Dispose();
    }

    private void RunGroup(Index3D gridIndex, SharedMemoryConfig dynamic)
    {
        GridIndex = gridIndex;
        _step = 1;
        _waiting = 0;
        _votes = 0;
        _ended = 0;
        _barrierMet = false;
        _fault = null;
        Shared.Begin(dynamic);
        int lane = 0;
        do
            RunLane(_threads[lane].Lane);
        while (_fault is null && !_barrierMet && ++lane < _lanes);
        if (_fault is null && _ended < _lanes)
        {
            HandOver(_threads[0].Lane);
            _threads[0].Wait();
        }
        if (_fault is not null)
            Abandon();
    }

    private void Abandon()
    {
        for (int lane = 1; lane < _lanes; lane++)
        {
            if (!_threads[lane].Lane.IsSuspended)
                continue;
            _threads[lane].Wake();
            _threads[0].Wait();
        }
        ExceptionDispatchInfo.Throw(_fault!);
    }
}
