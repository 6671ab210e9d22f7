namespace FastGrad.Bench;

// A loss by itself: what goes in is what it judges, and the gradient of that is all there is to compute. Probabilities where the loss wants them.

[Model(InputGradient = true), Input(256), Mse]
public partial class MseAlone;

[Model(InputGradient = true), Input(256), Mae]
public partial class MaeAlone;

[Model(InputGradient = true), Input(256), Huber]
public partial class HuberAlone;

[Model(InputGradient = true), Input(256), SmoothL1]
public partial class SmoothL1Alone;

[Model(InputGradient = true), Input(256), BinaryCrossEntropy]
public partial class BinaryCrossEntropyAlone;

[Model(InputGradient = true), Input(256), BinaryCrossEntropyWithLogits]
public partial class BinaryCrossEntropyWithLogitsAlone;

[Model(InputGradient = true), Input(256), CrossEntropy]
public partial class CrossEntropyAlone;

[Model(InputGradient = true), Input(256), CrossEntropy(LabelSmoothing = 0.1)]
public partial class SmoothedCrossEntropyAlone;

[Model(InputGradient = true), Input(256), PoissonNll]
public partial class PoissonNllAlone;

[Model(InputGradient = true), Input(256), Dice]
public partial class DiceAlone;
