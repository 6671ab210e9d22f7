#!/usr/bin/env python3
"""What activations and losses give and how steep they are there: writes forms.json, which the tests beside it read.

    /usr/bin/python3 forms.py

Needs Debian's python3-torch, python3-numpy and python3-mpmath; the file records their versions. Each function is written twice, as PyTorch has
it in float64 and with hundreds of digits; both have to agree to within what PyTorch's own rounding can do. At finite numbers the exact one is kept, and its
derivative; at kinks, at infinities and at NaN it is what PyTorch says. Losses of whole examples are PyTorch's, or for what it lacks (Dice, Jaccard)
the definition written down in it. All numbers that go in are floats, so that single precision has them exactly.
"""
import json
import math
import pathlib

import mpmath
import numpy
import torch
import torch.nn.functional as F
from mpmath import mp, mpf

# So many that differences too small for a double still have digits.
mp.dps = 700
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
document = {
    "made by": {"torch": torch.__version__, "numpy": numpy.__version__, "mpmath": mpmath.__version__},
    "activations": {},
    "losses": {},
    "batches": {},
}
NAN, INF = math.nan, math.inf


def floats(values):
    return [float(numpy.float32(value)) for value in values]


def same(one, other, relative, absolute):
    return one == other or (math.isnan(one) and math.isnan(other)) or abs(one - other) <= relative * abs(other) + absolute


def number(exact):
    """The nearest double, with the infinities that a double has in place of what is too large."""
    return math.copysign(INF, exact) if abs(exact) > mpf(2) ** 1024 else float(exact)


def chosen(torchs, exact, scale, what):
    """The exact number, unless PyTorch means another one."""
    if math.isnan(torchs):
        # Of 0 · ∞ on the way; the function itself is finite there.
        print(f"PyTorch has no number for {what}; it is {exact!r}")
        return exact
    assert same(torchs, exact, 1e-7, 2e-15 * max(1, scale)), f"{what}: PyTorch gives {torchs!r}, exactly {exact!r}"
    return exact


# Activations: text of the attribute, PyTorch's function, the exact one, where the derivative jumps.

INPUTS = [0, 1e-8, 1e-3, 0.1, 0.5, 1, 1.5, 2, 3, 4, 5.5, 6, 7.5, 10, 20, 20.5, 30, 100, 700, 1000, 1e4]
INPUTS = floats(INPUTS + [-x for x in INPUTS]) + [INF, -INF, NAN]


def activation(text, pytorch, exact, kinks=()):
    rows = []
    for x in INPUTS:
        leaf = torch.tensor([x], requires_grad=True)
        result = pytorch(leaf)
        result.sum().backward()
        value, slope = result.item(), leaf.grad.item()
        if math.isfinite(x):
            value = chosen(value, number(exact(mpf(x))), abs(x), f"{text} at {x}")
            if x not in kinks:
                slope = chosen(slope, number(mp.diff(exact, mpf(x))), abs(x), f"{text}' at {x}")
        rows.append([x, value, slope])
    document["activations"][text] = rows


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    return mp.log1p(mp.exp(x))


def clamp(x, low, high):
    return min(max(x, mpf(low)), mpf(high))


def elu(x, alpha, scale=1):
    return scale * (alpha * mp.expm1(x) if x <= 0 else x)


