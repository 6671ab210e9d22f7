using FastGrad.Compiler.Backends.Cpu;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Whole-number arithmetic of indices, without what 1 makes superfluous.</summary>
internal static class GpuText
{
    public static string Product(string index, int factor) => factor == 1 ? index : $"{index} * {CpuModel.Text(factor)}";

    public static string Quotient(string index, int divisor) => divisor == 1 ? index : $"{index} / {CpuModel.Text(divisor)}";

    public static string Remainder(string index, int divisor) => divisor == 1 ? "0" : $"{index} % {CpuModel.Text(divisor)}";
}
