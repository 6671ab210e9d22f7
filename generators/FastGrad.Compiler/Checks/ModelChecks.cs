using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Checks;

/// <summary>
/// What is wrong, or probably wrong, with a model that can be compiled all the same. Each check is a file of its own that looks at the
/// model and says its problems; whether one is an error or a warning is said where its message is.
/// </summary>
internal static class ModelChecks
{
    private static readonly Func<LoweredModel, IEnumerable<Problem>>[] _all =
    [
        model => IgnoredOutput.Find(model.Traced, model.Spec),
        model => NeverLearns.Find(model.Traced, model.Spec),
        model => AllFrozen.Find(model.Traced, model.Spec),
        model => Unused.Find(model.Traced, model.Spec),
        model => UnreadOutput.Find(model.Traced, model.Spec),
        model => SquashedTwice.Find(model.Traced, model.Spec),
        model => OneSidedOutput.Find(model.Traced, model.Spec),
        model => Budget.Find(model),
    ];

    public static EquatableArray<Problem> Run(LoweredModel model) => _all.SelectMany(check => check(model)).ToEquatableArray();
}
