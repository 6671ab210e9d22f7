namespace FastGrad.Models.Tests.Recurrence;

// One recurrence over a whole sequence, and the same fed in pieces.
[Model(Precision = Precision.Double), Input(6, 3), Gru(5), Mse, Sgd(LearningRate = 0.1)]
public partial class WholeGru;

[Model(Precision = Precision.Double), Input(1, 3), Gru(5, Stateful = true), Mse, Sgd(LearningRate = 0.1)]
public partial class StepGru;

[Model(Precision = Precision.Double), Input(2, 3), Gru(5, Stateful = true), Mse, Sgd(LearningRate = 0.1)]
public partial class PairGru;

[Model, Input(6, 3), Rnn(17), Mse, Sgd(LearningRate = 0.1)]
public partial class WholeRnn;

[Model, Input(1, 3), Rnn(17, Stateful = true), Mse, Sgd(LearningRate = 0.1)]
public partial class StepRnn;
