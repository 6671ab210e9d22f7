namespace ILGPU.Runtime.OpenCL;

/// <summary>Those of the driver's that the double, or a test, has a use for.</summary>
public enum CLError : int
{
    CL_SUCCESS = 0,
    CL_MEM_OBJECT_ALLOCATION_FAILURE = -4,
    CL_OUT_OF_RESOURCES = -5,
    CL_OUT_OF_HOST_MEMORY = -6,
    CL_INVALID_VALUE = -30,
    CL_INVALID_CONTEXT = -34,
    CL_INVALID_BUFFER_SIZE = -61,
}

public sealed class CLException : AcceleratorException
{
    public CLException(CLError errorCode)
    {
        Error = errorCode;
    }

    public CLException(string message)
        : base(message)
    {
    }

    public CLError Error { get; }

    public override AcceleratorType AcceleratorType => AcceleratorType.OpenCL;
}
