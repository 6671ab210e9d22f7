using System.Numerics;

namespace FastGrad.Models.Tests.Harness;

/// <summary>
/// Where these tests train: on the CPU, whose trainers work on the model's own parameters. FastGrad.Gpu.Tests has a class of this name that trains the
/// same cases on a device, where parameters are copies that have to be fetched before they are read and sent after they were written.
/// </summary>
public static class Trainers
{
    /// <summary>Stands for the device in <c>model.CreateTrainer(Trainers.Here, capacity)</c>.</summary>
    public static Cpu Here => default;

    /// <summary>Whether a model compiled without fusion has the same bits as one with it.</summary>
    public static bool KeepsBitsUnfused => true;

    /// <summary>Whether a step takes so long that a few of the cases have to do.</summary>
    public static bool AreSlow => false;

    /// <summary>The type of the trainer that the text <see cref="Creation"/> makes.</summary>
    public static string TypeOf(string model, string optimizer) => $"{model}.Trainer<{optimizer}>";

    /// <summary>For source that is compiled in memory.</summary>
    public static string Creation(string model, int capacity) => $"{model}.CreateTrainer({capacity})";

    /// <summary>What predicts there, of the fields that graph drivers have.</summary>
    public static string Predictor => "_model";

    public static ITrainer<T, TTarget> CreateTrainer<T, TTarget>(this IModel<T, TTarget> model, Cpu _, int capacity, TrainerOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged => model.CreateTrainer(capacity, options);

    /// <summary>The model's parameters and buffers become the trainer's.</summary>
    public static void Fetch<T>(IModel<T> model, ITrainer<T>? trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T> { }

    /// <summary>The trainer's parameters and buffers become the model's.</summary>
    public static void Send<T>(IModel<T> model, ITrainer<T>? trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T> { }

    /// <summary>What was written into the optimizer's slots counts.</summary>
    public static void SendState<T>(ITrainer<T> trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T> { }

    public static void Predict<T, TTarget>(IModel<T, TTarget> model, ITrainer<T, TTarget>? trainer, ReadOnlySpan<T> inputs, Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged => model.Predict(inputs, outputs);

    /// <summary>Through a workspace of its own.</summary>
    public static void Predict<T, TTarget>(IModel<T, TTarget> model, int capacity, ReadOnlySpan<T> inputs, Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged => model.CreatePredictor(capacity).Predict(inputs, outputs);

    public readonly struct Cpu;
}
