#!/usr/bin/env python3
"""Where the equations of papers go in 200 steps of float64: writes papers.json, which PaperTests reads.

    python3 papers.py

NumPy, because PyTorch lacks these optimizers; each is its paper's algorithm line by line. Several tensors, since LAMB and LARS look at one
as a whole. The gradient is made of +, - and * on numbers that a double holds exactly, in an order that PaperProblem repeats. Settings have
our names.
"""
import json
import pathlib
import platform

import numpy as np

STEPS = 200
RECORDED = [1, 2, 10, 100, 200]

# Length, scale of the first weights, scale of the gradients. One starts at 0, where the norm is 0 at the first step; one has no gradient,
# one has neither.
TENSORS = [(1, 1.0, 1.0), (7, 0.25, 1.0), (31, 4.0, 0.5), (33, 0.0, 1.0), (1000, 1.0, 0.125), (5, 1.0, 0.0), (3, 0.0, 0.0)]

CASES = [
    ("Lamb", dict(LearningRate=0.001, Beta1=0.9, Beta2=0.999, Epsilon=1e-6, WeightDecay=0.01)),
    ("Lamb", dict(LearningRate=0.02, Beta1=0.8, Beta2=0.99, Epsilon=1e-3, WeightDecay=0.0)),
    ("Lamb", dict(LearningRate=0.005, Beta1=0.95, Beta2=0.9, Epsilon=1e-6, WeightDecay=0.5)),
    ("Lars", dict(LearningRate=0.1, TrustCoefficient=0.001, Momentum=0.9, WeightDecay=0.0005)),
    ("Lars", dict(LearningRate=0.5, TrustCoefficient=0.02, Momentum=0.0, WeightDecay=0.0)),
    ("Lars", dict(LearningRate=0.02, TrustCoefficient=0.1, Momentum=0.5, WeightDecay=0.3)),
    ("Lion", dict(LearningRate=0.0001, Beta1=0.9, Beta2=0.99, WeightDecay=0.0)),
    ("Lion", dict(LearningRate=0.01, Beta1=0.8, Beta2=0.9, WeightDecay=0.1)),
    ("Lion", dict(LearningRate=0.003, Beta1=0.95, Beta2=0.5, WeightDecay=1.0)),
]


def lamb(w, g, t, memory, LearningRate, Beta1, Beta2, Epsilon, WeightDecay):
    """Algorithm 2 of You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes" (2020), with phi the identity
    and a trust ratio of 1 where either norm is 0."""
    memory["m"] = Beta1 * memory.get("m", 0.0) + (1 - Beta1) * g
    memory["v"] = Beta2 * memory.get("v", 0.0) + (1 - Beta2) * g**2
    m_hat = memory["m"] / (1 - Beta1**t)
    v_hat = memory["v"] / (1 - Beta2**t)
    r = m_hat / (np.sqrt(v_hat) + Epsilon)
    direction = r + WeightDecay * w
    length, stride = np.linalg.norm(w), np.linalg.norm(direction)
    trust = length / stride if length > 0 and stride > 0 else 1.0
    return w - LearningRate * trust * direction


def lars(w, g, t, memory, LearningRate, TrustCoefficient, Momentum, WeightDecay):
    """Algorithm 1 of You, Gitman and Ginsburg, "Large Batch Training of Convolutional Networks" (2017), without the schedule of the learning
    rate and with a local rate of 1 where either norm is 0."""
    length, steepness = np.linalg.norm(w), np.linalg.norm(g)
    local = TrustCoefficient * length / (steepness + WeightDecay * length) if length > 0 and steepness > 0 else 1.0
    memory["velocity"] = Momentum * memory.get("velocity", 0.0) + LearningRate * local * (g + WeightDecay * w)
    return w - memory["velocity"]


def lion(w, g, t, memory, LearningRate, Beta1, Beta2, WeightDecay):
    """Algorithm 2 of Chen et al., "Symbolic Discovery of Optimization Algorithms" (2023)."""
    m = memory.get("m", np.zeros_like(w))
    update = Beta1 * m + (1 - Beta1) * g
    memory["m"] = Beta2 * m + (1 - Beta2) * g
    return w - LearningRate * (np.sign(update) + WeightDecay * w)


RULES = {"Lamb": lamb, "Lars": lars, "Lion": lion}


def start(tensor, length, scale):
    index = np.arange(length, dtype=np.float64)
    return ((index * 7 + tensor) % 11 * 0.375 - 1.875) * scale


def gradient(tensor, weight, scale, step):
    index = np.arange(len(weight), dtype=np.float64)
    curvature = index % 16 * 0.125 + 0.0625
    centre = index * 5 % 7 * 0.25 - 0.75
    push = (index * 5 + tensor + step * 3) % 13 * 0.125 - 0.75
    return (curvature * (weight - centre) + push) * scale


def run(optimizer, settings):
    weights = [start(tensor, length, scale) for tensor, (length, scale, _) in enumerate(TENSORS)]
    memories = [{} for _ in TENSORS]
    recorded = {}
    for t in range(1, STEPS + 1):
        for i, (_, _, scale) in enumerate(TENSORS):
            weights[i] = RULES[optimizer](weights[i], gradient(i, weights[i], scale, t), t, memories[i], **settings)
        if t in RECORDED:
            # Of the long tensor every 37th element will do.
            recorded[t] = [weight[:: 37 if len(weight) > 100 else 1].tolist() for weight in weights]
    return {"optimizer": optimizer, "settings": settings, "steps": recorded}


def lines(value, depth=0):
    """One line per list of numbers, each with the 17 digits that say all of a double."""
    pad, end = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{pad}{json.dumps(str(key))}: {lines(item, depth + 1)}" for key, item in value.items()) + f"\n{end}}}"
    if isinstance(value, list) and isinstance(value[0], (dict, list)):
        return "[\n" + ",\n".join(pad + lines(item, depth + 1) for item in value) + f"\n{end}]"
    if isinstance(value, list):
        return "[" + ", ".join(lines(item) for item in value) + "]"
    return format(value, ".17g") if isinstance(value, float) else json.dumps(value)


document = {
    "made by": {"python": platform.python_version(), "numpy": np.__version__},
    "tensors": [{"length": length, "start": start_scale, "gradient": gradient_scale} for length, start_scale, gradient_scale in TENSORS],
    "cases": [run(optimizer, settings) for optimizer, settings in CASES],
}
pathlib.Path(__file__).with_suffix(".json").write_text(lines(document) + "\n")
