using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Reflection;

namespace FastGrad.Bench;

/// <summary><c>profile</c>: trains the models of somebody's assembly on random numbers, and prints what each of their kernels took.</summary>
internal static class ProfileCommand
{
    public const string Name = "profile";

    public static RootCommand Create()
    {
        Argument<FileInfo> assembly = new Argument<FileInfo>("assembly") { Description = "The compiled project that declares the models." }.AcceptExistingOnly();
        Option<string> model = new("--model") { Description = "What a model's name must contain.", DefaultValueFactory = _ => "" };
        Option<int> batch = new("--batch") { Description = "Examples of a step.", DefaultValueFactory = _ => 32 };
        Option<double> seconds = new("--seconds") { Description = "How long each model trains.", DefaultValueFactory = _ => 2 };
        Command command = new(Name, "Where your own models spend their time.") { assembly, model, batch, seconds };
        command.SetAction(parsed => Run(
            Assembly.LoadFrom(parsed.GetValue(assembly)!.FullName), parsed.GetValue(model)!, parsed.GetValue(batch), parsed.GetValue(seconds),
            parsed.InvocationConfiguration.Output));
        return new RootCommand("FastGrad's benchmarks.") { command };
    }

    private static int Run(Assembly assembly, string name, int batch, double seconds, TextWriter output)
    {
        Type[] models =
        [
            .. assembly.GetTypes().Where(type => !type.IsAbstract && !type.ContainsGenericParameters && typeof(IModel).IsAssignableFrom(type)
                && type.Name.Contains(name, StringComparison.OrdinalIgnoreCase)),
        ];
        if (models.Length == 0)
        {
            output.WriteLine($"{assembly.GetName().Name} has no model{(name == "" ? "" : $" whose name contains '{name}'")}.");
            return 1;
        }
        foreach (Type model in models)
        {
            Type? contract = model.GetInterfaces().FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IModel<,>));
            if (contract is null)
                output.WriteLine($"{model.Name} has more than an input and a target: train it in a program of yours, and print {model.Name}.Profile.");
            else
                typeof(ProfileCommand).GetMethod(nameof(Train), BindingFlags.NonPublic | BindingFlags.Static)!
                    .MakeGenericMethod(contract.GetGenericArguments())
                    .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [model, batch, seconds, output], CultureInfo.InvariantCulture);
            output.WriteLine();
        }
        return 0;
    }

    private static void Train<T, TTarget>(Type type, int batch, double seconds, TextWriter output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumber<TTarget>
    {
        var model = (IModel<T, TTarget>)Activator.CreateInstance(
            type, BindingFlags.CreateInstance | BindingFlags.OptionalParamBinding, null, [1UL], CultureInfo.InvariantCulture)!;
        using ITrainer<T, TTarget> trainer = model.CreateTrainer(batch);
        int outputs = Constant(type, "OutputLength");
        Random random = new(1);
        T[] inputs = [.. Data.Normal(random, batch * Constant(type, "InputLength")).Select(T.CreateTruncating)];
        TTarget[] targets = typeof(TTarget) == typeof(int)
            ? [.. Enumerable.Range(0, batch).Select(_ => TTarget.CreateTruncating(random.Next(outputs)))]
            : [.. Enumerable.Range(0, batch * outputs).Select(_ => TTarget.CreateTruncating(random.NextDouble()))];

        var profile = (ModelProfile?)type.GetProperty("Profile", BindingFlags.Public | BindingFlags.Static)?.GetValue(null);
        Steps(seconds / 4);
        profile?.Reset();
        (long steps, double microseconds) = Steps(seconds);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{type.Name}, batch {batch}: {microseconds / steps:G4} µs a step, over {steps} steps on random numbers.\n"));
        output.WriteLine(profile?.ToString() ?? $"Declare it with [Model(Profile = true)] to see its kernels.");

        (long Steps, double Microseconds) Steps(double seconds)
        {
            long steps = 0, start = Clock.Now;
            do
            {
                trainer.Step(inputs, targets);
                steps++;
            }
            while (Clock.MicrosecondsSince(start) < seconds * 1e6);
            return (steps, Clock.MicrosecondsSince(start));
        }
    }

    private static int Constant(Type type, string name) => (int)type.GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetRawConstantValue()!;
}
