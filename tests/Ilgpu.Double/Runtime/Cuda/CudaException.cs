namespace ILGPU.Runtime.Cuda;

/// <summary>Those of the driver's that the double, or a test, has a use for.</summary>
public enum CudaError
{
    CUDA_SUCCESS = 0,
    CUDA_ERROR_INVALID_VALUE = 1,
    CUDA_ERROR_OUT_OF_MEMORY = 2,
    CUDA_ERROR_ILLEGAL_ADDRESS = 700,
    CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED = 712,
}

public sealed class CudaException : AcceleratorException
{
    public CudaException(CudaError error)
        : base(error.ToString())
    {
        Error = error.ToString();
    }

    public CudaException(string message)
        : base(message)
    {
    }

    public string Error { get; } = "N/A";

    public override AcceleratorType AcceleratorType => AcceleratorType.Cuda;
}
