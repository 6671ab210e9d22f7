#!/usr/bin/env python3
"""Where PyTorch's optimizers go in 200 steps of float64: writes trajectories.json, which TrajectoryTests reads.

    python3 trajectories.py

The gradient is made of +, - and * on numbers that a double holds exactly, in an order that TrajectoryProblem repeats, so both sides
see the same bits as long as the weights agree. It belongs to an anisotropic quadratic plus a double well in every weight; a push that
changes from step to step keeps the trajectory from settling, where all optimizers would agree.
"""
import inspect
import json
import pathlib
import platform
import sys

import torch

COUNT = 23  # No whole number of vectors at any width, so all of them take part.
STEPS = 200
RECORDED = [1, 2, 10, 100, 101, 200]

index = torch.arange(COUNT, dtype=torch.float64)
curvature = index * 0.125 + 0.0625
centre = (index * 5).remainder(7) * 0.25 - 0.75
start = (index * 7).remainder(11) * 0.375 - 1.875


def gradient(weight, step):
    push = (index * 5 + step * 3).remainder(13) * 0.125 - 0.75
    return curvature * (weight - centre) + 0.5 * (weight * (weight * weight - 1)) + push


# PyTorch's names, which the file keeps; from step 101 on the learning rate is "later". Each setting differs from its default somewhere.
CASES = [
    ("SGD", dict(lr=0.05)),
    ("SGD", dict(lr=0.1, later=0.01)),
    ("SGD", dict(lr=0.02, momentum=0.9)),
    ("SGD", dict(lr=0.01, momentum=0.5, later=0.03)),
    ("SGD", dict(lr=0.03, momentum=0.8, dampening=0.25, weight_decay=0.1)),
    ("SGD", dict(lr=0.05, dampening=0.5, weight_decay=0.3)),
    ("SGD", dict(lr=0.02, momentum=0.9, nesterov=True)),
    ("SGD", dict(lr=0.01, momentum=0.7, nesterov=True, weight_decay=0.05, later=0.002)),
    ("Adagrad", dict(lr=0.01)),
    ("Adagrad", dict(lr=0.3, lr_decay=0.02, eps=1e-3)),
    ("Adagrad", dict(lr=0.1, initial_accumulator_value=0.5, weight_decay=0.2, later=0.5)),
    ("RMSprop", dict(lr=0.01)),
    ("RMSprop", dict(lr=0.02, alpha=0.9, eps=1e-3, weight_decay=0.1)),
    ("RMSprop", dict(lr=0.003, momentum=0.9, later=0.001)),
    ("RMSprop", dict(lr=0.005, centered=True)),
    ("RMSprop", dict(lr=0.002, alpha=0.95, eps=1e-4, centered=True, momentum=0.5, weight_decay=0.05)),
    ("Adadelta", dict(lr=1.0)),
    ("Adadelta", dict(lr=0.5, rho=0.95, eps=1e-3, weight_decay=0.1)),
    ("Adadelta", dict(lr=2.0, rho=0.5, eps=1e-4, later=0.25)),
    ("Adam", dict(lr=0.001)),
    ("Adam", dict(lr=0.05, betas=(0.8, 0.99), eps=1e-3)),
    ("Adam", dict(lr=0.02, betas=(0.0, 0.9), eps=1e-8)),
    ("Adam", dict(lr=0.1, betas=(0.95, 0.9995), eps=1e-6, later=0.005)),
    ("Adam", dict(lr=0.02, weight_decay=0.3)),
    ("Adam", dict(lr=0.03, betas=(0.9, 0.95), amsgrad=True)),
    ("Adam", dict(lr=0.01, betas=(0.8, 0.9), eps=1e-5, weight_decay=0.1, amsgrad=True, later=0.05)),
    ("AdamW", dict(lr=0.001)),
    ("AdamW", dict(lr=0.01, weight_decay=0.0)),
    ("AdamW", dict(lr=0.03, betas=(0.85, 0.98), eps=1e-5, weight_decay=0.3)),
    ("AdamW", dict(lr=0.002, weight_decay=2.5, later=0.04)),
    ("AdamW", dict(lr=0.02, betas=(0.9, 0.9), weight_decay=0.2, amsgrad=True)),
    ("Adamax", dict(lr=0.002)),
    ("Adamax", dict(lr=0.05, betas=(0.8, 0.9), eps=1e-3)),
    ("Adamax", dict(lr=0.02, betas=(0.95, 0.99), weight_decay=0.2, later=0.005)),
    ("NAdam", dict(lr=0.002)),
    ("NAdam", dict(lr=0.05, betas=(0.8, 0.99), eps=1e-3)),
    ("NAdam", dict(lr=0.02, betas=(0.0, 0.9), momentum_decay=0.0)),
    ("NAdam", dict(lr=0.03, betas=(0.95, 0.9995), eps=1e-6, momentum_decay=0.5, later=0.005)),
    ("NAdam", dict(lr=0.01, weight_decay=0.25)),
    ("RAdam", dict(lr=0.001)),
    ("RAdam", dict(lr=0.02, betas=(0.8, 0.9), eps=1e-3)),
    # Never rectified; and rectified late.
    ("RAdam", dict(lr=0.01, betas=(0.5, 0.6))),
    ("RAdam", dict(lr=0.03, betas=(0.9, 0.99), weight_decay=0.2, later=0.005)),
]

