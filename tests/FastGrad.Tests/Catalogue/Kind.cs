namespace FastGrad.Tests.Catalogue;

/// <summary>A section of the catalogue: the public classes that derive from one.</summary>
/// <param name="Title">Of the section.</param>
/// <param name="Base">What they derive from.</param>
/// <param name="Intro">How they are used.</param>
internal sealed record Kind(string Title, Type Base, string Intro)
{
    public static IReadOnlyList<Kind> All { get; } =
    [
        new("Layers", typeof(LayerAttribute), "`[Input(64), Dense(32)]` in a pipeline, or on a partial method that `Forward` calls."),
        new("Activations", typeof(ActivationAttribute), "Element by element: `[Dense(32), Relu]`."),
        new("Losses", typeof(LossAttribute), "`[Mse]` on the model's class. Real settings can be changed while training: `trainer.Criterion`."),
        new("Optimizers", typeof(OptimizerAttribute),
            "`[Adam(LearningRate = 0.01)]` on the model's class, or `net.CreateTrainer<Adam>(32)`. "
                + "Real settings can be changed while training: `trainer.Optimizer`."),
        new("Schedules", typeof(Schedule), "`trainer.Schedule = new CosineAnnealingSchedule(1000)`. Steps are updates, not epochs."),
        new("Initialisers", typeof(InitializerAttribute),
            "What parameters start as: after a layer, `[Dense(32), Orthogonal]`, or beside `[Parameter]` in a formula."),
    ];

    /// <summary>Its classes by name.</summary>
    public IEnumerable<Type> Types => Base.Assembly.GetExportedTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(Base))
        .OrderBy(type => Names.Declared(type.Name), StringComparer.Ordinal);
}
