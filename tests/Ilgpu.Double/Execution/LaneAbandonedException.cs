namespace ILGPU.Execution;

/// <summary>Unwinds a lane that waits at a barrier to which another lane will never come.</summary>
internal sealed class LaneAbandonedException : Exception;
