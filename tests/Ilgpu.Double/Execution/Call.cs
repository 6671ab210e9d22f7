namespace ILGPU.Execution;

/// <summary>A kernel and its arguments. A struct, so that a launch allocates nothing.</summary>
internal interface ICall
{
    void Run();
}

internal readonly struct Call<T1>(Action<T1> kernel, T1 p1) : ICall
{
    public void Run() => kernel(p1);
}

internal readonly struct Call<T1, T2>(Action<T1, T2> kernel, T1 p1, T2 p2) : ICall
{
    public void Run() => kernel(p1, p2);
}

internal readonly struct Call<T1, T2, T3>(Action<T1, T2, T3> kernel, T1 p1, T2 p2, T3 p3) : ICall
{
    public void Run() => kernel(p1, p2, p3);
}

internal readonly struct Call<T1, T2, T3, T4>(Action<T1, T2, T3, T4> kernel, T1 p1, T2 p2, T3 p3, T4 p4) : ICall
{
    public void Run() => kernel(p1, p2, p3, p4);
}
