using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>FG0061: all that a model could learn is frozen, and nobody asked what training would still give, the input's gradient.</summary>
internal static class AllFrozen
{
    public const string Id = "FG0061";

    public static IEnumerable<Problem> Find(TracedModel traced, ModelSpec spec)
    {
        if (!spec.InputGradient && traced.Parameters.Count > 0 && traced.Parameters.All(parameter => parameter.IsFrozen))
            yield return Named.Problem(Id, 0, spec.Type.Name, Named.List([.. traced.Stages.Where(stage => stage.Learning.IsFrozen).Select(stage => stage.Name)]));
    }
}
