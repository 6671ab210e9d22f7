using System.Numerics;
using FastGrad.Gpu.Tests.Harness;
using ILGPU.Runtime;

namespace FastGrad.Models.Tests.Harness;

/// <summary>Where the model tests that are linked into this project train: on the accelerator, whose trainers have parameters of their own.</summary>
public static class Trainers
{
    public static Accelerator Here => FastGrad.Gpu.Tests.Harness.Gpu.Accelerator;

    /// <summary>Fusion is the same on a GPU, and the CPU's tests prove it.</summary>
    public static bool KeepsBitsUnfused => false;

    /// <summary>Lanes that take turns are.</summary>
    public static bool AreSlow => true;

    public static string Predictor => "_trainer";

    public static string TypeOf(string model, string optimizer) => $"{model}.GpuTrainer";

    public static string Creation(string model, int capacity) => $"{model}.CreateTrainer(FastGrad.Models.Tests.Harness.Trainers.Here, {capacity})";

    /// <summary>What is generated for every model, for code that knows none of them.</summary>
    public static ITrainer<T, TTarget> CreateTrainer<T, TTarget>(
        this IModel<T, TTarget> model, Accelerator accelerator, int capacity, TrainerOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged => (ITrainer<T, TTarget>)GeneratedTrainers.Create(model, accelerator, capacity, options);

    public static void Fetch<T>(IModel<T> model, ITrainer<T>? trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        GeneratedTrainers.Call(trainer, "CopyParametersTo", model);

    public static void Send<T>(IModel<T> model, ITrainer<T>? trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        GeneratedTrainers.Call(trainer, "CopyParametersFrom", model);

    /// <summary>By way of a file, the one way into a device's slots: what was written into the copy is saved.</summary>
    public static void SendState<T>(ITrainer<T> trainer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string file = Path.GetTempFileName();
        trainer.Save(file);
        trainer.Load(file);
        File.Delete(file);
    }

    public static void Predict<T, TTarget>(IModel<T, TTarget> model, ITrainer<T, TTarget>? trainer, ReadOnlySpan<T> inputs, Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        if (trainer is null)
            model.Predict(inputs, outputs);
        else
            GeneratedTrainers.Predict(trainer, inputs, outputs);
    }

    public static void Predict<T, TTarget>(IModel<T, TTarget> model, int capacity, ReadOnlySpan<T> inputs, Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        using ITrainer<T, TTarget> trainer = model.CreateTrainer(Here, capacity);
        GeneratedTrainers.Predict(trainer, inputs, outputs);
    }
}