# PyTorch's names of what an optimizer remembers, and ours.
SLOTS = {
    "momentum_buffer": "velocity", "sum": "sum", "square_avg": "square", "grad_avg": "mean", "acc_delta": "squareOfSteps",
    "exp_avg": "m", "exp_avg_sq": "v", "max_exp_avg_sq": "largest", "exp_inf": "largest",
}
PER_STEP = {"mu_product": "product"}


def mend_nadam():
    """Before 2.0 PyTorch multiplied the product for the next step by this step's momentum twice; its pull request 92699 put that right."""
    module = sys.modules[torch.optim.NAdam.__module__]
    source = inspect.getsource(module._single_tensor_nadam)
    exec(source.replace("mu_product * mu * mu_next", "mu_product * mu_next"), module.__dict__)


def run(kind, settings):
    settings = dict(settings)
    later = settings.pop("later", None)
    weight = start.clone().requires_grad_()
    # The plain loop over tensors: the fused forms may round differently from version to version.
    optimizer = getattr(torch.optim, kind)([weight], foreach=False, **settings)
    recorded = {}
    for step in range(1, STEPS + 1):
        if step == 101 and later is not None:
            optimizer.param_groups[0]["lr"] = later
        with torch.no_grad():
            weight.grad = gradient(weight, step)
        optimizer.step()
        if step in RECORDED:
            state = optimizer.state[weight]
            slots = {SLOTS[name]: value.tolist() for name, value in state.items() if name in SLOTS and value is not None}
            numbers = {PER_STEP[name]: [float(value)] for name, value in state.items() if name in PER_STEP}
            recorded[step] = {"weight": weight.tolist(), **slots, **numbers}
    return {"optimizer": kind, "settings": settings, "later": later, "steps": recorded}


def lines(value, depth=0):
    """Readable in a diff: one line per list of numbers, each with the 17 digits that say all of a double."""
    if isinstance(value, dict) and depth < 4 and value:
        inner = ",\n".join("  " * (depth + 1) + json.dumps(str(key)) + ": " + lines(item, depth + 1) for key, item in value.items())
        return "{\n" + inner + "\n" + "  " * depth + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join("  " * (depth + 1) + lines(item, depth + 1) for item in value) + "\n" + "  " * depth + "]"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(lines(item, depth) for item in value) + "]"
    return format(value, ".17g") if isinstance(value, float) else json.dumps(value)


torch.set_num_threads(1)
# Or NAdam keeps its product of momenta in float32.
torch.set_default_dtype(torch.float64)
mend_nadam()
document = {
    "made by": {"python": platform.python_version(), "torch": torch.__version__},
    "cases": [run(kind, settings) for kind, settings in CASES],
}
pathlib.Path(__file__).with_suffix(".json").write_text(lines(document) + "\n")
