using System.Numerics;

namespace FastGrad.Training;

/// <summary>What a checkpoint of a trainer holds beyond the model: tensors by section, numbers by name.</summary>
internal sealed class TrainerCheckpoint<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string StepCount = "optimizer.step", Seed = "trainer.seed", Call = "trainer.call";
    private const string OptimizerKind = "optimizer.kind", Setting = "optimizer.setting.", PerStep = "optimizer.perStep.";
    private const string Scale = "scaler.scale", ScaleGood = "scaler.good", ScaleSkipped = "scaler.skipped";
    private const string AveragePrefix = "average/";

    private readonly ITrainer<T> _trainer;
    private readonly Engine<T> _engine;
    private readonly ModelDescription? _description;
    private readonly ParameterSet<T> _states;

    public TrainerCheckpoint(ITrainer<T> trainer, Engine<T> engine, ModelDescription? description)
    {
        _trainer = trainer;
        _engine = engine;
        _description = description;
        _states = engine.StatesAsTensors();
    }

    private string Schema => ModelSchema.Hash(_description, _engine.Parameters, _engine.Buffers);

    /// <summary>All tensors. One more is one line more.</summary>
    /// <param name="gathers">Whether the gradients of an update that is still to come are among them.</param>
    private List<Section<T>> Sections(bool gathers) =>
    [
        new("", _engine.Parameters),
        new("", _engine.Buffers),
        .. _trainer.OptimizerState.Names.Select(slot => new Section<T>($"optimizer/{slot}/", _trainer.OptimizerState[slot])),
        new("state/", _states),
        new(AveragePrefix, _trainer.Average ?? ParameterSet<T>.Empty),
        new("gradients/", gathers ? _trainer.Gradients : ParameterSet<T>.Empty),
    ];

    public void Save(string path)
    {
        Dictionary<string, string> metadata = ModelCheckpoints.Metadata(_description, Schema);
        MetadataNumbers numbers = new(metadata);
        numbers.Write(Seed, _trainer.Seed);
        numbers.Write(Call, _trainer.Call);
        numbers.Write(StepCount, (ulong)_trainer.Optimizer.StepCount);
        metadata[OptimizerKind] = _trainer.Optimizer.FormName;
        foreach ((string name, double value) in Settings.Of(_trainer.Optimizer))
            numbers.Write(Setting + name, value);
        foreach (string name in _trainer.OptimizerState.PerStep.Names)
            numbers.Write(PerStep + name, _trainer.OptimizerState.PerStep[name]);
        PaceCheckpoint.Write(_trainer.Optimizer.Pace, numbers);
        AccumulationCheckpoint.Write(_engine.Accumulation, numbers);
        if (_engine.Scaler is { } scaler)
        {
            (double scale, int good) = scaler.Read();
            numbers.Write(Scale, scale);
            numbers.Write(ScaleGood, (ulong)good);
            numbers.Write(ScaleSkipped, (ulong)scaler.Skipped);
        }
        _engine.CopyStatesTo(_states);
        CheckpointWriter.Write(path, metadata, isSealed: true, Sections(gathers: !_engine.Accumulation.IsEmpty));
    }

    public void Load(string path)
    {
        using CheckpointFile file = CheckpointFile.Open(path);
        file.RequireFormat();
        RequireTrainer(file);
        RequireAverage(file);
        MetadataNumbers numbers = new(file);
        // Before the tensors: it says which there should be.
        (int Taken, int, long) progress = AccumulationCheckpoint.Read(_engine.Accumulation, numbers);
        CheckpointReader<T> tensors = CheckpointReader<T>.Read(file, Schema, Sections(gathers: progress.Taken > 0), skipsOthers: false);

        // All numbers before the first is taken.
        ulong seed = numbers.ReadWhole(Seed), call = numbers.ReadWhole(Call), step = numbers.ReadWhole(StepCount);
        if (step > long.MaxValue)
            throw file.Fail($"'{StepCount}' is {step} in the metadata, more than there are steps.");
        double[] perStep = [.. _trainer.OptimizerState.PerStep.Names.Select(name => numbers.Read(PerStep + name))];
        Dictionary<string, double> settings = Settings.Of(_trainer.Optimizer)
            .ToDictionary(pair => pair.Key, pair => numbers.Read(Setting + pair.Key));
        PaceCheckpoint? pace = PaceCheckpoint.Read(_trainer.Optimizer.Pace, numbers);

        // What was saved by a trainer that scales nothing leaves the scale as it is.
        (double Scale, int Good, long Skipped)? scaling = _engine.Scaler is null || !file.Header.Metadata.ContainsKey(Scale)
            ? null
            : (numbers.Read(Scale), (int)numbers.ReadWhole(ScaleGood), (long)numbers.ReadWhole(ScaleSkipped));

        Settings.Set(_trainer.Optimizer, settings, file, then: () => pace?.Restore(file));
        // From here on nothing fails.
        tensors.Commit();
        _engine.CopyStatesFrom(_states);
        perStep.CopyTo(_trainer.OptimizerState.PerStep.Values);
        _trainer.Optimizer.StepCount = (long)step;
        (_trainer.Seed, _trainer.Call) = (seed, call);
        _engine.Accumulation.Progress = progress;
        _engine.TakeLoaded();
        if (scaling is var (scale, good, skipped))
            _engine.Scaler!.Restore(scale, good, skipped);
    }

    /// <summary>That a trainer wrote it, with the same optimizer: what is missing otherwise would be a riddle.</summary>
    private void RequireTrainer(CheckpointFile file)
    {
        string own = _trainer.Optimizer.FormName;
        if (!file.Header.Metadata.TryGetValue(OptimizerKind, out string? kind))
            throw file.Fail("The file holds no trainer: it has no 'optimizer.kind' in its metadata. "
                + "The model's Load reads what the model's Save wrote.");
        if (kind != own)
            throw file.Fail($"The file was saved by a trainer with {kind}, but this one has {own}.");
    }

    /// <summary>That both keep an average of the weights, or neither: what is missing otherwise would be a riddle.</summary>
    private void RequireAverage(CheckpointFile file)
    {
        bool saved = file.Header.Tensors.Any(tensor => tensor.Name.StartsWith(AveragePrefix, StringComparison.Ordinal));
        bool own = _trainer.Average is { Count: > 0 };
        if (saved && !own)
            throw file.Fail("The file has an average of the weights, but this trainer keeps none. Give it TrainerOptions.AverageDecay.");
        if (own && !saved)
            throw file.Fail(
                "The file has no average of the weights, but this trainer keeps one. Leave out TrainerOptions.AverageDecay.");
    }
}