activation("Relu", F.relu, lambda x: max(x, mpf(0)), [0])
activation("LeakyRelu", F.leaky_relu, lambda x: x if x > 0 else mpf(0.01) * x, [0])
activation("LeakyRelu(Slope = 0.25)", lambda x: F.leaky_relu(x, 0.25), lambda x: x if x > 0 else x / 4, [0])
activation("PRelu", lambda x: F.prelu(x, torch.tensor([0.25])), lambda x: x if x > 0 else x / 4, [0])
activation("Relu6", F.relu6, lambda x: clamp(x, 0, 6), [0, 6])
activation("Elu", F.elu, lambda x: elu(x, 1), [0])
activation("Elu(Alpha = 0.5)", lambda x: F.elu(x, 0.5), lambda x: elu(x, mpf(0.5)), [0])
activation("Celu", F.celu, lambda x: elu(x, 1), [0])
activation("Celu(Alpha = 2)", lambda x: F.celu(x, 2), lambda x: 2 * mp.expm1(x / 2) if x <= 0 else x, [0])
SELU = mpf("1.6732632423543772848170429916717"), mpf("1.0507009873554804934193349852946")
activation("Selu", F.selu, lambda x: elu(x, *SELU), [0])
activation("Gelu", F.gelu, lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2)
activation(
    "Gelu(Approximate = GeluApproximation.Tanh)",
    lambda x: F.gelu(x, approximate="tanh"),
    lambda x: x * sigmoid(2 * mp.sqrt(2 / mp.pi) * (x + mpf(0.044715) * x**3)))
activation("Silu", F.silu, lambda x: x * sigmoid(x))
activation("Mish", F.mish, lambda x: x * mp.tanh(softplus(x)))
activation("Softplus", F.softplus, lambda x: softplus(x) if x <= 20 else x, [20])
activation("Softplus(Beta = 4)", lambda x: F.softplus(x, 4), lambda x: softplus(4 * x) / 4 if x <= 5 else x, [5])
activation("Softplus(Beta = 0.5, Threshold = 3)", lambda x: F.softplus(x, 0.5, 3), lambda x: 2 * softplus(x / 2) if x <= 6 else x, [6])
activation("Softsign", F.softsign, lambda x: x / (1 + abs(x)))
activation("Sigmoid", torch.sigmoid, sigmoid)
activation("HardSigmoid", F.hardsigmoid, lambda x: clamp(x + 3, 0, 6) / 6, [-3, 3])
activation("HardSwish", F.hardswish, lambda x: x * clamp(x + 3, 0, 6) / 6, [-3, 3])
activation("Tanh", torch.tanh, mp.tanh)
activation("HardTanh", F.hardtanh, lambda x: clamp(x, -1, 1), [-1, 1])
activation("HardTanh(Minimum = -0.5, Maximum = 3)", lambda x: F.hardtanh(x, -0.5, 3), lambda x: clamp(x, -0.5, 3), [-0.5, 3])

# Losses of one output and its target: text, PyTorch's term, the exact one, the pairs, where the derivative jumps.

ERRORS = [
    (0, 0), (-0.0, 0), (1e-8, 0), (-1e-8, 0), (0, 1e-8), (0.5, 0), (0, 0.5), (1, 0), (-1, 0), (0.25, 1.5), (2, -1.25), (-0.75, -0.5), (30.5, 0.25),
    (1000, 0), (-1000, 0), (0.5, 1000), (1e4, -1e4), (0.125, 0.125), (1e-3, 0)]
LOGITS = [0, -0.0, 1e-8, -1e-8, 0.5, -0.5, 1, -1, 2, -3, 10, -10, 30, -30, 100, -100, 1000, -1000, 1e4, -1e4]
PROBABILITIES = [0, 1e-30, 1e-8, 1e-3, 0.25, 0.5, 0.75, 0.999, 1 - 2**-24, 1]
RATES = [0, 1e-8, 0.5, 2, 100, 1e4]
COUNTS = [0, 0.5, 1, 2, 7.5]
LOG_RATES = [-1000, -10, -1, 0, 0.5, 3, 10, 50, 1000]
QUANTITIES = [(0, 0), (1e-8, 0), (0, 1e-8), (0.5, 3), (3, 0.5), (100, 1), (1e4, 0), (2, 1e4), (-0.5, 0.25)]


def across(outputs, targets):
    return [(output, target) for output in outputs for target in targets]


