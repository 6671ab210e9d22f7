namespace FastGrad.Generated.Gpu
{
    using global::ILGPU;

    /// <summary>
    /// 16-bit floats in whole numbers: ILGPU's own type compiles on no OpenCL device without fp16, not even where nothing uses it.
    /// </summary>
    internal static class Halves
    {
        /// <summary>The number that bits stand for.</summary>
        public static float Read(ushort bits)
        {
            unchecked
            {
                uint sign = (uint)(bits & 0x8000) << 16;
                uint exponent = (uint)(bits >> 10) & 31;
                uint fraction = (uint)bits & 0x3FF;
                if (exponent == 0)
                    return (sign != 0 ? -1f : 1f) * ((int)fraction * 5.9604645E-08f);
                return Interop.IntAsFloat(sign | (exponent == 31 ? 0x7F800000u : (exponent + 112) << 23) | fraction << 13);
            }
        }

        /// <summary>The bits of the nearest number; of two that are as near, the even one.</summary>
        public static ushort Round(float value)
        {
            unchecked
            {
                uint bits = Interop.FloatAsInt(value);
                uint sign = (bits >> 16) & 0x8000;
                uint size = bits & 0x7FFFFFFF;
                if (size > 0x7F800000)
                    return (ushort)(sign | 0x7E00);
                if (size >= 0x47800000)
                    return (ushort)(sign | 0x7C00);
                if (size < 0x38800000)
                {
                    // Multiples of 2⁻²⁴.
                    float scaled = Interop.IntAsFloat(size) * 16777216f;
                    int whole = (int)scaled;
                    float rest = scaled - whole;
                    if (rest > 0.5f || (rest == 0.5f && (whole & 1) != 0))
                        whole++;
                    return (ushort)(sign | (uint)whole);
                }
                return (ushort)(sign | ((size + 0xFFF + ((size >> 13) & 1) - 0x38000000) >> 13));
            }
        }
    }
}
