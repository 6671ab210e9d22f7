using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace FastGrad;

/// <summary>
/// Where the time of a model goes, kernel by kernel: what <c>[Model(Profile = true)]</c> adds to a model as <c>Net.Profile</c>. It gathers over all
/// trainers and predictors of the model; where several run at once on threads of their own, it may miss some calls. Reading the clock takes
/// some 20 ns of each kernel's time.
/// </summary>
public sealed class ModelProfile
{
    private readonly string _model;
    private readonly Precision _precision;
    private readonly KernelProfile[] _kernels;

    /// <summary>The kernels of a model; generated code makes it.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="precision">What it computes in.</param>
    /// <param name="kernels">In the order in which they run.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ModelProfile(string model, Precision precision, params KernelProfile[] kernels)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(kernels);
        _model = model;
        _precision = precision;
        _kernels = kernels;
    }

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<KernelProfile> Kernels => _kernels;

    /// <summary>The clock, for generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static long Now
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Stopwatch.GetTimestamp();
    }

    /// <summary>For generated code: a kernel has run since the clock was read, and the next one begins.</summary>
    /// <param name="kernel">Its index.</param>
    /// <param name="batch">The examples of this call.</param>
    /// <param name="clock">When it began; receives the time now.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Took(int kernel, int batch, ref long clock)
    {
        long now = Stopwatch.GetTimestamp();
        _kernels[kernel].Took(now - clock, batch);
        clock = now;
    }

    /// <summary>Forgets what was gathered: after the first steps, say, whose time is the JIT's.</summary>
    public void Reset()
    {
        foreach (KernelProfile kernel in _kernels)
            kernel.Reset();
    }

    /// <summary>
    /// A table: of each kernel that ran its calls, time, operations and bytes a second, and share of the peak, which is what one core makes of
    /// fused multiply-adds that wait for nothing, measured when the first table is written.
    /// </summary>
    public override string ToString() => ProfileTable.Write(_model, _precision, _kernels);
}
