using System.ComponentModel;
using System.Numerics;

namespace FastGrad.Devices;

/// <summary>What a launch is told in which each group trains a model of its own for some steps.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <param name="Models">The models' memories, one model's after another's in each; what all share once.</param>
/// <param name="Inputs">The set of examples: of each input all rows, one after another.</param>
/// <param name="Targets">Their targets and weights, likewise, where they are not labels alone.</param>
/// <param name="Labels">Their labels, where they are all their targets.</param>
/// <param name="Order">Which rows, in the order in which they are taken.</param>
/// <param name="Plan">Of each step where in the order it begins, and how many it takes.</param>
/// <param name="Seeds">Of each model the lower and the upper half of the key of its random numbers.</param>
/// <param name="Count">Models.</param>
/// <param name="Steps">How many, at most as many as the rings have slots.</param>
/// <param name="Examples">Rows of the set.</param>
/// <param name="Call">Steps that were made before.</param>
/// <param name="Slot">Of the first step in the rings.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct EnsembleCall<T>(
    DeviceMemories<T> Models,
    DeviceMemory<T> Inputs,
    DeviceMemory<T> Targets,
    DeviceMemory<int> Labels,
    DeviceMemory<int> Order,
    DeviceMemory<int> Plan,
    DeviceMemory<int> Seeds,
    int Count,
    int Steps,
    int Examples,
    ulong Call,
    int Slot = 0)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
