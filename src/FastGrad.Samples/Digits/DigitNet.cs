namespace FastGrad.Samples.Digits;

/// <summary>8×8 pixels to a score for each of the ten digits.</summary>
[Model]
[Input(64), Dense(64), Relu, Dense(10)]
[CrossEntropy, AdamW(LearningRate = 0.01, WeightDecay = 0.01)]
public partial class DigitNet;
