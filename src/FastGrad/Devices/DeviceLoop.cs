using System.Numerics;
using System.Runtime.ExceptionServices;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>
/// Trains on examples that lie on the device. It is asked for <see cref="StepRing{T}.Slots"/> steps at a time, whose constants go there
/// together and whose losses come back together.
/// </summary>
internal sealed class DeviceLoop<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    private readonly T[] _losses = new T[StepRing<T>.Slots];
    private int[] _order = [];
    private GroupSteps<T>? _group;

    public DeviceLoop(ITrainer<T> trainer, DeviceEngine<T, TTarget> engine)
    {
        Trainer = trainer;
        Engine = engine;
        Examples = new(engine.Store, engine.Program, engine.Memories, engine.Rows, engine.Layout, hasLabels: typeof(TTarget) != typeof(T));
    }

    public ITrainer<T> Trainer { get; }

    public DeviceEngine<T, TTarget> Engine { get; }

    public DataSet<T> Examples { get; }

    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">There are no examples; nothing has changed.</exception>
    public void Check(int epochs, int batch)
    {
        if (epochs < 1)
            throw new ArgumentOutOfRangeException(nameof(epochs), epochs, $"Got {epochs} epochs, but at least 1 is needed.");
        if (batch < 1 || batch > Engine.Capacity)
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"Got batches of {batch} examples, but they have 1 to {Engine.Capacity}.");
        if (Examples.Count == 0)
            throw new InvalidOperationException("Train needs examples on the device: call Upload before it.");
        if ((long)epochs * StepsPerEpoch(batch) > Array.MaxLength)
            throw new ArgumentOutOfRangeException(
                nameof(epochs), epochs,
                $"Got {epochs} epochs of {StepsPerEpoch(batch)} steps, but a run has at most {Array.MaxLength} steps; call Train several times.");
    }

    /// <summary>Examples of the last step of a run.</summary>
    public int LastBatch(int batch) => BatchAt(StepsPerEpoch(batch) - 1, batch);

    public TrainingRun Run(int epochs, int batch, bool shuffle)
    {
        TrainingRun run = new(epochs, StepsPerEpoch(batch));
        if (_order.Length != Examples.Count)
            _order = new int[Examples.Count];
        GroupSteps<T>? group = Engine.IsForGroup(batch) ? Group() : null;
        Engine.Settle();
        int total = epochs * run.StepsPerEpoch, done = 0;
        while (done < total)
        {
            int count = Math.Min(StepRing<T>.Slots, total - done);
            count = Prepare(count, out ExceptionDispatchInfo? problem);
            for (int slot = 0; slot < count;)
                slot += Launch(group, slot, (done + slot) % run.StepsPerEpoch, count - slot, batch, shuffle);
            Engine.Ring.ReadLosses(0, _losses.AsSpan(0, count));
            Engine.Settle();
            for (int slot = 0; slot < count; slot++)
                run.Add(double.CreateTruncating(_losses[slot]), BatchAt((done + slot) % run.StepsPerEpoch, batch), Examples.Count);
            done += count;
            // What a schedule refuses it refuses before its step, and the steps before that one have been made.
            problem?.Throw();
        }
        return run;
    }

    /// <summary>Null where the device has too little memory for it: step by step less is needed.</summary>
    private GroupSteps<T>? Group()
    {
        try
        {
            _ = Examples.Packed;
            return _group ??= new(Engine.Store, Engine.Memories, Examples);
        }
        catch (DeviceMemoryException)
        {
            Examples.Unpack();
            return null;
        }
    }

    /// <summary>Begins the optimizer's steps of some batches to come, and hands their constants to the device.</summary>
    /// <returns>How many batches that went well for.</returns>
    private int Prepare(int count, out ExceptionDispatchInfo? problem)
    {
        problem = null;
        int taken = Engine.Accumulation.Progress.Taken, steps = Engine.Accumulation.Steps;
        for (int slot = 0; slot < count; slot++)
        {
            if ((taken + slot) % steps != steps - 1)
                continue;
            try
            {
                Trainer.Optimizer.BeginStep();
            }
            catch (Exception exception)
            {
                problem = ExceptionDispatchInfo.Capture(exception);
                count = slot;
                break;
            }
            Engine.Keep(slot);
        }
        if (count > 0)
            Engine.Ring.Write(0, count);
        return count;
    }

    /// <summary>One step, or as many of an epoch as a group can make in a launch.</summary>
    /// <returns>How many.</returns>
    private int Launch(GroupSteps<T>? group, int slot, int step, int most, int batch, bool shuffle)
    {
        if (step == 0)
            TakeOrder(shuffle);
        int steps = group is null ? 1 : Math.Min(most, StepsPerEpoch(batch) - step);
        if (group is not null)
        {
            Engine.Train(group.Call(step * batch, batch, steps, slot, Trainer.Seed, Trainer.Call));
        }
        else
        {
            int examples = BatchAt(step, batch);
            Examples.Gather(step * batch, examples);
            Engine.Run(new(examples, Trainer.Seed, Trainer.Call, slot));
        }
        Trainer.Call += (ulong)steps;
        return steps;
    }

    private void TakeOrder(bool shuffle)
    {
        if (shuffle)
            Shuffle.Fill(_order, Trainer.Seed, Trainer.Call);
        else
            Shuffle.Straight(_order);
        Examples.TakeOrder(_order);
    }

    private int StepsPerEpoch(int batch) => (int)(((long)Examples.Count + batch - 1) / batch);

    private int BatchAt(int step, int batch) => (int)Math.Min(batch, Examples.Count - (long)step * batch);
}
