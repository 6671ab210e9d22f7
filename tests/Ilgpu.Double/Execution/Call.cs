using ILGPU.Runtime;

namespace ILGPU.Execution;

/// <summary>A kernel and its arguments. A struct, so that a launch allocates nothing.</summary>
internal interface ICall
{
    /// <summary>Before anything runs: whether what it is given can be given.</summary>
    void Verify(Accelerator accelerator, string kernel);

    void Run();
}

internal readonly struct Call<T1>(Action<T1> action, T1 p1) : ICall
{
    public void Verify(Accelerator accelerator, string kernel)
    {
        Argument<T1>.Verify(p1, accelerator, kernel);
    }

    public void Run() => action(p1);
}

internal readonly struct Call<T1, T2>(Action<T1, T2> action, T1 p1, T2 p2) : ICall
{
    public void Verify(Accelerator accelerator, string kernel)
    {
        Argument<T1>.Verify(p1, accelerator, kernel);
        Argument<T2>.Verify(p2, accelerator, kernel);
    }

    public void Run() => action(p1, p2);
}

internal readonly struct Call<T1, T2, T3>(Action<T1, T2, T3> action, T1 p1, T2 p2, T3 p3) : ICall
{
    public void Verify(Accelerator accelerator, string kernel)
    {
        Argument<T1>.Verify(p1, accelerator, kernel);
        Argument<T2>.Verify(p2, accelerator, kernel);
        Argument<T3>.Verify(p3, accelerator, kernel);
    }

    public void Run() => action(p1, p2, p3);
}

internal readonly struct Call<T1, T2, T3, T4>(Action<T1, T2, T3, T4> action, T1 p1, T2 p2, T3 p3, T4 p4) : ICall
{
    public void Verify(Accelerator accelerator, string kernel)
    {
        Argument<T1>.Verify(p1, accelerator, kernel);
        Argument<T2>.Verify(p2, accelerator, kernel);
        Argument<T3>.Verify(p3, accelerator, kernel);
        Argument<T4>.Verify(p4, accelerator, kernel);
    }

    public void Run() => action(p1, p2, p3, p4);
}

internal readonly struct Call<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> action, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5) : ICall
{
    public void Verify(Accelerator accelerator, string kernel)
    {
        Argument<T1>.Verify(p1, accelerator, kernel);
        Argument<T2>.Verify(p2, accelerator, kernel);
        Argument<T3>.Verify(p3, accelerator, kernel);
        Argument<T4>.Verify(p4, accelerator, kernel);
        Argument<T5>.Verify(p5, accelerator, kernel);
    }

    public void Run() => action(p1, p2, p3, p4, p5);
}

internal readonly struct Call<T1, T2, T3, T4, T5, T6, T7>(Action<T1, T2, T3, T4, T5, T6, T7> action, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7) : ICall
{
    public void Verify(Accelerator accelerator, string kernel)
    {
        Argument<T1>.Verify(p1, accelerator, kernel);
        Argument<T2>.Verify(p2, accelerator, kernel);
        Argument<T3>.Verify(p3, accelerator, kernel);
        Argument<T4>.Verify(p4, accelerator, kernel);
        Argument<T5>.Verify(p5, accelerator, kernel);
        Argument<T6>.Verify(p6, accelerator, kernel);
        Argument<T7>.Verify(p7, accelerator, kernel);
    }

    public void Run() => action(p1, p2, p3, p4, p5, p6, p7);
}
