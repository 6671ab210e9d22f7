namespace ILGPU.Runtime.OpenCL;

public sealed class CLException : AcceleratorException
{
    public CLException(string message)
        : base(message)
    {
    }

    public override AcceleratorType AcceleratorType => AcceleratorType.OpenCL;
}
