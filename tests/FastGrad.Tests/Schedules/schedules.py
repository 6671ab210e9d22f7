#!/usr/bin/env python3
"""What PyTorch's schedulers do over 1,000 steps of float64: writes schedules.json, which ScheduleTests reads.

    python3 schedules.py

Every case is the list of settings as PyTorch names them, the rate before each of some steps (all of the first and last, every 7th, and those
beside what the case calls its edges), and the momentum where the scheduler cycles one. ReduceLROnPlateau is fed a metric that is made of whole
numbers, so that ScheduleTests can make the same one. CosineAnnealingLR has a recursion, whose rounding errors grow by every pass through its
minimum, and a closed form, which is what step(epoch) sets: the latter is written, after a look that the former is near it.
"""
import json
import pathlib
import platform
import warnings

import torch
from torch.optim import lr_scheduler

warnings.simplefilter("ignore")
STEPS = 1000

CASES = [
    ("ConstantLR", 0.1, dict(factor=0.5, total_iters=4), [4]),
    ("ConstantLR", 0.01, dict(), [5]),
    ("ConstantLR", 3.0, dict(factor=0.3, total_iters=1), [1]),
    ("ConstantLR", 0.1, dict(factor=1.0, total_iters=333), [333]),
    ("StepLR", 0.1, dict(step_size=30), [30, 60, 90, 300]),
    ("StepLR", 0.1, dict(step_size=100, gamma=0.5), [100, 200, 500]),
    ("StepLR", 1.0, dict(step_size=1, gamma=0.99), []),
    ("StepLR", 1.0, dict(step_size=7, gamma=1.01), [7, 14]),
    ("MultiStepLR", 0.1, dict(milestones=[30, 80], gamma=0.1), [30, 80]),
    ("MultiStepLR", 0.05, dict(milestones=[1, 10, 100, 999], gamma=0.3), [1, 10, 100, 999]),
    ("MultiStepLR", 0.05, dict(milestones=[40, 40, 41], gamma=0.5), [40, 41]),
    ("MultiStepLR", 0.05, dict(milestones=[2000], gamma=0.5), []),
    ("ExponentialLR", 0.1, dict(gamma=0.95), []),
    ("ExponentialLR", 2.0, dict(gamma=0.999), []),
    ("ExponentialLR", 1e-3, dict(gamma=1.001), []),
    ("PolynomialLR", 0.1, dict(total_iters=4), [4]),
    ("PolynomialLR", 0.1, dict(total_iters=1000, power=2.0), []),
    ("PolynomialLR", 0.5, dict(total_iters=700, power=0.5), [700]),
    ("PolynomialLR", 0.5, dict(total_iters=999, power=3.3), [999]),
    ("CosineAnnealingLR", 0.1, dict(T_max=1000), []),
    ("CosineAnnealingLR", 0.1, dict(T_max=50, eta_min=0.001), [50, 100, 150]),
    ("CosineAnnealingLR", 3.0, dict(T_max=1, eta_min=0.5), []),
    ("CosineAnnealingLR", 0.1, dict(T_max=333, eta_min=0.2), [333, 666]),
    ("CosineAnnealingWarmRestarts", 0.1, dict(T_0=10), [10, 20, 100]),
    ("CosineAnnealingWarmRestarts", 0.1, dict(T_0=10, T_mult=2), [10, 30, 70, 150, 310, 630]),
    ("CosineAnnealingWarmRestarts", 0.1, dict(T_0=7, T_mult=3, eta_min=0.01), [7, 28, 91, 280, 847]),
    ("CosineAnnealingWarmRestarts", 0.1, dict(T_0=1, T_mult=1, eta_min=0.01), []),
    ("LinearLR", 0.05, dict(start_factor=0.5, total_iters=4), [4]),
    ("LinearLR", 0.05, dict(), [5]),
    ("LinearLR", 0.1, dict(start_factor=0.001, total_iters=500), [500]),
    ("LinearLR", 0.1, dict(start_factor=1.0, end_factor=0.1, total_iters=900), [900]),
    ("OneCycleLR", 0.1, dict(max_lr=0.01, total_steps=1000), [299, 300]),
    ("OneCycleLR", 0.1, dict(max_lr=0.01, total_steps=1000, anneal_strategy="linear"), [299, 300]),
    ("OneCycleLR", 0.1, dict(max_lr=1.0, total_steps=1000, pct_start=0.37, three_phase=True), [369, 370, 738, 739]),
    ("OneCycleLR", 0.1, dict(max_lr=1.0, total_steps=1000, pct_start=0.25, three_phase=True, anneal_strategy="linear", div_factor=10.0,
                             final_div_factor=100.0, base_momentum=0.5, max_momentum=0.9), [249, 250, 498, 499]),
    ("OneCycleLR", 0.1, dict(max_lr=1.0, total_steps=1001, pct_start=0.1234), [122, 123]),
    ("OneCycleLR", 0.1, dict(max_lr=1.0, total_steps=1000, pct_start=0.0), []),
    ("OneCycleLR", 0.1, dict(max_lr=1.0, total_steps=1000, pct_start=1.0), []),
    ("OneCycleLR", 0.1, dict(max_lr=1.0, total_steps=1000, cycle_momentum=False), [299, 300]),
    ("CyclicLR", 0.01, dict(base_lr=0.01, max_lr=0.1, step_size_up=50), [50, 100, 150]),
    ("CyclicLR", 0.01, dict(base_lr=0.01, max_lr=0.1, step_size_up=20, step_size_down=37, mode="triangular2"), [20, 57, 77, 114]),
    ("CyclicLR", 0.01, dict(base_lr=0.01, max_lr=0.1, step_size_up=64, mode="exp_range", gamma=0.998), [64, 128]),
    ("CyclicLR", 0.01, dict(base_lr=0.01, max_lr=0.1, step_size_up=3, step_size_down=1, base_momentum=0.1, max_momentum=0.99), []),
    ("CyclicLR", 0.01, dict(base_lr=0.01, max_lr=0.1, step_size_up=250, step_size_down=125, cycle_momentum=False), [250, 375]),
]