def loss(text, pytorch, exact, pairs, kink=lambda p, t: False, slope=None):
    rows = []
    for output, target in [floats(pair) for pair in pairs]:
        leaf = torch.tensor([output], requires_grad=True)
        result = pytorch(leaf, torch.tensor([target]))
        result.sum().backward()
        value, by = result.item(), leaf.grad.item()
        scale, what = max(abs(output), abs(target)), f"{text} of {output}, {target}"
        value = chosen(value, number(exact(mpf(output), mpf(target))), scale, what)
        if not kink(output, target):
            derivative = slope(mpf(output), mpf(target)) if slope else mp.diff(lambda p: exact(p, mpf(target)), mpf(output))
            by = chosen(by, number(derivative), scale, what + ", derivative")
        rows.append([output, target, value, by])
    document["losses"][text] = rows


def huber(delta):
    return lambda p, t: (p - t) ** 2 / 2 if abs(p - t) < delta else mpf(delta) * (abs(p - t) - mpf(delta) / 2)


def smooth(beta):
    return lambda p, t: (p - t) ** 2 / (2 * mpf(beta)) if abs(p - t) < beta else abs(p - t) - mpf(beta) / 2


def quantile(tau):
    return lambda p, t: torch.max(tau * (t - p), (tau - 1) * (t - p)), lambda p, t: max(mpf(tau) * (t - p), (mpf(tau) - 1) * (t - p))


def equal(p, t):
    return p == t


loss("Mse", F.mse_loss, lambda p, t: (p - t) ** 2, ERRORS)
loss("Mae", F.l1_loss, lambda p, t: abs(p - t), ERRORS, equal)
loss("Msle", lambda p, t: F.mse_loss(torch.log1p(p), torch.log1p(t)), lambda p, t: (mp.log1p(p) - mp.log1p(t)) ** 2, QUANTITIES)
loss("Huber", F.huber_loss, huber(1), ERRORS, lambda p, t: abs(p - t) == 1)
loss("Huber(Delta = 0.5)", lambda p, t: F.huber_loss(p, t, delta=0.5), huber(0.5), ERRORS, lambda p, t: abs(p - t) == 0.5)
loss("SmoothL1", F.smooth_l1_loss, smooth(1), ERRORS, lambda p, t: abs(p - t) == 1)
loss("SmoothL1(Beta = 0.5)", lambda p, t: F.smooth_l1_loss(p, t, beta=0.5), smooth(0.5), ERRORS, lambda p, t: abs(p - t) == 0.5)
# Later versions of PyTorch say l1_loss for it; this one's derivative at 0 is −1.
loss("SmoothL1(Beta = 0)", F.l1_loss, lambda p, t: abs(p - t), ERRORS, equal)
# PyTorch has none; of its functions, as one would write it.
loss("LogCosh", lambda p, t: F.softplus(-2 * abs(p - t)) + abs(p - t) - math.log(2), lambda p, t: mp.log(mp.cosh(p - t)), ERRORS,
     slope=lambda p, t: mp.tanh(p - t))
loss("Quantile", *quantile(0.5), ERRORS, equal)
loss("Quantile(Tau = 0.875)", *quantile(0.875), ERRORS, equal)
loss("BinaryCrossEntropy", F.binary_cross_entropy,
     lambda p, t: (t - 1) * max(mp.log(1 - p) if p < 1 else mpf(-100), mpf(-100)) - t * max(mp.log(p) if p > 0 else mpf(-100), mpf(-100)),
     across(PROBABILITIES, [0, 1, 0.25]), slope=lambda p, t: (p - t) / max((1 - p) * p, mpf(1e-12)))


def with_logits(weight):
    return lambda x, t: weight * t * softplus(-x) + (1 - t) * softplus(x)


loss("BinaryCrossEntropyWithLogits", F.binary_cross_entropy_with_logits, with_logits(1), across(LOGITS, [0, 1, 0.25]))
loss("BinaryCrossEntropyWithLogits(PositiveWeight = 5)", lambda x, t: F.binary_cross_entropy_with_logits(x, t, pos_weight=torch.tensor([5.0])),
     with_logits(5), across(LOGITS, [0, 1, 0.25]))


