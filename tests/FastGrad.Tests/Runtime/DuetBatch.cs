namespace FastGrad.Tests.Runtime;

/// <summary>A batch for <see cref="DuetProgram"/>, and what mathematics makes of it: in double, from the formula in that class's remarks.</summary>
public sealed class DuetBatch
{
    public DuetBatch(int size, int seed = 1)
    {
        Random random = new(seed);
        Size = size;
        Image = LinearTrainer.Numbers(size * DuetProgram.ImageLength, seed + 100);
        Tokens = [.. Enumerable.Range(0, size * DuetProgram.TokenLength).Select(_ => random.Next(DuetProgram.Tokens))];
        PolicyTarget = [.. Enumerable.Range(0, size).Select(_ => random.Next(DuetProgram.Classes))];
        ValueTarget = LinearTrainer.Numbers(size, seed + 200);
        Weights = [.. Enumerable.Range(0, size).Select(example => example == 1 ? 0 : random.NextSingle() + 0.5f)];
    }

    public int Size { get; }

    public float[] Image { get; }

    public int[] Tokens { get; }

    public int[] PolicyTarget { get; }

    public float[] ValueTarget { get; }

    public float[] Weights { get; }

    public float Step(DuetTrainer trainer) => trainer.Step(Image, Tokens, PolicyTarget, ValueTarget, Weights);

    public float Evaluate(DuetTrainer trainer) => trainer.Evaluate(Image, Tokens, PolicyTarget, ValueTarget, Weights);

    public void Forward(DuetTrainer trainer) => trainer.Forward(Image, Tokens);

    public float Loss(DuetTrainer trainer) => trainer.Loss(PolicyTarget, ValueTarget, Weights);

    /// <summary>Policies, values and next states.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="states">Of all examples of the capacity; those of the batch move on.</param>
    /// <param name="noise">What is added to the value.</param>
    public (double[] Policy, double[] Value) Outputs(ParameterSet<float> parameters, double[][] states, double noise)
    {
        Span<float> mixing = parameters["Mixing"].Values, table = parameters["Table"].Values, reading = parameters["Reading"].Values;
        double[] policy = new double[Size * DuetProgram.Classes], value = new double[Size];
        for (int example = 0; example < Size; example++)
        {
            double[] hidden = [.. states[example].Select((state, i) => state / 2 + Image[example * DuetProgram.ImageLength + i])];
            states[example] = hidden;
            value[example] = noise;
            for (int i = 0; i < hidden.Length; i++)
                value[example] += hidden[i] * reading[i];
            for (int j = 0; j < DuetProgram.Classes; j++)
            {
                double sum = 0;
                for (int i = 0; i < hidden.Length; i++)
                    sum += hidden[i] * mixing[i * DuetProgram.Classes + j];
                foreach (int token in Tokens.AsSpan(example * DuetProgram.TokenLength, DuetProgram.TokenLength))
                    sum += table[token * DuetProgram.Classes + j];
                policy[example * DuetProgram.Classes + j] = sum;
            }
        }
        return (policy, value);
    }

    public double Loss((double[] Policy, double[] Value) outputs)
    {
        double sum = 0;
        for (int example = 0; example < Size; example++)
        {
            for (int j = 0; j < DuetProgram.Classes; j++)
                sum += Weights[example] * Math.Pow(outputs.Policy[example * DuetProgram.Classes + j] - (PolicyTarget[example] == j ? 1 : 0), 2) / 2;
            sum += Weights[example] * Math.Pow(outputs.Value[example] - ValueTarget[example], 2) / 2;
        }
        return sum / Weights.Sum(weight => (double)weight);
    }

    /// <summary>The states that every example starts with.</summary>
    public static double[][] FirstStates(int capacity = DuetTrainer.Capacity) =>
        [.. Enumerable.Range(0, capacity).Select(_ => Enumerable.Repeat(0.5, DuetProgram.ImageLength).ToArray())];
}
