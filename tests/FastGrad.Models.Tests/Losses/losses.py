#!/usr/bin/env python3
"""Losses over classes and of distributions, by PyTorch in float64 and by mpmath: writes losses.json, which the tests beside it read.

    /usr/bin/python3 losses.py

Needs Debian's python3-torch and python3-mpmath; the file records their versions. Cross-entropy, negative log-likelihood and the Gaussian's are
PyTorch's own functions; the focal loss is the paper's equation with a thousand digits. All numbers that go in are multiples of 1/64, so that
single precision has them exactly.
"""
import json
import math
import pathlib

import mpmath
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)
torch.set_num_threads(1)
mpmath.mp.dps = 1200
CLASSES, BATCH, IGNORED = 5, 7, -100
WEIGHTS = [1, 0.5, 2, 0, 0.25]
INF = math.inf
document = {"made by": {"torch": torch.__version__, "mpmath": mpmath.__version__}, "cases": []}


def draw(*shape):
    return torch.round(torch.randn(*shape) * 100) / 64


def numbers(tensor):
    return [value if math.isfinite(value) else str(value) for value in torch.as_tensor(tensor).detach().reshape(-1).tolist()]


def logits():
    yield "ordinary", draw(BATCH, CLASSES)
    yield "a thousand", torch.tensor([[1000, -1000, 0, 1000, 3], [1000, 999, 998, 997, 996], [1000, 0, 0, 0, 0], [0, -1000, 0, 0, 0],
                                      [1000, 0, -1000, 0, 0], [-1000, 1000, -1000, 1000, -1000], [0, 0.5, 1000, 1000, 1000]])
    yield "certain", torch.tensor([[40. if label == column else 0 for column in range(CLASSES)] for label in (3, 1, 4, 1, 0, 2, 2)])
    yield "equal", torch.full((BATCH, CLASSES), 2.5)


def special():
    return torch.tensor([[INF, 0, 0, 0, 0], [-INF, 1, 2, 3, 4], [0, 0, 0, 0, -INF], [1, 2, math.nan, 3, 4], [0, 1, 2, 3, 4], [-INF] * 5, [1, 1, 1, 1, 1]])


def add(loss, name, outputs, targets, reduce, exact=False):
    """reduce(outputs, reduction) gives what PyTorch gives; of 'none' one number an example."""
    case = {"loss": loss, "set": name, "outputs": numbers(outputs), "targets": numbers(targets), "exact": exact}
    case["none"] = numbers(reduce(outputs, "none").reshape(len(outputs), -1).mean(1))
    for reduction in ("mean", "sum"):
        x = outputs.clone().requires_grad_()
        value = reduce(x, reduction)
        value.backward()
        case[reduction], case[reduction + " gradient"] = numbers(value)[0], numbers(x.grad)
    document["cases"].append(case)


def settings(smoothing, weights, ignored=None):
    parts = []
    if smoothing:
        parts.append(f"LabelSmoothing = {smoothing}")
    if weights:
        parts.append("ClassWeights = new[] { " + ", ".join(f"{weight:.2f}" for weight in weights) + " }")
    if ignored is not None:
        parts.append(f"IgnoreLabel = {ignored}")
    return "(" + ", ".join(parts) + ")" if parts else ""


LABELS = torch.tensor([3, 1, 4, 1, 0, 2, 2])
for smoothing, weights, ignored in [(0, None, None), (0.125, None, None), (0, WEIGHTS, None), (0.125, WEIGHTS, None), (0, None, IGNORED), (0.125, WEIGHTS, IGNORED), (0, None, 2)]:
    labels = LABELS.clone()
    if ignored == IGNORED:
        labels[1] = labels[4] = IGNORED
    extra = {} if ignored is None else {"ignore_index": ignored}
    for name, x in [*logits()] + ([("special", special())] if smoothing == 0 and ignored is None else []):
        add("CrossEntropy" + settings(smoothing, weights, ignored), name, x, labels, lambda x, reduction: F.cross_entropy(
            x, labels, weight=torch.tensor(weights) if weights else None, label_smoothing=smoothing, reduction=reduction, **extra))
    if smoothing == 0:
        add("NegativeLogLikelihood" + settings(0, weights, ignored), "ordinary", F.log_softmax(draw(BATCH, CLASSES), 1).mul(64).round().div(64), labels,
            lambda x, reduction: F.nll_loss(x, labels, weight=torch.tensor(weights) if weights else None, reduction=reduction, **extra))

