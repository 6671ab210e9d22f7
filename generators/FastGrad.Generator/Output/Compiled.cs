using System.Runtime.ExceptionServices;
using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;

namespace FastGrad.Generator.Output;

/// <summary>What became of a model or an attribute class, under the metadata name that finds its places again.</summary>
/// <param name="IsComplete">Whether the source is all that there should be, and no stub.</param>
internal sealed record Compiled(string Name, string Source, EquatableArray<Problem> Problems, bool IsComplete)
{
    /// <summary>
    /// A generator that throws costs the user every generated file and says so in a warning without a place. So a mistake of ours
    /// becomes an error at the one declaration it concerns. Nor may a long loop in a Forward cost the user the compiler itself: the passes go
    /// down what it unrolls to recursively, so they get a stack that a compiler's own threads do not have.
    /// </summary>
    public static Compiled Guard(string name, Func<CompiledUnit> compile)
    {
        Compiled? compiled = null;
        ExceptionDispatchInfo? canceled = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    compiled = Run(name, compile);
                }
                catch (OperationCanceledException exception)
                {
                    // Nobody else would catch it on this thread, and it would end the compiler.
                    canceled = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        canceled?.Throw();
        return compiled!;
    }

    private const int StackSize = 256 << 20;

    private static Compiled Run(string name, Func<CompiledUnit> compile)
    {
        try
        {
            CompiledUnit unit = compile();
            return new Compiled(name, unit.Source, unit.Problems, !unit.IsStub && unit.Source.Length > 0);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            string text = exception.GetType().Name + ": " + exception.Message.Replace('\r', ' ').Replace('\n', ' ');
            return new Compiled(name, "", new([new Problem(Descriptors.InternalError.Id, 0, new([name, text]))]), false);
        }
    }
}

/// <summary>The table of places of one declaration.</summary>
internal sealed record Placed(string Name, EquatableArray<LocationInfo> Places);
