using FastGrad.Models.Tests.Formulas;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Recurrence;

/// <summary>Cells of all kinds against their declarations, run as the C# they are, and the declarations' differences.</summary>
public partial class CellTests
{
    private const int Steps = 6, Width = 4;

    public static TheoryData<string, int> Models
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string stages in Recurrences.Others)
            {
                foreach (int examples in new[] { 1, 3, 8 })
                    data.Add(stages, examples);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void ValuesAreTheDeclarations(string stages, int examples)
    {
        Driver model = Ready(stages, isDouble: true), single = Ready(stages, isDouble: false);
        (double[] inputs, double[] targets) = Draw(model, stages, examples);
        double[] declared = Declared(stages, model, inputs, examples);
        Near(declared, model.Forward(inputs), 1e-12, "output");
        Near([Loss(declared, targets)], [model.Loss(targets)], 1e-12, "loss");
        Near(declared, model.Predict(inputs, declared.Length, examples), 1e-12, "prediction");
        Near(declared, single.Forward(inputs), 2e-5, "output in single precision");
    }

    [Theory, MemberData(nameof(Models))]
    public void GradientsAreTheDeclarationsDifferences(string stages, int examples)
    {
        Driver model = Ready(stages, isDouble: true), single = Ready(stages, isDouble: false);
        (double[] inputs, double[] targets) = Draw(model, stages, examples);
        double[] parameters = model.Parameters;
        Backward(model, inputs, targets);
        Backward(single, inputs, targets);
        Near(model.Gradients, single.Gradients, 2e-4, "gradient in single precision");
        double[] gradients = model.Gradients, inputGradient = model.InputGradient;
        // A dozen of each, over all of them: the declaration is slow.
        for (int i = 0; i < parameters.Length; i += Math.Max(1, parameters.Length / 12))
            Near([Slope(parameters, i, moved => Of(moved, inputs))], [gradients[i]], 1e-7, $"gradient {i}");
        for (int i = 0; i < inputs.Length; i += Math.Max(1, inputs.Length / 12))
            Near([Slope(inputs, i, moved => Of(parameters, moved))], [inputGradient[i]], 1e-7, $"input gradient {i}");

        double Of(double[] values, double[] at)
        {
            model.Parameters = values;
            return Loss(Declared(stages, model, at, examples), targets);
        }
    }

    /// <summary>What an example gives is its own affair, unless the cell looks at the batch.</summary>
    [Theory, MemberData(nameof(Models))]
    public void AnExampleByItselfGivesTheSame(string stages, int examples)
    {
        if (stages == "Together")
            return;
        Driver model = Ready(stages, isDouble: false);
        (double[] inputs, double[] targets) = Draw(model, stages, examples);
        double[] all = model.Forward(inputs);
        for (int example = 0; example < examples; example++)
        {
            double[] own = model.Forward(inputs[(example * Steps * Width)..((example + 1) * Steps * Width)]);
            Assert.Equal(all[(example * own.Length)..((example + 1) * own.Length)], own);
        }
        Assert.NotEmpty(targets);
    }

    private static Driver Ready(string stages, bool isDouble, bool fused = true)
    {
        Driver model = Recurrences.Create(stages, Steps, isDouble, fused).Train(8);
        var random = new Random(5);
        model.Parameters = [.. model.Parameters.Select(value => (double)(float)(value + random.NextDouble() - 0.5))];
        return model;
    }

    private static void Backward(Driver model, double[] inputs, double[] targets)
    {
        model.ZeroGradients();
        model.Forward(inputs);
        model.Loss(targets);
        model.Backward();
    }

    private static (double[] Inputs, double[] Targets) Draw(Driver model, string stages, int examples)
    {
        var random = new Random(examples);
        double[] inputs = Numbers(random, examples * Steps * Width);
        return (inputs, Numbers(random, Declared(stages, model, inputs, examples).Length));
    }

    private static double[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)(2 * random.NextDouble() - 1))];

    private static double Loss(double[] outputs, double[] targets) => outputs.Zip(targets, (output, target) => (output - target) * (output - target)).Average();

    private static double Slope(double[] values, int index, Func<double[], double> f)
    {
        const double H = 1e-5;
        double At(double moved) => f([.. values.Select((value, i) => i == index ? value + moved : value)]);
        return (8 * (At(H) - At(-H)) - (At(2 * H) - At(-2 * H))) / (12 * H);
    }

    private static void Near(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])), $"{what} {i}: expected {expected[i]:R}, got {actual[i]:R}");
    }

    /// <summary>The stages run as they are declared, all examples' outputs one after another.</summary>
    private static double[] Declared(string stages, Driver model, double[] inputs, int examples)
    {
        double[] values = model.Parameters;
        Tensor[] results = Eager.Run(examples, example =>
        {
            int next = 0;
            Tensor[] parameters = [.. model.Layout.Select(parameter =>
            {
                var tensor = new Tensor(parameter.Shape, values.AsSpan(next, parameter.Shape.Length));
                next += parameter.Shape.Length;
                return tensor;
            })];
            return Declared(stages, new Tensor(new Shape(Steps, Width), inputs.AsSpan(example * Steps * Width, Steps * Width)), parameters);
        });
        return [.. results.SelectMany(result => result.Values.ToArray())];
    }

    private static Tensor Declared(string stages, Tensor x, Tensor[] p) => stages switch
    {
        "Divisor" => new DivisorAttribute().Forward(x, p[0]),
        "GuardedDivisor" => new GuardedDivisorAttribute().Forward(x, p[0]),
        "Elementwise" => new ElementwiseAttribute().Forward(x, p[0], p[1], p[2][0]),
        "LookingBack" => new LookingBackAttribute().Forward(x, p[0]),
        "Choosing" => new ChoosingAttribute().Forward(x, p[0]),
        "Together" => new TogetherAttribute().Forward(x, p[0]),
        "LearnedStart" => new LearnedStartAttribute().Forward(x, p[0], p[1]),
        "MatrixState" => new MatrixStateAttribute().Forward(x, p[0], p[1]),
        "SharedRecurrence" => new SharedRecurrenceAttribute().Forward(x, p[0], p[1]),
        "CellGru(16)" => new CellGruAttribute(16).Forward(x, p[0], p[1], p[2], p[3]),
        "CellRnn(20)" => new CellRnnAttribute(20).Forward(x, p[0], p[1], p[2]),
        "Gru(17)" => Gru(17, x, p),
        "Rnn(3), Gru(5)" => Gru(5, Rnn(3, x, p), p[3..]),
        "Gru(5), LastStep, Dense(2)" => Ops.MatMul(Ops.Select(Gru(5, x, p), 0, Steps - 1), p[4]) + p[5],
        _ => throw new ArgumentException(stages),
    };

    private static Tensor Gru(int units, Tensor x, Tensor[] p)
    {
        Tensor state = Ops.Zeros(new Shape(units));
        return new GruAttribute(units).Forward(x, p[0], p[1], p[2], p[3], ref state);
    }

    private static Tensor Rnn(int units, Tensor x, Tensor[] p)
    {
        Tensor state = Ops.Zeros(new Shape(units));
        return new RnnAttribute(units).Forward(x, p[0], p[1], p[2], ref state);
    }
}
