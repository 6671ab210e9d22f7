namespace FastGrad.Threading;

/// <summary>Work that can be cut: its parts run at the same time, in any order, and write to different places.</summary>
internal interface IJob
{
    /// <summary>Does one part; where there is nothing left for it, nothing.</summary>
    /// <param name="part">0 for the first.</param>
    /// <param name="parts">How many there are; at least 2.</param>
    void Run(int part, int parts);
}
