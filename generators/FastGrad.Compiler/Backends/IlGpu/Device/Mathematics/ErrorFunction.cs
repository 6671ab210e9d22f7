using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    /// <summary>The error function, by the CPU's polynomials.</summary>
    internal static class ErrorFunction
    {
        /// <summary>Below 1 an odd polynomial; above, 1 − eᵖ, with a polynomial p for the logarithm of what is left to 1.</summary>
        public static Real Erf(Real x)
        {
            const Real last = Bits.IsSingle ? 4 : 6;
            Real size = Mathematics.Abs(x);
            if (size < 1)
                return x * Near(x * x) + x;
            return Bits.WithSign(1 - Exponential.Exp(LogOfRest(size > last ? last : size)), x);
        }

        /// <summary>erf(x) / x − 1 for |x| &lt; 1, from the square.</summary>
        private static Real Near(Real square)
        {
            Real sum;
            if (Bits.IsSingle)
            {
                sum = (Real)7.889119157487838e-05;
                sum = sum * square + (Real)(-0.0008020845698406905);
                sum = sum * square + (Real)0.005189536461939261;
                sum = sum * square + (Real)(-0.026854445581508075);
                sum = sum * square + (Real)0.11283600211815889;
                sum = sum * square + (Real)(-0.37612627140440547);
                return sum * square + (Real)0.12837916591465431;
            }
            sum = (Real)(-7.801188874097751e-10);
            sum = sum * square + (Real)1.3722976265924504e-08;
            sum = sum * square + (Real)(-1.6209175911748696e-07);
            sum = sum * square + (Real)1.6447517677871873e-06;
            sum = sum * square + (Real)(-1.4924744663335489e-05);
            sum = sum * square + (Real)0.00012055295320494294;
            sum = sum * square + (Real)(-0.0008548325989696758);
            sum = sum * square + (Real)0.005223977607423468;
            sum = sum * square + (Real)(-0.02686617064327622);
            sum = sum * square + (Real)0.11283791670945253;
            sum = sum * square + (Real)(-0.3761263890318355);
            return sum * square + (Real)0.12837916709551256;
        }

        /// <summary>log(1 − erf(x)) from 1 to where nothing is left, the closer the more is left.</summary>
        private static Real LogOfRest(Real x)
        {
            Real sum;
            if (Bits.IsSingle)
            {
                sum = (Real)0.00018557359899752838;
                sum = sum * x + (Real)(-0.002939604360991897);
                sum = sum * x + (Real)0.021805310609218784;
                sum = sum * x + (Real)(-0.10303736041539298);
                sum = sum * x + (Real)(-0.6382256787279037);
                sum = sum * x + (Real)(-1.1270400395019369);
                return sum * x + (Real)(-0.00035371768197937106);
            }
            sum = (Real)1.0390269467187596e-12;
            sum = sum * x + (Real)(-4.7516309464716844e-11);
            sum = sum * x + (Real)1.0170356334479061e-09;
            sum = sum * x + (Real)(-1.3522120803479397e-08);
            sum = sum * x + (Real)1.2483016573788987e-07;
            sum = sum * x + (Real)(-8.451896156487914e-07);
            sum = sum * x + (Real)4.301766893082576e-06;
            sum = sum * x + (Real)(-1.6421434144371468e-05);
            sum = sum * x + (Real)4.4769756972938614e-05;
            sum = sum * x + (Real)(-6.97499901245147e-05);
            sum = sum * x + (Real)(-4.5956942756095614e-05);
            sum = sum * x + (Real)0.0006428353563673363;
            sum = sum * x + (Real)(-0.0017709274851046574);
            sum = sum * x + (Real)0.00028223053645690756;
            sum = sum * x + (Real)0.01907695411442194;
            sum = sum * x + (Real)(-0.10274664205143527);
            sum = sum * x + (Real)(-0.6366287038951542);
            sum = sum * x + (Real)(-1.1283772823667788);
            return sum * x + (Real)(-1.8438785014972396e-07);
        }
    }
}
