using System.Runtime.InteropServices;

namespace FastGrad.Bench;

/// <summary>Libraries of matrix products that this machine may have, at their best and with one thread each.</summary>
internal static partial class NativeLibraries
{
    private static readonly string[] _openBlas = ["libopenblas.so.0", "libopenblas", "openblas"];
    private static readonly string[] _oneDnn = ["libdnnl.so.3", "libdnnl.so.2", "libdnnl", "dnnl"];

    /// <summary>Those that were found; of the others a line says what to do.</summary>
    public static INativeProducts[] Find()
    {
        // They read these when they are loaded. .NET's own environment is a copy, which native code does not see.
        if (!OperatingSystem.IsWindows())
        {
            SetUnlessSet("OMP_NUM_THREADS", "1");
            SetUnlessSet("OPENBLAS_NUM_THREADS", "1");
            // OpenBLAS takes a processor newer than itself for one without AVX-512, and runs at half its speed.
            if (System.Runtime.Intrinsics.X86.Avx512F.IsSupported)
                SetUnlessSet("OPENBLAS_CORETYPE", "SKYLAKEX");
        }
        List<INativeProducts> found = [];
        if (TryLoad(_openBlas, "cblas_sgemm", out nint cblas))
            found.Add(new OpenBlas(cblas));
        else
            Miss("OpenBLAS", _openBlas, "libopenblas0-pthread");
        if (TryLoad(_oneDnn, "dnnl_sgemm", out nint dnnl))
            found.Add(new OneDnn(dnnl));
        else
            Miss("oneDNN", _oneDnn, "libdnnl-dev");
        return [.. found];
    }

    private static bool TryLoad(string[] names, string function, out nint address)
    {
        address = 0;
        foreach (string name in names)
            if (NativeLibrary.TryLoad(name, out nint library) && NativeLibrary.TryGetExport(library, function, out address))
                return true;
        return false;
    }

    // Not among the results, which programs read.
    private static void Miss(string name, string[] files, string package) =>
        Console.Error.WriteLine($"{name} is not compared: none of {string.Join(", ", files)} loads. Debian: apt install {package}.");

    private static void SetUnlessSet(string name, string value) => SetEnvironment(name, value, overwrite: 0);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
