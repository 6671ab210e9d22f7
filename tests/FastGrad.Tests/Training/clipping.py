#!/usr/bin/env python3
"""What PyTorch leaves of gradients that it clips, in float64: writes clipping.json, which ClippingTests reads.

    python3 clipping.py

Gradients of tensors of several lengths, some 0, times a scale; clipped by value, by the norm of all of them, and each by its own norm.
"""
import json
import pathlib
import platform

import torch

LENGTHS = [15, 3, 3, 1]
LIMITS = [0.25, 1.0, 100.0, float("inf")]
SCALES = [1.0, 1e-9, 1e9]

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def gradients(scale):
    """The second tensor's are 0."""
    return [
        ((torch.arange(length) * 7 + 3 * tensor).remainder(11) * 0.375 - 1.875) * (0.0 if tensor == 1 else scale)
        for tensor, length in enumerate(LENGTHS)
    ]


def run(kind, limit, scale):
    parameters = []
    for gradient in gradients(scale):
        parameter = torch.zeros_like(gradient).requires_grad_()
        parameter.grad = gradient
        parameters.append(parameter)
    norm = None
    if kind == "ByValue":
        torch.nn.utils.clip_grad_value_(parameters, limit)
    elif kind == "ByNorm":
        norm = torch.nn.utils.clip_grad_norm_(parameters, limit).item()
    else:
        norm = torch.nn.utils.clip_grad_norm_(parameters, float("inf")).item()
        # Scaling by an infinite limit over 0 or more is no change.
        for parameter in parameters:
            torch.nn.utils.clip_grad_norm_(parameter, limit)
    clipped = [number for parameter in parameters for number in parameter.grad.tolist()]
    given = [number for gradient in gradients(scale) for number in gradient.tolist()]
    return {"kind": kind, "limit": repr(limit), "norm": norm, "gradients": given, "clipped": clipped}


def number(value):
    return format(value, ".17g") if isinstance(value, float) else json.dumps(value)


def numbers(value):
    return "[" + ", ".join(map(number, value)) + "]" if isinstance(value, list) else number(value)


def line(case):
    return "    {" + ", ".join(f'"{key}": {numbers(value)}' for key, value in case.items()) + "}"


cases = [run(kind, limit, scale) for kind in ["ByValue", "ByNorm", "ByTensorNorm"] for limit in LIMITS for scale in SCALES]
pathlib.Path(__file__).with_suffix(".json").write_text(
    "{\n"
    + f'  "made by": {{"python": "{platform.python_version()}", "torch": "{torch.__version__}"}},\n'
    + f'  "lengths": {LENGTHS},\n'
    + '  "cases": [\n' + ",\n".join(map(line, cases)) + "\n  ]\n}\n"
)
