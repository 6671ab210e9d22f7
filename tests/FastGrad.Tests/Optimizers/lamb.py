#!/usr/bin/env python3
"""Where LAMB's equations go in 200 steps of float64: writes lamb.json, which LambTests reads.

    python3 lamb.py

Algorithm 2 of You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes" (2020), line by line, with phi the
identity and a trust ratio of 1 where either norm is 0. NumPy, because PyTorch has no LAMB. Several tensors, since all the paper adds to Adam
happens per tensor. The gradient is made of +, - and * on numbers that a double holds exactly, in an order that LambTests repeats.
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
    dict(lr=0.001, beta1=0.9, beta2=0.999, eps=1e-6, decay=0.01),
    dict(lr=0.02, beta1=0.8, beta2=0.99, eps=1e-3, decay=0.0),
    dict(lr=0.005, beta1=0.95, beta2=0.9, eps=1e-6, decay=0.5),
]


def start(tensor, length, scale):
    index = np.arange(length, dtype=np.float64)
    return ((index * 7 + tensor) % 11 * 0.375 - 1.875) * scale


def gradient(tensor, weight, scale, step):
    index = np.arange(len(weight), dtype=np.float64)
    curvature = index % 16 * 0.125 + 0.0625
    centre = index * 5 % 7 * 0.25 - 0.75
    push = (index * 5 + tensor + step * 3) % 13 * 0.125 - 0.75
    return (curvature * (weight - centre) + push) * scale


def run(case):
    weights = [start(tensor, length, scale) for tensor, (length, scale, _) in enumerate(TENSORS)]
    m = [np.zeros_like(weight) for weight in weights]
    v = [np.zeros_like(weight) for weight in weights]
    recorded = {}
    for t in range(1, STEPS + 1):
        for i, (_, _, scale) in enumerate(TENSORS):
            g = gradient(i, weights[i], scale, t)
            m[i] = case["beta1"] * m[i] + (1 - case["beta1"]) * g
            v[i] = case["beta2"] * v[i] + (1 - case["beta2"]) * g**2
            m_hat = m[i] / (1 - case["beta1"] ** t)
            v_hat = v[i] / (1 - case["beta2"] ** t)
            r = m_hat / (np.sqrt(v_hat) + case["eps"])
            direction = r + case["decay"] * weights[i]
            length, stride = np.linalg.norm(weights[i]), np.linalg.norm(direction)
            trust = length / stride if length > 0 and stride > 0 else 1.0
            weights[i] = weights[i] - case["lr"] * trust * direction
        if t in RECORDED:
            # Of the long tensor every 37th element will do.
            recorded[t] = [weight[:: 37 if len(weight) > 100 else 1].tolist() for weight in weights]
    return {**case, "steps": recorded}


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
    "cases": [run(case) for case in CASES],
}
pathlib.Path(__file__).with_suffix(".json").write_text(lines(document) + "\n")
