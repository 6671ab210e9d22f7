using System.ComponentModel;

namespace FastGrad.Devices;

/// <summary>What a phase on a device is told that changes from call to call.</summary>
/// <param name="Batch">Examples, at most the capacity.</param>
/// <param name="Seed">Key of the random numbers.</param>
/// <param name="Call">Which training forward pass this is, or belongs to.</param>
/// <param name="Slot">Where in the rings of the step's constants and of the losses it reads and writes.</param>
/// <param name="Share">What gradients are multiplied by.</param>
/// <param name="Adds">Whether gradients are added to what is there, or take its place.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct DeviceCall(int Batch, ulong Seed, ulong Call, int Slot = 0, double Share = 1, bool Adds = false);
