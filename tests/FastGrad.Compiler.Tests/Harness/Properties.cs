using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>Runs a property over random cases; those it can say nothing of are counted, so that a test which says nothing fails.</summary>
internal static class Properties
{
    /// <param name="cases">Where cases come from.</param>
    /// <param name="property">Null where the case tells nothing; else what is wrong, or "" where all is well.</param>
    /// <param name="count">Cases to try.</param>
    /// <param name="least">How many of them must tell something.</param>
    public static void Hold<T>(Arbitrary<T> cases, Func<T, string?> property, int count = 2000, int least = 200)
    {
        int told = 0;
        Prop.ForAll(cases, value =>
        {
            string? wrong = property(value);
            told += wrong is null ? 0 : 1;
            return (string.IsNullOrEmpty(wrong)).Label(wrong ?? "");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(count));
        Assert.True(told >= least, $"only {told} of {count} cases told anything");
    }
}
