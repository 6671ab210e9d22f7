using System.Collections.Concurrent;
using System.Numerics;
using System.Reflection;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Harness;

/// <summary>What generated models and trainers have for devices and no interface names, by reflection.</summary>
internal static class GeneratedTrainers
{
    private static readonly ConcurrentDictionary<Type, MethodInfo> _creations = [];
    private static readonly ConcurrentDictionary<(Type, string), MethodInfo?> _methods = [];

    private delegate void Prediction<T>(ReadOnlySpan<T> inputs, Span<T> outputs);

    public static object Create(object model, Accelerator accelerator, int capacity, TrainerOptions? options)
    {
        MethodInfo creation = _creations.GetOrAdd(model.GetType(), type =>
            type.GetMethod("CreateTrainer", [typeof(Accelerator), typeof(int), typeof(TrainerOptions)])
            ?? throw new ArgumentException($"{type} has no trainer for accelerators."));
        return creation.Invoke(model, BindingFlags.DoNotWrapExceptions, null, [accelerator, capacity, options], null)!;
    }

    /// <summary>A method with one argument; nothing of a trainer that is the CPU's, or of none.</summary>
    public static void Call(object? trainer, string method, object argument)
    {
        if (trainer is not null)
            Find(trainer, method)?.Invoke(trainer, BindingFlags.DoNotWrapExceptions, null, [argument], null);
    }

    public static void Predict<T, TTarget>(ITrainer<T, TTarget> trainer, ReadOnlySpan<T> inputs, Span<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged => Find(trainer, "Predict")!.CreateDelegate<Prediction<T>>(trainer)(inputs, outputs);

    private static MethodInfo? Find(object trainer, string method) =>
        _methods.GetOrAdd((trainer.GetType(), method), key => key.Item1.GetMethod(key.Item2));
}
