using System.Globalization;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>FG0044: more numbers than an int counts. Asked right after tracing, for every later pass adds lengths up.</summary>
internal static class Limits
{
    public const string Id = "FG0044";

    /// <exception cref="StageException">There are more.</exception>
    public static void Check(TracedModel traced, ModelSpec spec)
    {
        foreach (ParameterInfo parameter in traced.Parameters)
        {
            if (Length(parameter.Shape) > int.MaxValue)
            {
                throw new StageException(
                    Id, Named.StageOf(traced, parameter)?.Place ?? 0,
                    $"{parameter.Name} of model '{spec.Type.Name}' is {parameter.Shape}, which is {Text(Length(parameter.Shape))} numbers");
            }
        }
        decimal trained = traced.Parameters.Sum(parameter => Length(parameter.Shape));
        if (trained > int.MaxValue)
            throw new StageException(Id, 0, $"Model '{spec.Type.Name}' has {Text(trained)} trained numbers");
        // Summed over all values, although some share a place: rarely too strict, and nobody waits for the passes over such a graph.
        decimal values = traced.Graph.Nodes.Where(node => node.Primitive is not Given).Sum(node => Length(node.Shape));
        if (values > int.MaxValue)
            throw new StageException(Id, 0, $"One example of model '{spec.Type.Name}' has {Text(values)} intermediate numbers");
    }

    /// <summary>For a stage with a value that is too long to have been made at all, which shows as an overflow.</summary>
    public static StageException Exceeded(Stage stage, ModelSpec spec) =>
        new(Id, stage.Place, $"Stage [{stage.Display()}] of model '{spec.Type.Name}' makes a value of more than {Text(int.MaxValue)} numbers");

    /// <summary>What an exception of the tracer says to the user.</summary>
    public static string Words(Exception exception) =>
        exception is OverflowException ? $"a value would have more than {Text(int.MaxValue)} numbers, which is the most" : exception.Message;

    private static decimal Length(Shape shape) => shape.Dimensions.Aggregate(1m, (product, length) => product * length);

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
