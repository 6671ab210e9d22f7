using System.Runtime.InteropServices;

namespace FastGrad.Threading;

/// <summary>A number with cache lines of its own (processors fetch them in pairs), so that who polls it is not disturbed by its neighbours.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Padded
{
    [FieldOffset(128)] public int Value;
}
