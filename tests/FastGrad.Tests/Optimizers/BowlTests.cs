using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Tests.Optimizers;

/// <summary>Every optimizer descends into a bowl: ½·(w − c)ᵀ·H·(w − c) with a random symmetric positive definite H, at a sensible rate.</summary>
[Trait("Category", "Numeric")]
public class BowlTests
{
    private const int Most = 6;

    public static TheoryData<string, string?> AllForms
    {
        get
        {
            TheoryData<string, string?> data = [];
            foreach ((string name, string? setting) in Forms.All)
                data.Add(name, setting);
            return data;
        }
    }

    private static Gen<double> Number { get; } = Gen.Choose(-1000, 1000).Select(number => number * 1e-3);

    [Theory]
    [MemberData(nameof(AllForms))]
    public void Descends(string name, string? setting)
    {
        var bowls =
            from size in Gen.Choose(1, Most)
            from factors in Number.ArrayOf(size * size)
            from floor in Gen.Choose(10, 1000)
            from far in Gen.Choose(1, 3).ArrayOf(size)
            from signs in Gen.Elements(-1, 1).ArrayOf(size)
            from centre in Number.ArrayOf(size)
            select new Bowl(size, factors, floor * 1e-3, centre, [.. far.Zip(signs, (distance, sign) => (double)distance * sign)]);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100),
            Prop.ForAll(bowls.ToArbitrary(), bowl =>
            {
                (double before, double after) = Run(name, setting, bowl);
                return (after < before).Label($"{before:R} became {after:R}");
            }));
    }

    private static (double Before, double After) Run(string name, string? setting, Bowl bowl)
    {
        // Rates for curvatures of at most 1, and the weight not drawn elsewhere.
        Dictionary<string, object> settings = new()
        {
            ["LearningRate"] = name switch { "Sgd" => 0.3, "AdaGrad" => 0.1, "AdaDelta" => 1.0, "Lars" => 1.0, _ => 0.01 },
            ["WeightDecay"] = 0.0,
        };
        if (setting is not null)
            settings[setting] = true;
        ParameterSet<double> parameters = new([new("w", new(bowl.Size), new ZerosAttribute(), 0)]);
        Optimizer optimizer = Forms.Compiled(name, settings);
        OptimizerState<double> state = optimizer.Attach(parameters);
        Span<double> weights = parameters["w"].Values;
        for (int i = 0; i < bowl.Size; i++)
            weights[i] = bowl.Centre[i] + bowl.Start[i];
        double before = bowl.Height(weights);
        double[] gradient = new double[bowl.Size];
        for (int step = 0; step < 60; step++)
        {
            bowl.Gradient(weights, gradient);
            optimizer.BeginStep();
            state.Update(in gradient[0], 0, gradient.Length);
        }
        return (before, bowl.Height(weights));
    }

    /// <param name="Size">How many weights.</param>
    /// <param name="Factors">A of H = (A·Aᵀ + floor) / its trace, whose largest eigenvalue is at most 1.</param>
    /// <param name="Floor">What keeps the smallest eigenvalue from 0.</param>
    /// <param name="Centre">The minimum.</param>
    /// <param name="Start">Where to begin, seen from there.</param>
    private sealed record Bowl(int Size, double[] Factors, double Floor, double[] Centre, double[] Start)
    {
        private readonly double[] _matrix = Matrix(Size, Factors, Floor);

        public double Height(ReadOnlySpan<double> weights)
        {
            double[] gradient = new double[Size];
            Gradient(weights, gradient);
            double sum = 0;
            for (int i = 0; i < Size; i++)
                sum += 0.5 * gradient[i] * (weights[i] - Centre[i]);
            return sum;
        }

        public void Gradient(ReadOnlySpan<double> weights, Span<double> gradient)
        {
            for (int i = 0; i < Size; i++)
            {
                gradient[i] = 0;
                for (int j = 0; j < Size; j++)
                    gradient[i] += _matrix[i * Size + j] * (weights[j] - Centre[j]);
            }
        }

        private static double[] Matrix(int size, double[] factors, double floor)
        {
            double[] matrix = new double[size * size];
            double trace = 0;
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                {
                    matrix[i * size + j] = i == j ? floor : 0;
                    for (int k = 0; k < size; k++)
                        matrix[i * size + j] += factors[i * size + k] * factors[j * size + k];
                }
                trace += matrix[i * size + i];
            }
            return [.. matrix.Select(value => value / trace)];
        }
    }
}
