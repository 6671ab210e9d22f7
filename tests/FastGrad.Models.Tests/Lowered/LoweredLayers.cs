namespace FastGrad.Models.Tests.Lowered;

/// <summary>Reads what it was told so far, forward and on the way back, and is told more.</summary>
public sealed partial class MemoryAttribute : LayerAttribute
{
    /// <summary>x · running, with the running one from before: what the input's gradient is scaled by.</summary>
    [Formula]
    public Tensor Forward(Tensor x, [Buffer, Ones] ref Tensor running)
    {
        Tensor y = x * running;
        running = 0.5 * (running + Ops.BatchMean(x));
        return y;
    }
}

/// <summary>Two buffers that change places: neither may be written before the other is read.</summary>
public sealed partial class SwapAttribute : LayerAttribute
{
    /// <summary>x · (first − 2 · second).</summary>
    [Formula]
    public Tensor Forward(Tensor x, [Buffer, Zeros] ref Tensor first, [Buffer, Ones] ref Tensor second)
    {
        Tensor y = x * (first - 2 * second);
        Tensor kept = first;
        first = second;
        second = kept;
        return y;
    }
}

/// <summary>Adds up what comes, call by call, and scales what it was before.</summary>
public sealed partial class CarryAttribute : LayerAttribute
{
    /// <summary>x + scale · sum of the calls before.</summary>
    [Formula]
    public Tensor Forward(Tensor x, [Parameter, Ones] Tensor scale, [State, Zeros] ref Tensor sum)
    {
        Tensor y = x + scale * sum;
        sum += x;
        return y;
    }
}

/// <summary>Places along each axis, in maps over rows, over columns and over all elements.</summary>
public sealed partial class PlacesAttribute : LayerAttribute
{
    /// <summary>Of a tensor of three axes.</summary>
    [Formula]
    public Tensor Forward(Tensor x)
    {
        Tensor waves = Ops.Sin(x + Ops.Indices(x.Shape, 0) + 0.5 * Ops.Indices(x.Shape, 1) + 0.25 * Ops.Indices(x.Shape, 2));
        Tensor rows = waves - Ops.Mean(waves, -1, keepAxis: true) * (1 + Ops.Indices(x.Shape, 2));
        Tensor blocks = Ops.Reshape(rows, new Shape(x.Shape[0], x.Shape[1] * x.Shape[2]));
        return Ops.Reshape(blocks * Ops.Max(blocks, -1, keepAxis: true) + Ops.Indices(blocks.Shape, 1), x.Shape);
    }
}

/// <summary>Numbers of the declaration: as a matrix, as a table, element by element, stretched.</summary>
public sealed partial class NumbersAttribute : LayerAttribute
{
    /// <summary>Of a vector of three.</summary>
    [Formula]
    public Tensor Forward(Tensor x)
    {
        Tensor matrix = new Tensor(new Shape(3, 2), 0.5, -1, 2, 0.25, -0.75, 1.5);
        Tensor table = new Tensor(new Shape(3, 5), 1, 2, 3, 4, 5, -1, -2, -3, -4, -5, 0.1, 0.2, 0.3, 0.4, 0.5);
        Tensor row = Ops.Gather(table, Ops.ArgMax(Ops.Reshape(x, new Shape(1, 3)), -1));
        Tensor product = Ops.MatMul(x * new Tensor(3, 2, 1), matrix);
        return Ops.Concat(0, product, Ops.Flatten(row) * Ops.Sum(x), Ops.Full(new Shape(4), 7), x + new Tensor(0, -0.0, 1));
    }
}

/// <summary>Each row is added to the row of its largest element.</summary>
public sealed partial class ScatteredAttribute : LayerAttribute
{
    /// <summary>Of a matrix of five columns.</summary>
    [Formula]
    public Tensor Forward(Tensor x) => Ops.Scatter(Ops.Tanh(x), Ops.ArgMax(x, -1), 5) * 2;
}

/// <summary>Over the batch and over the first axis, sums and extremes.</summary>
public sealed partial class ExtremesAttribute : LayerAttribute
{
    /// <summary>Of a matrix.</summary>
    [Formula]
    public Tensor Forward(Tensor x)
    {
        Tensor largest = Ops.BatchMax(x), smallest = Ops.BatchMin(Ops.Square(x));
        Tensor columns = Ops.Max(x * largest, 0) + Ops.Min(x, 0) - Ops.LogSumExp(x + smallest, 0);
        return (x - Ops.BatchMean(x)) * columns + Ops.BatchSum(Ops.Max(x)) / Ops.BatchSize;
    }
}

/// <summary>Keeps one number, and leaves a known one in it.</summary>
public sealed partial class SeenAttribute : LayerAttribute
{
    /// <summary>x + seen, which is 1 from the second training pass on.</summary>
    [Formula]
    public Tensor Forward(Tensor x, [Buffer, Zeros] ref double seen)
    {
        Tensor y = x + seen;
        if (Ops.Training)
            seen = 1;
        return y;
    }
}
