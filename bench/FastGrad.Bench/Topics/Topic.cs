namespace FastGrad.Bench;

/// <summary>One question about speed.</summary>
/// <param name="Name">For the command line.</param>
/// <param name="Question">For people.</param>
/// <param name="Run">Answers it.</param>
internal sealed record Topic(string Name, string Question, Action<Quick> Run)
{
    public static Topic[] All { get; } =
    [
        new("steps", "How long does a training step take?", StepTopic.Run),
        new("phases", "Where does W3's step spend its time?", PhaseTopic.Run),
        new("batches", "What does a batch cost that fills no tile?", RemainderTopic.Run),
        new("threads", "What does a second thread gain?", ThreadTopic.Run),
        new("tensors", "Against what a C# user would write with System.Numerics.Tensors?", TensorTopic.Run),
        new("inference", "How long does one prediction take, and how often longer?", InferenceTopic.Run),
        new("products", "Matrix products, against OpenBLAS and oneDNN?", ProductTopic.Run),
        new("vectors", "Functions of vectors and rows?", VectorTopic.Run),
        new("losses", "Losses alone, and their gradients?", LossTopic.Run),
        new("extras", "What do clipping, averaging and accumulation add to a step?", ExtrasTopic.Run),
        new("updates", "Optimizers alone, against the memory?", UpdateTopic.Run),
        new("jit", "How soon is a fresh process at full speed?", JitTopic.Run),
        new("generator", "How long does the generator keep a build or an editor?", GeneratorTopic.Run),
    ];
}
