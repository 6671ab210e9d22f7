using FastGrad.Generated.GpuFloat;
using ILGPU;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Bench;

/// <summary>Operands and result of a product on the device, and some of its sums computed here.</summary>
internal sealed class ProductRun<TProduct> where TProduct : struct, IProduct
{
    private const int Samples = 256;

    private readonly Machine _machine;
    private readonly Frame _frame;
    private readonly float[] _left, _right, _result;

    public ProductRun(Machine machine, int batch)
    {
        _machine = machine;
        Frame sizes = new() { Batch = batch };
        (int examples, int rows, int terms, int columns) =
            (TProduct.Examples(sizes), TProduct.Rows(sizes), TProduct.Terms(sizes), TProduct.Columns(sizes));
        Random random = new(batch);
        _left = Data.Normal(random, examples * rows * terms);
        _right = Data.Normal(random, examples * terms * columns);
        _result = new float[examples * rows * columns];
        MemoryBuffer1D<float, Stride1D.Dense> left = machine.Own(machine.Accelerator.Allocate1D(_left));
        MemoryBuffer1D<float, Stride1D.Dense> right = machine.Own(machine.Accelerator.Allocate1D(_right));
        Result = machine.Own(machine.Accelerator.Allocate1D<float>(_result.Length));
        // A view must always be one of some memory, also where no kernel looks.
        ArrayView<float> none = left.View;
        ArrayView<int> noLabels = machine.Own(machine.Accelerator.Allocate1D<int>(1)).View;
        _frame = new()
        {
            Inputs = left.View,
            Parameters = right.View,
            Arena = Result.View,
            Batch = batch,
            Room = none,
            Gradients = none,
            Slots = none,
            Average = none,
            Buffers = none,
            States = none,
            Targets = none,
            Data = none,
            Settings = none,
            Constants = none,
            Losses = none,
            Norms = none,
            Scaling = none,
            Labels = noLabels,
            Groups = noLabels,
            Tensors = noLabels,
            Skips = noLabels,
            Halves = machine.Own(machine.Accelerator.Allocate1D<ushort>(1)).View,
        };
    }

    private MemoryBuffer1D<float, Stride1D.Dense> Result { get; }

    /// <summary>The product in one form, once it has been seen to be right.</summary>
    /// <exception cref="DisagreementException">It is not.</exception>
    public Way In(string form)
    {
        AcceleratorStream stream = _machine.Session.Stream;
        KernelConfig config = new(ProductKernels.Groups<TProduct>(form, _frame, _machine.Session.Lanes), _machine.Session.Lanes);
        Action<AcceleratorStream, KernelConfig, Frame> kernel = _machine.Accelerator.LoadKernel(ProductKernels.Of<TProduct>(form));
        Way way = new(form, calls =>
        {
            for (; calls > 0; calls--)
                kernel(stream, config, _frame);
            _machine.Session.Synchronize();
        });
        // What another form has left there would be right too.
        Array.Fill(_result, float.NaN);
        Result.View.CopyFromCPU(stream, _result);
        way.Run(1);
        Result.View.CopyToCPU(stream, _result);
        stream.Synchronize();
        Check(form);
        return way;
    }

    private void Check(string form)
    {
        int rows = TProduct.Rows(_frame), terms = TProduct.Terms(_frame), columns = TProduct.Columns(_frame);
        Random random = new(1);
        for (int sample = 0; sample < Samples; sample++)
        {
            // The last element too, which is at the edge of the last tile.
            int place = sample == 0 ? _result.Length - 1 : random.Next(_result.Length);
            int line = place / columns, column = place % columns, example = line / rows, row = line % rows;
            double sum = 0, size = 0;
            for (int term = 0; term < terms; term++)
            {
                double left = _left[example * rows * terms + (TProduct.LeftAlongTerms ? row * terms + term : term * rows + row)];
                double right = _right[example * terms * columns + (TProduct.RightAlongTerms ? column * terms + term : term * columns + column)];
                sum += left * right;
                size += Math.Abs(left * right);
            }
            // Each addition and each multiplication rounds by half a unit in the last place at most.
            Agreement.Near($"{form}, element {place}", sum, _result[place], (terms + 1) * size * Math.ScaleB(1, -24));
        }
    }
}
