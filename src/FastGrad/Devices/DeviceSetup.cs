using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>Allocates a trainer's memory on a device and fills in what stays as it is.</summary>
internal static class DeviceSetup
{
    /// <param name="store">Takes what is allocated.</param>
    /// <param name="program">Knows how much of it kernels need.</param>
    /// <param name="layout">Of the model.</param>
    /// <param name="parameters">How the weights lie.</param>
    /// <param name="buffers">The model's buffers.</param>
    /// <param name="optimizer">Attached to the parameters.</param>
    /// <param name="slotStride">From one slot of the optimizer to the next.</param>
    /// <param name="capacity">Most examples at once.</param>
    /// <param name="averages">Whether an average of the weights is kept.</param>
    /// <param name="hasLabels">Whether targets are labels and nothing else.</param>
    /// <param name="copies">Models side by side: what each has for itself lies there as many times.</param>
    /// <exception cref="ArgumentOutOfRangeException">No memory can be as large as the capacity asks for.</exception>
    /// <exception cref="DeviceMemoryException">The device has too little memory.</exception>
    public static DeviceMemories<T> Allocate<T>(
        DeviceStore store, DeviceProgram<T> program, ProgramLayout layout, ParameterSet<T> parameters, ParameterSet<T> buffers,
        FormulaOptimizer optimizer, int slotStride, int capacity, bool averages, bool hasLabels, int copies = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arguments.Capacity<T>(capacity, program.FixedLength, layout, program.ExampleLength);
        GroupedParameters grouped = optimizer.Parameters;
        int length = WeightMaps.PaddedLength(parameters.Length), groupStride = optimizer.ConstantsOf(0).Length;
        int[] groups = WeightMaps.Groups(grouped, length), tensors = WeightMaps.Tensors(grouped, length);
        DeviceMemory<T> Numbers(long count, string purpose) => store.Allocate<T>(count, purpose);
        DeviceMemory<T> Own(long count, string purpose) => Numbers(copies * count, purpose);
        // Whether there are any shows in the length: one element for none.
        long states = layout.StateLength == 0 ? 1 : Math.Max(2, (long)layout.StateLength * capacity);
        DeviceMemories<T> memories = new()
        {
            Parameters = Own(length, "parameters"),
            Gradients = Own(length, "gradients"),
            Slots = Own((long)slotStride * optimizer.SlotNames.Length, "optimizer's slots"),
            Average = Numbers(averages ? length : 1, "averages of the parameters"),
            Buffers = Own(buffers.Length, "buffers"),
            Arena = Own(program.FixedLength + (long)(program.ExampleLength - program.HalfLength) * capacity, "activations"),
            Halves = store.Allocate<ushort>((long)program.HalfLength * capacity, "activations"),
            Scaling = Numbers(2, "scale of the loss"),
            Skips = store.Allocate<int>(5, "updates left out"),
            States = Numbers(states, "states"),
            FormerStates = Numbers(states, "former states"),
            Inputs = Own((long)layout.InputLength * capacity, "inputs"),
            Targets = hasLabels ? Numbers(1, "targets") : Own((long)layout.TargetLength * capacity, "targets"),
            Labels = store.Allocate<int>(hasLabels ? (long)copies * layout.TargetLength * capacity : 1, "labels"),
            Settings = Numbers(program.SettingCount, "settings of the loss"),
            Constants = Own((long)StepRing<T>.Slots * groupStride * grouped.Groups.Length, "constants of the optimizer"),
            Losses = Own(StepRing<T>.Slots, "losses"),
            Groups = store.Allocate<int>(groups.Length, "groups of parameters"),
            Tensors = store.Allocate<int>(tensors.Length, "places of the tensors"),
            Norms = Own(1L + grouped.Tensors.Length + program.PartialCount, "norms"),
            ParameterLength = length,
            SlotStride = slotStride,
            Capacity = capacity,
            FixedLength = program.FixedLength,
            HalfLength = program.HalfLength,
            ConstantStride = groupStride * grouped.Groups.Length,
            GroupStride = groupStride,
            TensorCount = grouped.Tensors.Length,
        };
        memories.Groups.Write(groups);
        memories.Tensors.Write(tensors);
        return memories;
    }
}
