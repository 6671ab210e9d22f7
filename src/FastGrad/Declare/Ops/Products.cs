namespace FastGrad;

public static partial class Ops
{
    /// <summary>x·W: a vector of K elements times a matrix of K×N gives a vector of N.</summary>
    public static Tensor MatMul(Tensor x, Tensor weight)
    {
        if (x.Shape.Rank != 1 || weight.Shape.Rank != 2 || x.Shape[0] != weight.Shape[0])
            throw new ArgumentException($"MatMul of {x.Shape} and {weight.Shape}: a vector of K elements and a matrix of K×N are needed.");
        int inputs = weight.Shape[0], outputs = weight.Shape[1];
        double[] result = new double[outputs];
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
                result[output] += x[input] * weight[input * outputs + output];
        }
        return Tensor.Own(result, new Shape(outputs));
    }
}
