using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// What every kernel is handed: views of a trainer's memory, and what changes from call to call. Views come first and small numbers last,
    /// the order in which ILGPU lays such a struct out alike on all devices.
    /// </summary>
    [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
    public struct Frame
    {
        /// <summary>
        /// Numbers of shared memory that a group's lanes work in: two tiles of 64 by 16 numbers, each row one longer against bank conflicts.
        /// </summary>
        public const int RoomLength = 2 * 16 * 65;

        /// <summary>Shared memory of the group; only in kernels that ask for it.</summary>
        public ArrayView<Real> Room;
        public ArrayView<Real> Parameters, Gradients, Slots, Average, Buffers, Arena, States, Inputs, Targets;
        public ArrayView<Real> Data, Settings, Constants, Losses, Norms;

        /// <summary>Of a model in mixed precision the rows of several numbers; what its loss is multiplied by, and the inverse.</summary>
        public ArrayView<ushort> Halves;
        public ArrayView<Real> Scaling;
        public ArrayView<int> Labels, Groups, Tensors;

        /// <summary>Whether this update is left out; how many slots further back the constants are that are next; see <see cref="Scaler"/>.</summary>
        public ArrayView<int> Skips;

        /// <summary>What gradients are multiplied by, and what each is clipped to.</summary>
        public Real Share, Limit;
        public int Batch, Capacity, FixedLength, Slot, Adds, Step;
        public int SeedLow, SeedHigh, CallLow, CallHigh;
        public int ParameterLength, SlotStride, ConstantStride, GroupStride;

        /// <summary>Where in the arena the first row lies of a value that each example has.</summary>
        public int Rows(int place) => FixedLength + place * Capacity;

        /// <summary>Where the first row lies among packed inputs or targets, or of a state.</summary>
        public int Packed(int place) => place * Capacity;

        /// <summary>A gradient on its way to the optimizer: put in its place, or added to what is there.</summary>
        public void Deliver(int at, Real gradient)
        {
            Real share = gradient * Share;
            Gradients[at] = Adds != 0 ? Gradients[at] + share : share;
        }
    }
}
