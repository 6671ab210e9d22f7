using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace FastGrad.Tests.Declare;

/// <summary>Every operation against NumPy's and PyTorch's values, which ops.py wrote to ops.json.</summary>
public class OpsValueTests
{
    /// <summary>Before operations whose one argument is what the examples of a batch bring.</summary>
    private const string OverBatch = "batch ";

    /// <summary>What ops.json cannot say: randomness, and a formula as an argument.</summary>
    private static readonly string[] _testedElsewhere = ["Uniform", "Bernoulli", "Scan", "get_Training", "get_BatchSize"];

    private static readonly string[] _sums = ["Sum", "Mean", "Norm", "LogSumExp", "LogSoftmax", "MatMul", "Dot", "Scatter"];

    private static readonly JsonElement[] _cases = [.. Read().GetProperty("cases").EnumerateArray()];

    public static TheoryData<string> Operations => [.. _cases.Select(Name).Distinct()];

    [Theory]
    [MemberData(nameof(Operations))]
    public void AgreesWithNumPy(string operation)
    {
        // Sums may cancel: what they round is measured by their terms, which are of size 1 or so and few.
        double absolute = _sums.Any(operation.Contains) ? 2e-14 : 0;
        foreach (JsonElement given in _cases.Where(given => Name(given) == operation))
        {
            object actual;
            try
            {
                actual = Result(operation, given.GetProperty("args"));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(given.GetRawText(), exception);
            }
            Assert.True(Same(Decode(given.GetProperty("result")), actual, absolute), $"{given.GetRawText()}\ngave {Shown(actual)}");
        }
    }

    /// <summary>Each overload of each operation has its values.</summary>
    [Fact]
    public void NoOperationIsForgotten()
    {
        HashSet<string> tested = [.. _cases.Select(Signature)];
        IEnumerable<MethodInfo> operations = typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Concat(typeof(Tensor).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.IsSpecialName))
            .Where(method => !_testedElsewhere.Contains(method.Name));

        string[] forgotten =
        [
            .. operations
                .Select(method => $"{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => Kind(parameter.ParameterType)))})")
                .Where(signature => !tested.Contains(signature))
                // Two operands in either order are one function, which the other order has values for; TensorTests tells the orders apart.
                .Where(signature => !(signature.StartsWith("op_") && signature.Contains("number"))),
        ];

        Assert.Empty(forgotten);
    }

    private static string Name(JsonElement given) => given.GetProperty("op").GetString()!;

    private static string Signature(JsonElement given)
    {
        string operation = Name(given);
        object[] arguments = [.. given.GetProperty("args").EnumerateArray().Select(Decode)];
        return operation.StartsWith(OverBatch)
            ? $"{operation[OverBatch.Length..]}({(arguments[0] is Tensor ? "number" : "tensor")})"
            : $"{operation}({string.Join(", ", arguments.Select(argument => Kind(argument.GetType())))})";
    }

    private static string Kind(Type type) => type switch
    {
        _ when type == typeof(Tensor) => "tensor",
        _ when type == typeof(Tensor[]) || type == typeof(ReadOnlySpan<Tensor>) => "tensors",
        _ when type == typeof(double) => "number",
        _ => type.Name,
    };

    private static object Result(string operation, JsonElement given)
    {
        object[] arguments = [.. given.EnumerateArray().Select(Decode)];
        if (operation.StartsWith(OverBatch))
        {
            object[] examples = arguments[0] is Tensor numbers ? [.. numbers.Values.ToArray()] : (Tensor[])arguments[0];
            MethodInfo reduction = Method(operation[OverBatch.Length..], [examples[0].GetType()]);
            object[] results = Eager.Run(examples.Length, example => reduction.Invoke(null, [examples[example]])!);
            Assert.All(results, result => Assert.Equal(Shown(results[0]), Shown(result)));
            return results[0];
        }
        return (operation, arguments) switch
        {
            ("Concat", [int axis, Tensor[] tensors]) => Ops.Concat(axis, tensors),
            ("Stack", [Tensor[] tensors]) => Ops.Stack(tensors),
            _ => Method(operation, [.. arguments.Select(argument => argument.GetType())]).Invoke(null, arguments)!,
        };
    }

    private static MethodInfo Method(string operation, Type[] types) =>
        (operation.StartsWith("op_") ? typeof(Tensor) : typeof(Ops)).GetMethod(operation, types)
        ?? throw new InvalidOperationException($"{operation}({string.Join<Type>(", ", types)})");

    private static object Decode(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return element.GetBoolean();
        if (element.TryGetProperty("shape", out JsonElement shape))
            return new Tensor(Axes(shape), [.. element.GetProperty("values").EnumerateArray().Select(Number)]);
        if (element.TryGetProperty("tensors", out JsonElement tensors))
            return tensors.EnumerateArray().Select(tensor => (Tensor)Decode(tensor)).ToArray();
        if (element.TryGetProperty("axes", out JsonElement axes))
            return Axes(axes);
        return element.TryGetProperty("int", out JsonElement integer) ? (object)integer.GetInt32() : Number(element.GetProperty("double"));
    }

    private static Shape Axes(JsonElement lengths) => new([.. lengths.EnumerateArray().Select(length => length.GetInt32())]);

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? double.Parse(element.GetString()!, CultureInfo.InvariantCulture)
        : element.GetDouble();

    private static bool Same(object expected, object actual, double absolute) => (expected, actual) switch
    {
        (double a, double b) => Near(a, b, absolute),
        (Tensor a, Tensor b) => a.Shape == b.Shape && Enumerable.Range(0, a.Length).All(index => Near(a[index], b[index], absolute)),
        _ => false,
    };

    private static bool Near(double expected, double actual, double absolute) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-14 * Math.Abs(expected) + absolute;

    private static string Shown(object result) => result is Tensor tensor
        ? $"{tensor.Shape}: {string.Join(", ", tensor.Values.ToArray())}"
        : FormattableString.Invariant($"{result:R}");

    private static JsonElement Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Declare", "ops.json")));
        return document.RootElement.Clone();
    }
}