PROBABILITIES = torch.tensor([[0, 0, 1, 0, 0], [0.25, 0.25, 0.25, 0.25, 0], [0.5, 0, 0, 0, 0.5], [0.125, 0.125, 0.25, 0.25, 0.25],
                              [1, 0, 0, 0, 0], [0, 0.75, 0.25, 0, 0], [0.5, 0.25, 0.125, 0.0625, 0.0625]])
for smoothing, weights in [(0, None), (0.125, None), (0, WEIGHTS), (0.125, WEIGHTS)]:
    for name, x in logits():
        add("CrossEntropyWithProbabilities" + settings(smoothing, weights), name, x, PROBABILITIES, lambda x, reduction: F.cross_entropy(
            x, PROBABILITIES, weight=torch.tensor(weights) if weights else None, label_smoothing=smoothing, reduction=reduction))


def focal(x, label, alpha, gamma):
    """The paper's equation and its gradient, from the definition of the softmax."""
    x = [mpmath.mpf(value) for value in x]
    largest = max(x)
    powers = [mpmath.exp(value - largest) for value in x]
    p = [power / sum(powers) for power in powers]
    q, log = 1 - p[label], mpmath.log(p[label])
    by_log = -alpha * (q ** gamma - (gamma * q ** (gamma - 1) * p[label] * log if gamma else 0))
    return -alpha * q ** gamma * log, [by_log * ((column == label) - p[column]) for column in range(len(x))]


for alpha, gamma in [(0.25, 2), (1, 0.5), (1, 0), (0.75, 5)]:
    for name, x in logits():
        values, gradients = zip(*(focal(row.tolist(), label, mpmath.mpf(alpha), mpmath.mpf(gamma)) for row, label in zip(x, LABELS.tolist())))
        gradient = [value for row in gradients for value in row]
        document["cases"].append({
            "loss": f"Focal(Alpha = {alpha}, Gamma = {gamma})", "set": name, "outputs": numbers(x), "targets": numbers(LABELS), "exact": True,
            "none": [float(value) for value in values], "mean": float(sum(values) / BATCH), "sum": float(sum(values)),
            "mean gradient": [float(value / BATCH) for value in gradient], "sum gradient": [float(value) for value in gradient]})


def gaussian(x, targets, full, eps, reduction):
    means, variances = x.chunk(2, 1)
    return F.gaussian_nll_loss(means, targets, variances, full=full, eps=eps, reduction=reduction)


def by_logarithm(x, targets, full, reduction):
    means, logarithms = x.chunk(2, 1)
    terms = 0.5 * (logarithms + (targets - means) ** 2 / torch.exp(logarithms)) + (0.5 * math.log(2 * math.pi) if full else 0)
    return terms.mean() if reduction == "mean" else terms.sum() if reduction == "sum" else terms


for full in (False, True):
    targets = draw(BATCH, 3)
    text = ", Full = true" if full else ""
    for name, spread in [("ordinary", draw(BATCH, 3).abs() + 1 / 64), ("at the bound", draw(BATCH, 3).abs() * (torch.arange(21).reshape(BATCH, 3) % 3 != 0)),
                         ("a thousand", draw(BATCH, 3).abs() * 500 + 1)]:
        x = torch.cat([draw(BATCH, 3) * (500 if name == "a thousand" else 1), spread], 1)
        for eps in (1e-6, 0.5):
            add(f"GaussianNll(Epsilon = {eps}{text})", name, x, targets, lambda x, reduction: gaussian(x, targets, full, eps, reduction))
    for name, spread in [("ordinary", draw(BATCH, 3)), ("wide", draw(BATCH, 3) * 8)]:
        x = torch.cat([draw(BATCH, 3), spread], 1)
        add(f"GaussianNll(LogVariance = true{text})", name, x, targets, lambda x, reduction: by_logarithm(x, targets, full, reduction))

path = pathlib.Path(__file__).with_name("losses.json")
cases = ",\n".join("    " + json.dumps(case) for case in document["cases"])
path.write_text("{\n  \"made by\": " + json.dumps(document["made by"]) + ",\n  \"cases\": [\n" + cases + "\n  ]\n}\n")