def focal(alpha, gamma):
    # torchvision.ops.sigmoid_focal_loss.
    def torchs(x, t):
        p = torch.sigmoid(x)
        right = p * t + (1 - p) * (1 - t)
        return (alpha * t + (1 - alpha) * (1 - t)) * F.binary_cross_entropy_with_logits(x, t, reduction="none") * (1 - right) ** gamma

    def exact(x, t):
        wrong = t * sigmoid(-x) + (1 - t) * sigmoid(x)
        return (mpf(alpha) * t + (1 - mpf(alpha)) * (1 - t)) * with_logits(1)(x, t) * wrong ** mpf(gamma)

    return torchs, exact


loss("BinaryFocal", *focal(0.25, 2), across(LOGITS, [0, 1, 0.25]))
loss("BinaryFocal(Alpha = 0.5, Gamma = 0.5)", *focal(0.5, 0.5), across(LOGITS, [0, 1]))
loss("BinaryFocal(Alpha = 1, Gamma = 0)", *focal(1, 0), across(LOGITS, [0, 1]))
loss("Hinge", lambda p, t: F.relu(1 - t * p), lambda p, t: max(mpf(0), 1 - t * p), across(LOGITS, [-1, 1]), lambda p, t: t * p == 1)
loss("PoissonNll", F.poisson_nll_loss, lambda p, t: mp.exp(p) - t * p, across(LOG_RATES, COUNTS))


def stirling(t):
    return t * mp.log(t) - t + mp.log(2 * mp.pi * t) / 2 if t > 1 else mpf(0)


loss("PoissonNll(Full = true)", lambda p, t: F.poisson_nll_loss(p, t, full=True), lambda p, t: mp.exp(p) - t * p + stirling(t),
     across(LOG_RATES, COUNTS))
loss("PoissonNll(LogInput = false)", lambda p, t: F.poisson_nll_loss(p, t, log_input=False), lambda p, t: p - t * mp.log(p + mpf(1e-8)),
     across(RATES, COUNTS))
loss("PoissonNll(LogInput = false, Full = true, Epsilon = 0.001)", lambda p, t: F.poisson_nll_loss(p, t, log_input=False, full=True, eps=0.001),
     lambda p, t: p - t * mp.log(p + mpf(0.001)) + stirling(t), across(RATES, COUNTS))


def adversarial(real, fake, fool):
    """Each an exact function of the score, and PyTorch's."""
    def at(which):
        return lambda x, t: {1: real, 0: fake, -1: fool}[int(t)][which](x)

    return at(1), at(0)


SURE = lambda x: softplus(-x), lambda x: -F.logsigmoid(x)
UNSURE = lambda x: softplus(x), lambda x: -F.logsigmoid(-x)
NEAR_ONE = lambda x: (x - 1) ** 2 / 2, lambda x: F.mse_loss(x, torch.ones_like(x)) / 2
NEAR_ZERO = lambda x: x**2 / 2, lambda x: F.mse_loss(x, torch.zeros_like(x)) / 2
PLAYS = across(LOGITS, [1, 0, -1])
loss("Adversarial(AdversarialKind.NonSaturating)", *adversarial(SURE, UNSURE, SURE), PLAYS)
loss("Adversarial(AdversarialKind.Saturating)", *adversarial(SURE, UNSURE, (lambda x: -softplus(x), lambda x: F.logsigmoid(-x))), PLAYS)
loss("Adversarial(AdversarialKind.LeastSquares)", *adversarial(NEAR_ONE, NEAR_ZERO, NEAR_ONE), PLAYS)
loss("Adversarial(AdversarialKind.Wasserstein)", *adversarial((lambda x: -x,) * 2, (lambda x: x,) * 2, (lambda x: -x,) * 2), PLAYS)

# Losses of whole examples, three outputs each: text, the loss of a batch, batches.


