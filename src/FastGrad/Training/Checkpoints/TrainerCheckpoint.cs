using System.Numerics;

namespace FastGrad.Training;

/// <summary>What a checkpoint of a trainer holds beyond the model: tensors by section, numbers by name.</summary>
internal sealed class TrainerCheckpoint<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string StepCount = "optimizer.step", Seed = "trainer.seed", Call = "trainer.call";
    private const string OptimizerKind = "optimizer.kind", Setting = "optimizer.setting.", PerStep = "optimizer.perStep.";

    private readonly ITrainer<T> _trainer;
    private readonly Workspace<T> _workspace;
    private readonly Accumulation _accumulation;
    private readonly ModelDescription? _description;
    private readonly ParameterSet<T> _states;

    public TrainerCheckpoint(ITrainer<T> trainer, Workspace<T> workspace, Accumulation accumulation, ModelDescription? description)
    {
        _trainer = trainer;
        _workspace = workspace;
        _accumulation = accumulation;
        _description = description;
        _states = workspace.StatesAsTensors();
    }

    private string Schema => ModelSchema.Hash(_description, _workspace.Parameters, _workspace.Buffers);

    /// <summary>All tensors. One more is one line more.</summary>
    private List<Section<T>> Sections =>
    [
        new("", _workspace.Parameters),
        new("", _workspace.Buffers),
        .. _trainer.OptimizerState.Names.Select(slot => new Section<T>($"optimizer/{slot}/", _trainer.OptimizerState[slot])),
        new("state/", _states),
        new("average/", _trainer.Average ?? ParameterSet<T>.Empty),
        // What is gathered of an update that is still to come. Without accumulation a step leaves nothing.
        new("gradients/", _accumulation.Steps > 1 ? _trainer.Gradients : ParameterSet<T>.Empty),
    ];

    public void Save(string path)
    {
        Dictionary<string, string> metadata = ModelCheckpoints.Metadata(_description, Schema);
        MetadataNumbers numbers = new(metadata);
        numbers.Write(Seed, _trainer.Seed);
        numbers.Write(Call, _trainer.Call);
        numbers.Write(StepCount, (ulong)_trainer.Optimizer.StepCount);
        metadata[OptimizerKind] = _trainer.Optimizer.GetType().Name;
        foreach ((string name, double value) in Settings.Of(_trainer.Optimizer))
            numbers.Write(Setting + name, value);
        foreach (string name in _trainer.OptimizerState.PerStep.Names)
            numbers.Write(PerStep + name, _trainer.OptimizerState.PerStep[name]);
        PaceCheckpoint.Write(_trainer.Optimizer.Pace, numbers);
        AccumulationCheckpoint.Write(_accumulation, numbers);
        _workspace.CopyStatesTo(_states);
        CheckpointWriter.Write(path, metadata, isSealed: true, Sections);
    }

    public void Load(string path)
    {
        using CheckpointFile file = CheckpointFile.Open(path);
        RequireTrainer(file);
        List<Section<T>> sections = Sections;
        CheckpointReader<T> tensors = CheckpointReader<T>.Read(file, Schema, sections, skipsOthers: false);

        // All numbers before the first is taken.
        MetadataNumbers numbers = new(file);
        ulong seed = numbers.ReadWhole(Seed), call = numbers.ReadWhole(Call), step = numbers.ReadWhole(StepCount);
        if (step > long.MaxValue)
            throw file.Fail($"'{StepCount}' is {step} in the metadata, more than there are steps.");
        double[] perStep = [.. _trainer.OptimizerState.PerStep.Names.Select(name => numbers.Read(PerStep + name))];
        Dictionary<string, double> settings = Settings.Of(_trainer.Optimizer)
            .ToDictionary(pair => pair.Key, pair => numbers.Read(Setting + pair.Key));
        (int, int, long) progress = AccumulationCheckpoint.Read(_accumulation, numbers);
        PaceCheckpoint? pace = PaceCheckpoint.Read(_trainer.Optimizer.Pace, numbers);

        Settings.Set(_trainer.Optimizer, settings, file, then: () => pace?.Restore(file));
        // From here on nothing fails.
        tensors.Commit();
        _workspace.CopyStatesFrom(_states);
        perStep.CopyTo(_trainer.OptimizerState.PerStep.Values);
        _trainer.Optimizer.StepCount = (long)step;
        (_trainer.Seed, _trainer.Call) = (seed, call);
        _accumulation.Progress = progress;
    }

    /// <summary>That a trainer wrote it, with the same optimizer: what is missing otherwise would be a riddle.</summary>
    private void RequireTrainer(CheckpointFile file)
    {
        string own = _trainer.Optimizer.GetType().Name;
        if (!file.Header.Metadata.TryGetValue(OptimizerKind, out string? kind))
            throw file.Fail("The file holds no trainer: it has no 'optimizer.kind' in its metadata. "
                + "The model's Load reads what the model's Save wrote.");
        if (kind != own)
            throw file.Fail($"The file was saved by a trainer with {kind}, but this one has {own}.");
    }
}
