using System.Text.RegularExpressions;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>A kernel that breaks a rule is told by that rule, and a good one by none: what finds nothing would find nothing in ours either.</summary>
public partial class RuleTests
{
    private const string Good = """
        public static void Kernel(Frame frame)
        {
            frame.Room = SharedMemory.Allocate<float>(64);
            Sum(frame, Grid.IdxX, Grid.DimX);
        }

        private static void Sum(Frame frame, int group, int groups)
        {
            for (int row = group; row < frame.Batch; row += groups)
            {
                float sum = 0;
                for (int j = Group.IdxX; j < 16; j += Group.DimX)
                    sum += MathF.Exp(frame.Data[row * 16 + j]) * frame.Share;
                frame.Room[Group.IdxX] = sum;
                Group.Barrier();
                for (int half = Group.DimX / 2; half > 0; half /= 2)
                {
                    if (Group.IdxX < half)
                        frame.Room[Group.IdxX] += frame.Room[Group.IdxX + half];
                    Group.Barrier();
                }
                if (Group.IdxX == 0)
                    frame.Data[row] = Largest<Above>(frame.Room[0], 1);
                Group.Barrier();
            }
        }

        private static float Largest<T>(float a, float b) where T : struct, IOrder { if (T.Is(a, b)) return a; return b; }

        internal interface IOrder { static abstract bool Is(float a, float b); }

        internal struct Above : IOrder { public static bool Is(float a, float b) => a > b; }
        """;

    [Fact]
    public void AGoodKernelBreaksNone() => Expect.Nothing(string.Join("\n", Check(Good)));