def whole(text, of_batch, *batches):
    rows = []
    for outputs, targets in batches:
        outputs, targets = [torch.tensor(numpy.float32(values).astype(numpy.float64)) for values in (outputs, targets)]
        outputs.requires_grad_()
        result = of_batch(outputs, targets)
        result.backward()
        rows.append({"outputs": outputs.reshape(-1).tolist(), "targets": targets.reshape(-1).tolist(), "loss": result.item(),
                     "gradient": outputs.grad.reshape(-1).tolist()})
    document["batches"][text] = rows


random = numpy.random.default_rng(5)
REAL = random.normal(size=(7, 3)) * 2, random.normal(size=(7, 3))
FAR = [[1000, -1000, 0], [0, 1e4, 1e-8]], [[0, 0, 0], [1, -1, 2]]
PERFECT = [[1, 2, 3]], [[1, 2, 3]]
MASKS = random.random((7, 3)), random.integers(0, 2, (7, 3))
SOFT = random.random((5, 3)), random.random((5, 3))
EDGES = [[0, 1, 0.5], [1, 1, 1], [0, 0, 0], [1e-8, 0, 1]], [[0, 1, 1], [1, 1, 1], [0, 0, 0], [0, 0, 1]]
SHARES = random.dirichlet([1, 1, 1], 6)
LOGS = numpy.log(random.dirichlet([1, 1, 1], 6))


def rmse(p, t):
    # PyTorch has NaN where all is met; 0 lies between the slopes there.
    mean = F.mse_loss(p, t)
    return mean if mean.item() == 0 else torch.sqrt(mean)


def overlap(smooth, over_batch, jaccard):
    def of(p, t):
        axes = (0, 1) if over_batch else (1,)
        both, each = (p * t).sum(axes), p.sum(axes) + t.sum(axes)
        share = (both + smooth) / (each - both + smooth) if jaccard else (2 * both + smooth) / (each + smooth)
        return (1 - share).mean()

    return of


whole("Rmse", rmse, REAL, FAR, PERFECT, ([[0.5, 1, -2]], [[0.5, 1, -1]]))
whole("KullbackLeibler", lambda p, t: F.kl_div(p, t, reduction="batchmean"), (LOGS, SHARES),
      ([[-1000, -0.5, -1e-3], [-2, -3, -1e4]], [[0, 1, 0], [1e-8, 0.5, 0.5]]))
whole("KullbackLeibler(LogTarget = true)", lambda p, t: F.kl_div(p, t, reduction="batchmean", log_target=True), (LOGS, numpy.log(SHARES)),
      ([[-1000, -0.5, -1e-3], [-2, -3, -1e4]], [[-1000, -0.5, -30], [-1e4, -0.25, -3]]))
for name, jaccard in (("Dice", False), ("Jaccard", True)):
    whole(name, overlap(1, False, jaccard), MASKS, SOFT, EDGES)
    whole(name + "(Smooth = 0.125)", overlap(0.125, False, jaccard), MASKS, SOFT, EDGES)
    whole(name + "(OverBatch = true)", overlap(1, True, jaccard), MASKS, SOFT, EDGES)
whole("CosineLoss", lambda p, t: (1 - F.cosine_similarity(p, t)).mean(), REAL,
      ([[1000, -1000, 0], [1e-3, 0, 2e-3], [0.5, 0, 1]], [[1, 1, 2], [1, -1, 0.5], [-0.5, 0, -1]]),
      ([[0, 0, 0]], [[1, 2, -2]]), ([[1, 2, -2]], [[0, 0, 0]]))


def written(value):
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def lines():
    for kind in ("activations", "losses", "batches"):
        rows = (json.dumps(text) + ":" + json.dumps(written(row), separators=(",", ":")) for text, row in document[kind].items())
        yield json.dumps(kind) + ":{\n" + ",\n".join(rows) + "}"


pathlib.Path(__file__).with_name("forms.json").write_text(
    '{"made by":' + json.dumps(document["made by"]) + ",\n" + ",\n".join(lines()) + "}\n")
