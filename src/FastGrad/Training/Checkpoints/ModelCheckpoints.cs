using System.Numerics;
using FastGrad.Training;

namespace FastGrad;

/// <summary>Models to and from files.</summary>
/// <remarks>
/// The format is safetensors: a header in JSON that says where each tensor lies, then their bytes. PyTorch and others open it; tensors have
/// the names of <see cref="IModel{T}.Parameters"/> and <see cref="IModel{T}.Buffers"/>, and the weights of a dense layer are in × out.
/// </remarks>
public static class ModelCheckpoints
{
    /// <summary>
    /// Writes parameters and buffers to a file. It is written under another name, handed to the disk and then renamed: whenever the process
    /// may end, <paramref name="path"/> is the old file or the new one, and whole. Where it ends in between, a file <c>….tmp</c> stays
    /// beside it, which can be deleted. Nobody may train the model meanwhile, or the file holds numbers of before and after a step.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, which may exist.</param>
    /// <exception cref="IOException">The file cannot be written; an older one is as it was.</exception>
    public static void Save<T>(this IModel<T> model, string path) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckpointWriter.Write(path, Metadata(model.Description, Schema(model)), isSealed: true, Sections(model));
    }

    /// <summary>
    /// Reads parameters and buffers from a file that <see cref="Save"/> wrote, or a trainer's
    /// <see cref="ITrainer{T}.Save"/>. All of it is checked before a number of the model changes. Nobody may use the model meanwhile.
    /// </summary>
    /// <param name="model">The model, of the same layers and precision.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file is damaged, or holds another model; nothing has changed.</exception>
    /// <exception cref="IOException">The file cannot be read; nothing has changed.</exception>
    public static void Load<T>(this IModel<T> model, string path) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        using CheckpointFile file = CheckpointFile.Open(path);
        CheckpointReader<T>.Read(file, Schema(model), Sections(model), skipsOthers: true).Commit();
    }

    /// <summary>
    /// Reads parameters and buffers from a file of another library: a PyTorch <c>state_dict</c> that was saved as safetensors. Numbers in
    /// F16, BF16, F32 and F64 become the model's precision.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="mapping">What the model's tensors are called there.</param>
    /// <exception cref="ArgumentException">The mapping names what the model does not have, or leaves some of it out; nothing has changed.</exception>
    /// <exception cref="CheckpointException">The file is damaged, or does not fit; nothing has changed.</exception>
    /// <exception cref="IOException">The file cannot be read; nothing has changed.</exception>
    public static void LoadStateDict<T>(this IModel<T> model, string path, StateDictMapping mapping)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(mapping);
        StateDict<T> tensors = new(mapping, [model.Parameters, model.Buffers]);
        using CheckpointFile file = CheckpointFile.Open(path);
        tensors.Load(file);
    }

    /// <summary>
    /// Writes parameters and buffers for another library, under its names and in its layout: the opposite of <see cref="LoadStateDict"/>, in
    /// the model's precision. Whole whenever the process may end, as with <see cref="Save"/>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, which may exist.</param>
    /// <param name="mapping">What the model's tensors are to be called there.</param>
    /// <exception cref="ArgumentException">The mapping names what the model does not have, or leaves some of it out; nothing has been
    /// written.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is as it was.</exception>
    public static void SaveStateDict<T>(this IModel<T> model, string path, StateDictMapping mapping)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(mapping);
        new StateDict<T>(mapping, [model.Parameters, model.Buffers]).Save(path);
    }

    /// <summary>What every file of ours says about itself.</summary>
    internal static Dictionary<string, string> Metadata(ModelDescription? description, string schema) => new()
    {
        [MetadataKeys.Format] = MetadataKeys.FormatVersion,
        [MetadataKeys.Library] = typeof(ModelCheckpoints).Assembly.GetName().Version!.ToString(3),
        [MetadataKeys.Model] = description?.Name ?? "",
        [MetadataKeys.Schema] = schema,
    };

    private static string Schema<T>(IModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ModelSchema.Hash(model.Description, model.Parameters, model.Buffers);

    private static Section<T>[] Sections<T>(IModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [new("", model.Parameters), new("", model.Buffers)];
}
