using FastGrad.Tests.Runtime;
using FastGrad.Training;

namespace FastGrad.Tests.Devices;

/// <summary>
/// The trainer of <see cref="DuetProgram"/> on a device, as the compiler would write it, but for what the first part adds for tests.
/// </summary>
internal sealed class DuetOnDevice(ArrayDevice device, TrainerOptions? options = null)
    : DeviceGraphTrainer<float, Squared, DuetProgram, Momentum>(
        DuetProgram.Parameters(), DuetProgram.Buffers(), new(), new(),
        new ArrayProgram<float, Squared, DuetProgram>(device, DuetProgram.Parameters(), new()), Capacity, options ?? new() { Seed = 3 })
{
    public const int Capacity = DuetTrainer.Capacity;

    private static readonly DuetBatch _batch = new(3);

    public ReadOnlySpan<float> PolicyOutput => this.OutputOf(0);

    public ReadOnlySpan<float> ValueOutput => this.OutputOf(1);

    public ReadOnlySpan<float> ImageGradient => this.GradientOf(0);

    public float Step() => Step(_batch);

    public float Evaluate() => Evaluate(_batch);

    public float Step(DuetBatch batch)
    {
        Check(batch);
        Take(batch);
        return this.StepTaken();
    }

    public void Enqueue(DuetBatch batch)
    {
        Check(batch);
        Take(batch);
        this.EnqueueTaken();
    }

    public float Evaluate(DuetBatch batch)
    {
        Check(batch);
        Take(batch);
        return this.EvaluateTaken();
    }

    public void Forward(DuetBatch batch)
    {
        this.Expect(batch.Image.Length);
        this.CheckInput(0, batch.Image);
        this.CheckInput(1, batch.Tokens);
        this.TakeInput(0, batch.Image);
        this.TakeInput(1, batch.Tokens);
        this.ForwardTaken();
    }

    public float Loss(DuetBatch batch)
    {
        this.ExpectTargets();
        this.TakeTarget(0, batch.PolicyTarget);
        this.TakeTarget(1, batch.ValueTarget);
        this.TakeWeights(batch.Weights);
        return this.LossTaken();
    }

    public void Backward(ReadOnlySpan<float> policyGradient, ReadOnlySpan<float> valueGradient)
    {
        this.ExpectOutputGradients();
        this.TakeOutputGradient(0, policyGradient);
        this.TakeOutputGradient(1, valueGradient);
        this.BackwardTaken();
    }

    public void Upload(DuetBatch examples)
    {
        this.ExpectExamples(examples.Image.Length);
        CheckRest(examples);
        this.BeginUpload();
        this.UploadInput(0, examples.Image);
        this.UploadInput(1, examples.Tokens);
        this.UploadTarget(0, examples.PolicyTarget);
        this.UploadTarget(1, examples.ValueTarget);
        this.UploadWeights(examples.Weights);
        this.EndUpload();
    }

    public void Predict(ReadOnlySpan<float> image, ReadOnlySpan<int> tokens, Span<float> policy, Span<float> value)
    {
        this.ExpectPrediction(image.Length);
        this.CheckInput(0, image);
        this.CheckInput(1, tokens);
        this.CheckOutput(0, policy);
        this.CheckOutput(1, value);
        this.CheckApart(0, policy, image);
        this.CheckApart<float>(1, value, policy);
        while (this.NextChunk())
        {
            this.TakeChunk(0, image);
            this.TakeChunk(1, tokens);
            this.InferChunk();
            this.GiveOutput(0, policy);
            this.GiveOutput(1, value);
        }
    }

    protected override Momentum CreateOptimizer() => new();

    private void Check(DuetBatch batch)
    {
        this.Expect(batch.Image.Length);
        CheckRest(batch);
    }

    private void CheckRest(DuetBatch batch)
    {
        this.CheckInput(0, batch.Image);
        this.CheckInput(1, batch.Tokens);
        this.CheckTarget(0, batch.PolicyTarget);
        this.CheckTarget(1, batch.ValueTarget);
        this.CheckWeights(batch.Weights);
    }

    private void Take(DuetBatch batch)
    {
        this.TakeInput(0, batch.Image);
        this.TakeInput(1, batch.Tokens);
        this.TakeTarget(0, batch.PolicyTarget);
        this.TakeTarget(1, batch.ValueTarget);
        this.TakeWeights(batch.Weights);
    }
}
