using FastGrad.Models.Tests.Contract;
using FastGrad.Models.Tests.Layers;
using FastGrad.Models.Tests.Losses;
using FastGrad.Models.Tests.Lowered;

namespace FastGrad.Models.Tests.Harness;

/// <summary>Trainers of packed models, whose phases only their own types have, in the words of <see cref="Trainers"/>.</summary>
internal static class PackedTrainers
{
    public static DuetNet.Trainer<Sgd> CreateTrainer(this DuetNet model, Trainers.Cpu _, int capacity) => model.CreateTrainer(capacity);

    public static EmbeddingModel.Trainer<Sgd> CreateTrainer(this EmbeddingModel model, Trainers.Cpu _, int capacity) => model.CreateTrainer(capacity);

    public static TwinsModel.Trainer<Sgd> CreateTrainer(this TwinsModel model, Trainers.Cpu _, int capacity) => model.CreateTrainer(capacity);

    public static SettingsModel.Trainer<Sgd> CreateTrainer(this SettingsModel model, Trainers.Cpu _, int capacity) => model.CreateTrainer(capacity);

    public static WeightedIgnoringNet.Trainer<Sgd> CreateTrainer(this WeightedIgnoringNet model, Trainers.Cpu _, int capacity) =>
        model.CreateTrainer(capacity);

    public static BackgroundNet.Trainer<Sgd> CreateTrainer(this BackgroundNet model, Trainers.Cpu _, int capacity) => model.CreateTrainer(capacity);

    public static WeightedSquaresNet.Trainer<Sgd> CreateTrainer(this WeightedSquaresNet model, Trainers.Cpu _, int capacity) =>
        model.CreateTrainer(capacity);

    public static ManifoldNet.Trainer<Sgd> CreateTrainer(this ManifoldNet model, Trainers.Cpu _, int capacity) => model.CreateTrainer(capacity);

    public static MixedNet.Trainer<Sgd> CreateTrainer(this MixedNet model, Trainers.Cpu _, int capacity, TrainerOptions? options = null) =>
        model.CreateTrainer(capacity, options);
}
