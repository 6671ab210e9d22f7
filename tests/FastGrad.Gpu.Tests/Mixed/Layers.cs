namespace FastGrad.Gpu.Tests.Mixed;

/// <summary>What the models' layers compute for one example, and the way back, written out in double.</summary>
internal sealed class Layers(ParameterSet<float> parameters, Rounding rounding, double scale)
{
    private readonly string[] _names = [.. parameters.Select(one => one.Name)];

    private readonly Dictionary<string, double[]> _values =
        parameters.ToDictionary(one => one.Name, one => Array.ConvertAll(one.Values.ToArray(), value => (double)value));

    private readonly Dictionary<string, double[]> _gradients = parameters.ToDictionary(one => one.Name, one => new double[one.Values.Length]);

    /// <summary>The gradient of each parameter.</summary>
    public IEnumerable<double[]> Gradients => _names.Select(name => _gradients[name]);

    public double[] Values(string name) => _values[name];

    /// <summary>A value on the way back, which is kept scaled.</summary>
    public double[] Back(double[] values) => rounding.Keep(values, scale);

    /// <summary>x · W, of W in × out, not kept.</summary>
    public double[] Product(string weight, double[] x)
    {
        double[] w = _values[weight];
        int outputs = w.Length / x.Length;
        return [.. Enumerable.Range(0, outputs).Select(j => x.Select((value, i) => value * w[i * outputs + j]).Sum())];
    }

    public double[] Dense(string layer, double[] x) => Sum(Product(layer + ".Weight", x), _values[layer + ".Bias"]);

    public double[] Sum(double[] a, double[] b) => Keep([.. a.Zip(b, (x, y) => x + y)]);

    public double[] Keep(double[] values) => rounding.Keep(values);

    /// <summary>Adds to a weight's gradient, and gives that of its input.</summary>
    public double[] ProductBack(string weight, double[] x, double[] gradient)
    {
        double[] w = _values[weight], total = _gradients[weight];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < gradient.Length; j++)
                total[i * gradient.Length + j] += x[i] * gradient[j];
        }
        return Back([.. x.Select((_, i) => gradient.Select((value, j) => value * w[i * gradient.Length + j]).Sum())]);
    }

    public double[] DenseBack(string layer, double[] x, double[] gradient)
    {
        Add(layer + ".Bias", gradient);
        return ProductBack(layer + ".Weight", x, gradient);
    }

    public void Add(string parameter, double[] gradient)
    {
        double[] total = _gradients[parameter];
        for (int i = 0; i < total.Length; i++)
            total[i] += gradient[i];
    }

    /// <summary>An elementwise function.</summary>
    public double[] Map(double[] x, Func<double, double> function) => rounding.Keep([.. x.Select(function)]);

    public double[] MapBack(double[] gradient, double[] at, Func<double, double> slope) =>
        Back([.. gradient.Zip(at, (g, value) => g * slope(value))]);

    public (double[] Result, Func<double[], double[]> Back) LayerNorm(string layer, double[] x)
    {
        double[] factor = _values[layer + ".Scale"], shift = _values[layer + ".Shift"];
        double mean = rounding.Keep(x.Average());
        double[] centred = rounding.Keep([.. x.Select(value => value - mean)]);
        double[] scaled = rounding.Keep([.. centred.Zip(factor, (value, f) => value * f)]);
        double deviation = rounding.Keep(Math.Sqrt(centred.Average(value => value * value) + 1e-5));
        double[] ratio = rounding.Keep([.. scaled.Select(value => value / deviation)]);
        return (rounding.Keep([.. ratio.Zip(shift, (value, s) => value + s)]), WayBack);

        double[] WayBack(double[] gradient)
        {
            Add(layer + ".Shift", gradient);
            double[] even = Back([.. gradient.Select(g => g / deviation)]);
            Add(layer + ".Scale", Back([.. even.Zip(centred, (g, value) => g * value)]));
            double ofDeviation = Back([.. gradient.Zip(ratio, (g, value) => -g * value / deviation)]).Sum();
            double ofSquares = rounding.Keep(ofDeviation * 0.5 / deviation / x.Length, scale);
            double[] direct = Back([.. even.Zip(factor, (g, f) => g * f)]);
            double[] ofCentred = Back([.. direct.Zip(centred, (g, value) => g + 2 * ofSquares * value)]);
            double ofMean = rounding.Keep(-ofCentred.Average(), scale);
            return Back([.. ofCentred.Select(g => g + ofMean)]);
        }
    }
}
