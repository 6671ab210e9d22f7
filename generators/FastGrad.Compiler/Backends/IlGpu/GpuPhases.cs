using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>A model's launches, phase by phase. What inference computes as training does is one kernel, launched by both.</summary>
internal sealed class GpuPhases
{
    private readonly GpuProductEmitter _products;
    private readonly GpuCallEmitter _calls;
    private readonly GpuSumEmitter _sums;
    private readonly GpuScanEmitter _scans;
    private readonly GpuModel _model;
    private readonly List<(string Phase, IReadOnlyList<GpuWork> Work)> _phases = [];
    private readonly Dictionary<string, string> _entries = [];

    public GpuPhases(GpuModel model)
    {
        _model = model;
        _products = new GpuProductEmitter(model);
        _calls = new GpuCallEmitter(model, _products, new GpuScatterEmitter(model));
        _sums = new GpuSumEmitter(model);
        _scans = new GpuScanEmitter(model);
        LoweredModel lowered = model.Model;
        var optimizer = new GpuOptimizerEmitter(model, lowered.Spec.Optimizer!);
        PartialCount = optimizer.PartialCount;
        IReadOnlyList<GpuWork> forward = Add("Forward", Lower(Phase.Forward));
        if (lowered.Inference is not null)
        {
            IReadOnlyList<GpuWork> inference = [.. lowered.Inference.Schedule.SelectMany(Lower)];
            var sharing = new GpuSharing(model);
            if (!sharing.IsSame(forward, inference))
                Add("Infer", sharing.Share(forward, inference));
        }
        Add("Loss", Lower(Phase.Loss));
        Add("Backward", Lower(Phase.Backward));
        Add("Update", optimizer.Lower());
        foreach (GpuKernel kernel in All.SelectMany(phase => phase.Kernels))
            _entries[kernel.Name] = model.Cpu.Names.Pascal(kernel.Name + "Kernel");
        if (GpuTrainKernel.TooLarge(lowered.Spec, lowered.Traced) is null)
            Train = new GpuTrainKernel(model, [.. _phases.Where(phase => phase.Phase != "Infer").SelectMany(phase => phase.Work)]);
    }

    /// <summary>In the order in which they are written. Inference has none where it is the forward phase.</summary>
    public IReadOnlyList<(string Phase, IReadOnlyList<GpuWork> Work)> Work => _phases;

    /// <summary>Each kernel once, where it first is launched; those within loops too.</summary>
    public IEnumerable<(string Phase, IReadOnlyList<GpuKernel> Kernels)> All
    {
        get
        {
            HashSet<string> seen = [];
            foreach ((string phase, IReadOnlyList<GpuWork> work) in _phases)
                yield return (phase, [.. KernelsOf(work).Where(kernel => seen.Add(kernel.Name))]);
        }
    }

    /// <summary>The kernel in which groups train; null where the model is too large for one.</summary>
    public GpuTrainKernel? Train { get; }

    /// <summary>C# for how many numbers behind the norms the update needs.</summary>
    public string PartialCount { get; }

    /// <summary>The name under which a kernel is launched.</summary>
    public string Entry(GpuKernel kernel) => _entries[kernel.Name];

    /// <summary>The kernels of some launches, those within loops too.</summary>
    public static IEnumerable<GpuKernel> KernelsOf(IEnumerable<GpuWork> work) =>
        work.SelectMany(one => one is GpuLoop loop ? KernelsOf(loop.Inner) : [(GpuKernel)one]);

    private IReadOnlyList<GpuWork> Add(string phase, IReadOnlyList<GpuWork> work)
    {
        _phases.Add((phase, work));
        return work;
    }

    private IReadOnlyList<GpuWork> Lower(Phase phase) => [.. _model.Model.Schedule.Where(kernel => kernel.Phase == phase).SelectMany(Lower)];

    private IReadOnlyList<GpuWork> Lower(Kernel kernel) => kernel switch
    {
        RowKernel row => [new GpuRowEmitter(_model, row).Lower()],
        ProductKernel product => [_products.Lower(product)],
        WeightGradientKernel weight => [_products.Lower(weight)],
        BatchSumKernel sum => [_sums.Lower(sum)],
        DeliverKernel deliver => [_sums.Lower(deliver)],
        CallKernel call => _calls.Lower(call),
        CopyKernel copy => [_calls.Lower(copy)],
        ScanKernel scan => _scans.Lower(scan, Lower),
        _ => throw new ArgumentException($"no GPU kernel for {kernel.GetType().Name}"),
    };
}
