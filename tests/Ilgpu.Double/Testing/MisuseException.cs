namespace ILGPU.Testing;

/// <summary>What a GPU would answer with wrong numbers, or a driver by ending the process.</summary>
public sealed class MisuseException : Exception
{
    public MisuseException(string message)
        : base(message)
    {
    }

    public MisuseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