# Parts with the step at which each but the first takes over.
SEQUENCES = [
    (0.1, [("ConstantLR", dict(factor=0.1, total_iters=2)), ("ExponentialLR", dict(gamma=0.9))], [2]),
    (0.1, [("LinearLR", dict(start_factor=0.01, total_iters=100)), ("CosineAnnealingLR", dict(T_max=900, eta_min=1e-4))], [100]),
    (0.2, [("LinearLR", dict(start_factor=0.5, total_iters=10)), ("StepLR", dict(step_size=100, gamma=0.5)),
           ("PolynomialLR", dict(total_iters=300, power=2.0))], [10, 600]),
    (0.2, [("ExponentialLR", dict(gamma=0.99)), ("CosineAnnealingWarmRestarts", dict(T_0=50, T_mult=2))], [200]),
]

# Metrics: kind and settings.
PLATEAUS = [
    (0.1, dict(), "falling"),
    (0.1, dict(patience=3, factor=0.5), "noisy"),
    (0.1, dict(patience=0, factor=0.9, cooldown=5), "noisy"),
    (0.1, dict(patience=2, factor=0.5, threshold=0.05, threshold_mode="rel"), "falling"),
    (0.1, dict(patience=2, factor=0.5, threshold=0.5, threshold_mode="abs"), "falling"),
    (0.1, dict(mode="max", patience=4, factor=0.7, min_lr=0.003), "noisy"),
    (0.1, dict(mode="max", patience=4, factor=0.7, threshold=0.3, threshold_mode="abs", cooldown=2), "rising"),
    (0.1, dict(patience=1, factor=0.5, eps=0.01), "noisy"),
    (0.1, dict(patience=1, factor=0.5, min_lr=0.02, eps=0.0), "noisy"),
]


def metric(kind, step):
    noise = (step * 7919 + 13) % 101 / 128
    return {"falling": 1024 / (step + 8) + noise / 4, "rising": step / 64 + noise, "noisy": noise + 1}[kind]


def optimizer(rate):
    return torch.optim.SGD([torch.zeros(1, dtype=torch.float64, requires_grad=True)], lr=rate, momentum=0.9)


def wanted(step, edges):
    return step < 20 or step >= STEPS - 10 or step % 7 == 0 or any(abs(step - edge) <= 1 for edge in edges)


def follow(make, rate, edges, momentum):
    sgd = optimizer(rate)
    scheduler = make(sgd)
    rows = []
    for step in range(STEPS):
        if wanted(step, edges):
            group = sgd.param_groups[0]
            rate = group["lr"]
            if isinstance(scheduler, lr_scheduler.CosineAnnealingLR):
                [rate] = scheduler._get_closed_form_lr()
                assert abs(rate - group["lr"]) < 1e-10 * scheduler.base_lrs[0], (step, rate, group["lr"])
            rows.append([step, rate] + ([group["momentum"]] if momentum else []))
        if step < STEPS - 1:
            sgd.step()
            scheduler.step()
    return rows


def plateau(rate, settings, kind):
    sgd = optimizer(rate)
    scheduler = lr_scheduler.ReduceLROnPlateau(sgd, **settings)
    rows = []
    for step in range(STEPS):
        if wanted(step, []):
            rows.append([step, sgd.param_groups[0]["lr"]])
        scheduler.step(metric(kind, step))
    return rows


def sequence(rate, parts, milestones):
    def make(sgd):
        return lr_scheduler.SequentialLR(sgd, [getattr(lr_scheduler, name)(sgd, **settings) for name, settings in parts], milestones)

    return dict(kind="SequentialLR", rate=rate, settings=dict(milestones=milestones, parts=[dict(kind=n, settings=s) for n, s in parts]),
                rows=follow(make, rate, milestones, False))


cases = [
    dict(kind=kind, rate=rate, settings=settings,
         rows=follow(lambda sgd: getattr(lr_scheduler, kind)(sgd, **settings), rate, edges,
                     kind in ("OneCycleLR", "CyclicLR") and settings.get("cycle_momentum", True)))
    for kind, rate, settings, edges in CASES
]
cases += [sequence(*case) for case in SEQUENCES]
cases += [dict(kind="ReduceLROnPlateau", rate=rate, settings=settings, metric=kind, rows=plateau(rate, settings, kind)) for rate, settings, kind in PLATEAUS]

text = json.dumps(dict(
    versions=dict(python=platform.python_version(), torch=torch.__version__),
    source="schedules.py beside this file",
    cases=cases,
))
# A case to a line.
pathlib.Path(__file__).with_suffix(".json").write_text(text.replace('{"kind"', '\n{"kind"') + "\n")
