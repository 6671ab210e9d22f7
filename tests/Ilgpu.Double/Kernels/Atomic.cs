namespace ILGPU;

/// <summary>Each returns what was there before. One lane runs at a time, so nothing comes between reading and writing.</summary>
public static class Atomic
{
    public static int Add(ref int target, int value) => Exchange(ref target, target + value);

    public static long Add(ref long target, long value) => Exchange(ref target, target + value);

    public static uint Add(ref uint target, uint value) => Exchange(ref target, target + value);

    public static ulong Add(ref ulong target, ulong value) => Exchange(ref target, target + value);

    public static float Add(ref float target, float value) => Exchange(ref target, target + value);

    public static double Add(ref double target, double value) => Exchange(ref target, target + value);

    public static int Max(ref int target, int value) => Exchange(ref target, Math.Max(target, value));

    public static long Max(ref long target, long value) => Exchange(ref target, Math.Max(target, value));

    public static uint Max(ref uint target, uint value) => Exchange(ref target, Math.Max(target, value));

    public static float Max(ref float target, float value) => Exchange(ref target, Math.Max(target, value));

    public static int Min(ref int target, int value) => Exchange(ref target, Math.Min(target, value));

    public static long Min(ref long target, long value) => Exchange(ref target, Math.Min(target, value));

    public static uint Min(ref uint target, uint value) => Exchange(ref target, Math.Min(target, value));

    public static float Min(ref float target, float value) => Exchange(ref target, Math.Min(target, value));

    public static int Or(ref int target, int value) => Exchange(ref target, target | value);

    public static int And(ref int target, int value) => Exchange(ref target, target & value);

    public static int Exchange(ref int target, int value) => Swap(ref target, value);

    public static long Exchange(ref long target, long value) => Swap(ref target, value);

    public static uint Exchange(ref uint target, uint value) => Swap(ref target, value);

    public static ulong Exchange(ref ulong target, ulong value) => Swap(ref target, value);

    public static float Exchange(ref float target, float value) => Swap(ref target, value);

    public static double Exchange(ref double target, double value) => Swap(ref target, value);

    public static int CompareExchange(ref int target, int compare, int value) => target == compare ? Swap(ref target, value) : target;

    public static long CompareExchange(ref long target, long compare, long value) => target == compare ? Swap(ref target, value) : target;

    public static uint CompareExchange(ref uint target, uint compare, uint value) => target == compare ? Swap(ref target, value) : target;

    private static T Swap<T>(ref T target, T value)
    {
        T before = target;
        target = value;
        return before;
    }
}
