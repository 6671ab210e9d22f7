namespace ILGPU.Runtime;

public abstract class AcceleratorException : Exception
{
    protected AcceleratorException()
    {
    }

    protected AcceleratorException(string message)
        : base(message)
    {
    }

    public abstract AcceleratorType AcceleratorType { get; }
}
