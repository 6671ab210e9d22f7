using System.Numerics.Tensors;

namespace FastGrad.Bench;

/// <summary>
/// Dense layers with relu between them, cross-entropy and Adam, as a C# user would write them with System.Numerics.Tensors: rows through
/// TensorPrimitives, nothing allocated after construction, everything that a call can do left to the call.
/// </summary>
internal sealed class TensorNet
{
    /// <summary>Parameters that an update moves while they stay in the first cache.</summary>
    private const int Block = 1_024;

    private const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f, LearningRate = 0.001f;

    private readonly Layer[] _layers;
    private readonly float[] _parameters, _gradients, _means, _squares, _scratch;
    private int _step;

    /// <param name="batch">Examples of a step.</param>
    /// <param name="widths">From inputs to classes.</param>
    public TensorNet(int batch, params int[] widths)
    {
        Layer[] layers = new Layer[widths.Length - 1];
        int start = 0;
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new(start, widths[i], widths[i + 1], new float[batch * widths[i + 1]], new float[batch * widths[i + 1]]);
            start += (widths[i] + 1) * widths[i + 1];
        }
        _layers = layers;
        _parameters = new float[start];
        _gradients = new float[start];
        _means = new float[start];
        _squares = new float[start];
        _scratch = new float[Block];
    }

    /// <summary>Takes over a model's weights, whose rows are inputs; here they are outputs.</summary>
    public void CopyFrom(ParameterSet<float> parameters)
    {
        for (int i = 0; i < _layers.Length; i++)
        {
            Layer layer = _layers[i];
            ReadOnlySpan<float> weight = parameters[2 * i].Values;
            for (int output = 0; output < layer.Outputs; output++)
                for (int input = 0; input < layer.Inputs; input++)
                    layer.Row(_parameters, output)[input] = weight[input * layer.Outputs + output];
            parameters[2 * i + 1].Values.CopyTo(layer.Bias(_parameters));
        }
    }

    /// <summary>The mean loss before the update.</summary>
    public float Step(float[] inputs, int[] labels)
    {
        float[] x = inputs;
        for (int i = 0; i < _layers.Length; i++)
        {
            Forward(_layers[i], x, labels.Length, relu: i + 1 < _layers.Length);
            x = _layers[i].Values;
        }
        float loss = Loss(_layers[^1], labels);
        Array.Clear(_gradients);
        for (int i = _layers.Length - 1; i > 0; i--)
            Backward(_layers[i], _layers[i - 1].Values, _layers[i - 1].Gradients, labels.Length);
        Backward(_layers[0], inputs, null, labels.Length);
        Update();
        return loss;
    }

    private void Forward(Layer layer, float[] x, int batch, bool relu)
    {
        for (int example = 0; example < batch; example++)
        {
            ReadOnlySpan<float> input = x.AsSpan(example * layer.Inputs, layer.Inputs);
            Span<float> output = layer.Values.AsSpan(example * layer.Outputs, layer.Outputs);
            for (int j = 0; j < output.Length; j++)
                output[j] = TensorPrimitives.Dot(layer.Row(_parameters, j), input);
            TensorPrimitives.Add(output, layer.Bias(_parameters), output);
            if (relu)
                TensorPrimitives.Max(output, 0, output);
        }
    }

    private static float Loss(Layer layer, int[] labels)
    {
        double loss = 0;
        for (int example = 0; example < labels.Length; example++)
        {
            ReadOnlySpan<float> output = layer.Values.AsSpan(example * layer.Outputs, layer.Outputs);
            Span<float> gradient = layer.Gradients.AsSpan(example * layer.Outputs, layer.Outputs);
            TensorPrimitives.Subtract(output, TensorPrimitives.Max(output), gradient);
            float picked = gradient[labels[example]];
            TensorPrimitives.Exp(gradient, gradient);
            float sum = TensorPrimitives.Sum(gradient);
            loss += Math.Log(sum) - picked;
            TensorPrimitives.Multiply(gradient, 1 / (sum * labels.Length), gradient);
            gradient[labels[example]] -= 1f / labels.Length;
        }
        return (float)(loss / labels.Length);
    }

    private void Backward(Layer layer, float[] x, float[]? inputGradients, int batch)
    {
        if (inputGradients is not null)
            Array.Clear(inputGradients);
        for (int example = 0; example < batch; example++)
        {
            ReadOnlySpan<float> input = x.AsSpan(example * layer.Inputs, layer.Inputs);
            ReadOnlySpan<float> gradient = layer.Gradients.AsSpan(example * layer.Outputs, layer.Outputs);
            TensorPrimitives.Add(layer.Bias(_gradients), gradient, layer.Bias(_gradients));
            for (int j = 0; j < gradient.Length; j++)
            {
                // What relu has put out moves nothing.
                if (gradient[j] == 0)
                    continue;
                Span<float> row = layer.Row(_gradients, j);
                TensorPrimitives.MultiplyAdd(input, gradient[j], row, row);
            }
            if (inputGradients is null)
                continue;
            Span<float> inputGradient = inputGradients.AsSpan(example * layer.Inputs, layer.Inputs);
            for (int j = 0; j < gradient.Length; j++)
                if (gradient[j] != 0)
                    TensorPrimitives.MultiplyAdd(layer.Row(_parameters, j), gradient[j], inputGradient, inputGradient);
            for (int k = 0; k < input.Length; k++)
                inputGradient[k] = input[k] > 0 ? inputGradient[k] : 0;
        }
    }

    private void Update()
    {
        _step++;
        float size = (float)(LearningRate / (1 - Math.Pow(Beta1, _step)));
        float scale = (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _step)));
        for (int start = 0; start < _parameters.Length; start += Block)
        {
            int length = Math.Min(Block, _parameters.Length - start);
            ReadOnlySpan<float> g = _gradients.AsSpan(start, length);
            Span<float> w = _parameters.AsSpan(start, length), m = _means.AsSpan(start, length), v = _squares.AsSpan(start, length);
            Span<float> scratch = _scratch.AsSpan(0, length);
            TensorPrimitives.Multiply(m, Beta1, m);
            TensorPrimitives.MultiplyAdd(g, 1 - Beta1, m, m);
            TensorPrimitives.Multiply(g, g, scratch);
            TensorPrimitives.Multiply(v, Beta2, v);
            TensorPrimitives.MultiplyAdd(scratch, 1 - Beta2, v, v);
            TensorPrimitives.Sqrt(v, scratch);
            TensorPrimitives.Multiply(scratch, scale, scratch);
            TensorPrimitives.Add(scratch, Epsilon, scratch);
            TensorPrimitives.Divide(m, scratch, scratch);
            TensorPrimitives.MultiplyAdd(scratch, -size, w, w);
        }
    }

    /// <summary>Where a layer's numbers lie: a row of weights for each output, then the bias.</summary>
    private sealed record Layer(int Start, int Inputs, int Outputs, float[] Values, float[] Gradients)
    {
        public Span<float> Row(float[] parameters, int output) => parameters.AsSpan(Start + output * Inputs, Inputs);

        public Span<float> Bias(float[] parameters) => parameters.AsSpan(Start + Inputs * Outputs, Outputs);
    }
}
