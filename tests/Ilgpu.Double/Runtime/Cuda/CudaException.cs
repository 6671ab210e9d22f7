namespace ILGPU.Runtime.Cuda;

public sealed class CudaException : AcceleratorException
{
    public CudaException(string message)
        : base(message)
    {
    }

    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
}
