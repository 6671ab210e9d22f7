namespace FastGrad.Generator.Output;

/// <summary>Names of the pipeline's steps, by which tests see what an edit recomputes.</summary>
internal static class Steps
{
    public const string BindModel = "Bind model";
    public const string ModelSpec = "Model spec";
    public const string CompileModel = "Compile model";
    public const string Layers = "Layers";
    public const string BindFormula = "Bind formula";
    public const string FormulaSpec = "Formula spec";
    public const string CompileCompanion = "Compile companion";
    public const string Gpu = "GPU support";
    public const string GpuModelSpec = "GPU model spec";
    public const string CompileGpu = "Compile for GPUs";
    public const string GpuPrecisions = "GPU precisions";
    public const string Clashes = "Clashing names";
    public const string Report = "Report";
}
