using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Optimizers.Harness;

/// <summary>A model's update kernels and their memory, over doubles whatever the model's precision; compiled in memory beside them.</summary>
public interface IUpdateRig : IDisposable
{
    double[] Weights { get; set; }

    double[] Gradients { get; set; }

    double[] Slots { get; set; }

    double[] Average { get; set; }

    /// <summary>The norm of all gradients, then the tensors'.</summary>
    double[] Norms { get; }

    void Open(Accelerator accelerator, RigLayout layout);

    /// <summary>One step of the optimizer.</summary>
    void Update(double[] constants, double limit, int groups, int lanes);

    /// <summary>Measures norms and shortens gradients.</summary>
    void Clip(double limit, bool ofTensors, int groups, int lanes);

    void Scale(double factor, int groups, int lanes);

    void Follow(double decay, int groups, int lanes);
}