    [Theory]
    [InlineData("Accessible", "internal static void Kernel(Frame frame) { }")]
    [InlineData("Accessible", "public static void Kernel(Frame frame) { } } static class Kernels { public static void Kernel(Frame frame) => Others.Kernel(frame);", "Others")]
    [InlineData("FewParameters", "public static void Kernel(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o) { }")]
    [InlineData("ParameterTypes", "public static void Kernel(Frame frame, bool whether) { }")]
    [InlineData("ParameterTypes", "public static void Kernel(Flagged frame) { } public struct Flagged { public int Batch; public bool Whether; }")]
    [InlineData("ParameterTypes", "public static void Kernel(Frame frame, string name) { }")]
    [InlineData("ParameterOrder", "public static void Kernel(Mixed frame) { } public struct Mixed { public int Batch; public ArrayView<float> Data; }")]
    [InlineData("ParameterOrder", "public static void Kernel(Wide frame) { } public struct Wide { public ArrayView<float> Data; public int Batch; public double Share; }")]
    [InlineData("NoSpans", "public static void Kernel(Frame frame) { Span<float> span = default; }")]
    [InlineData("NoInlineArrays", "public static void Kernel(Frame frame) { Eight eight = default; } [System.Runtime.CompilerServices.InlineArray(8)] public struct Eight { private float _first; }")]
    [InlineData("NoStatics", "private static float s_sum; public static void Kernel(Frame frame) { s_sum = 1; }")]
    [InlineData("NoStatics", "private static readonly float s_one = 1; public static void Kernel(Frame frame) { frame.Data[0] = s_one; }")]
    [InlineData("NoStatics", "private static float One { get; } = 1; public static void Kernel(Frame frame) { frame.Data[0] = One; }")]
    [InlineData("NoTreacherousMath", "public static void Kernel(Frame frame) { frame.Data[0] = Math.Clamp(frame.Data[1], 0, 1); }")]
    [InlineData("NoTreacherousMath", "public static void Kernel(Frame frame) { frame.Data[0] = MathF.FusedMultiplyAdd(frame.Data[1], 2, 1); }")]
    [InlineData("NoTreacherousMath", "public static void Kernel(Frame frame) { frame.Data[0] = MathF.ReciprocalSqrtEstimate(frame.Data[1]); }")]
    [InlineData("NoTreacherousMath", "public static void Kernel(Frame frame) { frame.Data[0] = MathF.Tanh(frame.Data[1]); }")]
    [InlineData("NoTreacherousMath", "public static void Kernel(Frame frame) { frame.Data[0] = (float)Math.Tanh(frame.Data[1]); }")]
    [InlineData("NoDoubleMath", "public static void Kernel(Frame frame) { frame.Data[0] = (float)Math.Exp(frame.Data[1]); }")]
    [InlineData("NoRecursion", "public static void Kernel(Frame frame) { A(frame); } static void A(Frame frame) => B(frame); static void B(Frame frame) { if (frame.Batch > 1) A(frame); }")]
    [InlineData("NoArrays", "public static void Kernel(Frame frame) { var numbers = new float[4]; }")]
    [InlineData("NoArrays", "public static void Kernel(Frame frame) { int[] order = [1, 2]; }")]
    [InlineData("NoLocalMemory", "public static void Kernel(Frame frame) { var local = LocalMemory.Allocate<float>(4); }")]
    [InlineData("NoObjects", "public static void Kernel(Frame frame) { var box = new Box(); } public sealed class Box;")]
    [InlineData("NoExceptions", "public static void Kernel(Frame frame) { try { frame.Batch++; } finally { frame.Batch--; } }")]
    [InlineData("NoExceptions", "public static void Kernel(Frame frame) { frame.Batch = frame.Batch switch { 1 => 2, 2 => 3 }; }")]
    [InlineData("NoGoto", "public static void Kernel(Frame frame) { again: frame.Batch--; if (frame.Batch > 0) goto again; }")]
    [InlineData("NoHalf", "public static void Kernel(Frame frame) { var half = (System.Half)frame.Data[0]; }")]
    [InlineData("NoVectors", "public static void Kernel(Frame frame) { System.Numerics.Vector4 four = default; }")]
    [InlineData("NoVectors", "public static void Kernel(Frame frame) { System.Runtime.Intrinsics.Vector128<float> four = default; }")]
    [InlineData("NoUnsafe", "public static void Kernel(Frame frame) { frame.Data[0] = System.Runtime.CompilerServices.Unsafe.Add(ref frame.Data[1], 1); }")]
    [InlineData("NoFloatAtomics", "public static void Kernel(Frame frame) { Atomic.Add(ref frame.Data[0], 1f); }")]
    [InlineData("NothingForeign", "public static void Kernel(Frame frame) { frame.Data[0] = float.CopySign(frame.Data[0], 1); }")]
    [InlineData("NothingForeign", "public static void Kernel(Frame frame) { frame.Data[0] = MathF.Cbrt(frame.Data[0]); }")]
    [InlineData("NoReturnBeforeBarrier", "public static void Kernel(Frame frame) { if (frame.Batch == 0) return; Group.Barrier(); }")]
    [InlineData("NoReturnBeforeBarrier", "public static void Kernel(Frame frame) { if (frame.Batch == 0) return; Wait(); } static void Wait() => Group.Barrier();")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) { if (Group.IdxX == 0) Group.Barrier(); }")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) { int lane = Group.IdxX, twice = 2 * lane; if (twice < 8) Wait(); } static void Wait() => Group.Barrier();")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) { for (int i = Group.IdxX; i < frame.Batch; i += Group.DimX) Group.Barrier(); }")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) { int count = 0; if (Group.IdxX > 3) count = 1; while (count > 0) { Group.Barrier(); count = 0; } }")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) { for (int i = 0; i < 4; i++) { if (Group.IdxX == i) continue; Group.Barrier(); } }")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) { if (frame.Data[Group.IdxX] > 0 && frame.Batch > 1) Group.Barrier(); }")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) => Wait(Group.IdxX); static void Wait(int some) { if (some < 8) Group.Barrier(); }")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) { int lane = Group.IdxX; Half(8); Half(lane); } static void Half(int of) => Wait(of / 2); static void Wait(int some) { for (int i = 0; i < some; i++) Group.Barrier(); }")]
    [InlineData("UniformBarriers", "public static void Kernel(Frame frame) => Of<Pair>(Group.IdxX); static void Of<T>(int n) where T : struct, IWait => T.Wait(0, n); public interface IWait { static abstract void Wait(int m, int n); } public struct Pair : IWait { public static void Wait(int k, int l) { while (l < 2) Group.Barrier(); } }")]
    public void ABadKernelBreaksOne(string rule, string members, string first = "Kernels") =>
        Assert.Equal([rule], Check(members, first).Select(violation => violation.Rule.ToString()).Distinct());

    /// <summary>What cannot be written without breaking another rule as well.</summary>
    [Theory]
    [InlineData("NoStackAlloc", "public static void Kernel(Frame frame) { Span<float> span = stackalloc float[4]; }")]
    [InlineData("NoUnsafe", "public static unsafe void Kernel(Frame frame) { float* p = null; }")]
    [InlineData("NoExceptions", "public static void Kernel(Frame frame) { if (frame.Batch < 0) throw new InvalidOperationException(); }")]
    [InlineData("NoObjects", "public static void Kernel(Frame frame) { object box = frame.Batch; }")]
    [InlineData("NoClosures", "public static void Kernel(Frame frame) { Func<int> batch = () => frame.Batch; }")]
    [InlineData("NoClosures", "public static void Kernel(Frame frame) { Once(); void Once() => frame.Batch = 1; }")]
    [InlineData("NoClosures", "public static void Kernel(Frame frame) { Action<Frame> other = Other; } static void Other(Frame frame) { }")]
    [InlineData("NoStrings", "public static void Kernel(Frame frame) { string name = \"net\"; }")]
    [InlineData("NoStrings", "public static void Kernel(Frame frame) { string name = $\"{frame.Batch}\"; }")]
    [InlineData("NoForEach", "public static void Kernel(Frame frame) { foreach (int i in new[] { 1, 2 }) frame.Batch += i; }")]
    [InlineData("NoLinq", "public static void Kernel(Frame frame) { frame.Batch = System.Linq.Enumerable.Count(new int[2]); }")]
    [InlineData("NoAsync", "public static async void Kernel(Frame frame) { await System.Threading.Tasks.Task.Delay(1); }")]
    public void ABadKernelBreaksThis(string rule, string members) => Assert.Contains(rule, Check(members).Select(violation => violation.Rule.ToString()));

    [Fact]
    public void EachRuleHasABadKernel()
    {
        IEnumerable<string> shown = new[] { nameof(ABadKernelBreaksOne), nameof(ABadKernelBreaksThis) }
            .SelectMany(test => typeof(RuleTests).GetMethod(test)!.GetCustomAttributesData())
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!);
        Assert.Equal(Enum.GetNames<Rule>().Order(), shown.Distinct().Order());
    }

    [Fact]
    public void DoubleMathIsForDoubles() => Expect.Nothing(string.Join("\n", Check(
        "public static void Kernel(DoubleFrame frame) { frame.Data[0] = Math.Exp(frame.Data[1]); } public struct DoubleFrame { public ArrayView<double> Data; public double Share; public int Batch; }",
        "KernelsInDouble")));

    /// <summary>A branch that a constant closes is not compiled, so that one text can serve both precisions.</summary>
    [Fact]
    public void WhatAConstantRulesOutIsNotRead() => Expect.Nothing(string.Join("\n", Check(
        "private const bool IsSingle = sizeof(float) == 4; public static void Kernel(Frame frame) { frame.Data[0] = IsSingle ? MathF.Exp(frame.Data[1]) : (float)Math.Exp(frame.Data[1]); }")));

    private static IReadOnlyList<Violation> Check(string members, string name = "Kernels")
    {
        // A kernel of as many parameters as it has is loaded by a delegate that fits it.
        string parameters = ParameterList().Match(members).Groups[1].Value;
        string text = $$"""
            using ILGPU;
            #pragma warning disable
            public struct Frame { public ArrayView<float> Data, Room; public float Share; public int Batch; }
            public static class {{name}} { {{members}} }
            static class Host
            {
                delegate void Shape({{Regex.Replace(parameters, @"\b(Hidden|Flagged|Mixed|Wide|DoubleFrame)\b", name + ".$1")}});
                static void Load(Shape kernel) { }
                static void Run() => Load({{(name == "Others" ? "Kernels" : name)}}.Kernel);
            }
            """;
        CSharpCompilation compilation = Ilgpu.With(GpuPrograms.Ilgpu, text);
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));
        Expect.Nothing(string.Join("\n", compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return KernelRules.Check(compilation);
    }

    [GeneratedRegex(@"void Kernel\(([^)]*)\)")]
    private static partial Regex ParameterList();
}
