using ILGPU.Execution;

namespace ILGPU.Testing;

/// <summary>The words of misuse. In a kernel they say which and where.</summary>
internal static class Misuse
{
    public static MisuseException OutOfRange(long index, long length, Type type) =>
        Here($"index {index} is outside a view of {length} {type.Name}");

    public static MisuseException SubView(long index, long subLength, long length) =>
        Here($"a sub view of {subLength} elements from {index} does not fit a view of {length}");

    public static MisuseException Cast(Type from, Type to, long index, long length) =>
        Here($"a view of {length} {from.Name} from {index} of its buffer is no view of {to.Name}");

    public static MisuseException Here(string what) =>
        new(Lane.IsRunning ? $"{Lane.Current}: {what}." : $"{char.ToUpperInvariant(what[0])}{what[1..]}.");
}
