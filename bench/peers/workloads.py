"""The workloads of bench/FastGrad.Bench in PyTorch, one thread, every way that PyTorch has of running them: workloads.py [seconds per way].

Prints a line per workload and way: workload, batch, way, median µs of one call, 0.
"""
import sys
import time

import torch
from torch import nn

import nets

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.4
BATCHES = 8
torch.set_num_threads(1)
torch.set_flush_denormal(True)


def sorted_microseconds(call):
    index, start = 0, time.perf_counter()
    while time.perf_counter() < start + SECONDS / 2 or index < 20:
        call(index % BATCHES)
        index += 1
        # TorchScript has compiled by its fifth call; what takes seconds is warm by then.
        if index >= 5 and time.perf_counter() > start + 2:
            break
    times, end = [], time.perf_counter() + SECONDS
    while True:
        start = time.perf_counter()
        call(index % BATCHES)
        stop = time.perf_counter()
        times.append((stop - start) * 1e6)
        index += 1
        if stop > end and len(times) >= 5:
            return sorted(times)


def line(workload, batch, way, microseconds):
    print(f"{workload},{batch},pytorch {way},{microseconds:.3f},0", flush=True)


def report(workload, batch, way, call):
    times = sorted_microseconds(call)
    line(workload, batch, way, times[len(times) // 2])


def training(workload):
    inputs, targets = nets.batches(workload, BATCHES)
    for script in (False, True):
        for foreach in (False, True):
            module = nets.WithLoss(workload.create(), workload.classify)
            update = workload.optimizer(module.parameters(), foreach=foreach)
            # The model's own cost, without walking over modules and hooks on the way.
            forward = torch.jit.script(module) if script else module

            def step(index):
                update.zero_grad(set_to_none=True)
                forward(inputs[index], targets[index]).backward()
                update.step()

            report(workload.name, workload.batch, ("script" if script else "eager") + (" foreach" if foreach else ""), step)


def update(workload, length, create=torch.optim.Adam, **settings):
    for foreach in (False, True):
        # As a dense layer has them: a matrix and a vector.
        rows = {65_536: 255, 1_000_000: 999, 10_000_000: 9999}[length]
        parameters = [torch.randn(rows, length // (rows + 1), requires_grad=True), torch.randn(length // (rows + 1), requires_grad=True)]
        for parameter in parameters:
            parameter.grad = torch.randn_like(parameter)
        optimizer = create(parameters, foreach=foreach, **settings)
        report(workload, 1, "foreach" if foreach else "eager", lambda index: optimizer.step())


def loss(workload, judge, targets="probabilities", squash=False):
    """A loss by itself: value and gradient of 64 examples with 256 outputs each."""
    torch.manual_seed(1)
    outputs = [torch.randn(64, 256) for _ in range(BATCHES)]
    outputs = [(output.sigmoid() if squash else output).requires_grad_() for output in outputs]
    goals = [torch.randint(256, (64,)) if targets == "labels" else torch.randn(64, 256).sigmoid() for _ in range(BATCHES)]
    for script in (False, True):
        function = torch.jit.script(judge) if script else judge

        def both(index):
            outputs[index].grad = None
            function(outputs[index], goals[index]).backward()

        report(workload, 64, "script" if script else "eager", both)


def dice(probabilities, targets):
    overlap = (probabilities * targets).sum(1)
    return (1 - (2 * overlap + 1) / (probabilities.sum(1) + targets.sum(1) + 1)).mean()


def inference(workload, widths):
    torch.manual_seed(1)
    inputs = [torch.randn(1, widths[0]) for _ in range(BATCHES)]
    model = nets.net(widths, nn.ReLU).eval()
    with torch.inference_mode():
        frozen = torch.jit.freeze(torch.jit.trace(model, inputs[0]))
        optimized = torch.jit.optimize_for_inference(torch.jit.trace(model, inputs[0]))
        for way, forward in (("eager", model), ("frozen", frozen), ("optimized", optimized)):
            times = sorted_microseconds(lambda index: forward(inputs[index]))
            line(workload + " p50", 1, way, times[len(times) // 2])
            line(workload + " p99", 1, way, times[len(times) * 99 // 100])


for workload in [*nets.DENSE, nets.GRU]:
    training(workload)
for name, create, settings in (
    ("Sgd", torch.optim.SGD, dict(lr=1e-3)), ("Adam", torch.optim.Adam, {}), ("AdamW", torch.optim.AdamW, {}),
    ("AdaGrad", torch.optim.Adagrad, {}), ("RmsProp", torch.optim.RMSprop, {}), ("AdaDelta", torch.optim.Adadelta, {}),
    ("AdaMax", torch.optim.Adamax, {}), ("NAdam", torch.optim.NAdam, {}), ("RAdam", torch.optim.RAdam, {}),
):
    update(f"{name} 64 K", 65_536, create, **settings)
loss("loss mse", nn.MSELoss())
loss("loss mae", nn.L1Loss())
loss("loss huber", nn.HuberLoss())
loss("loss smooth l1", nn.SmoothL1Loss())
loss("loss bce", nn.BCELoss(), squash=True)
loss("loss bce with logits", nn.BCEWithLogitsLoss())
loss("loss cross-entropy", nn.CrossEntropyLoss(), "labels")
loss("loss cross-entropy smoothed", nn.CrossEntropyLoss(label_smoothing=0.1), "labels")
loss("loss poisson nll", nn.PoissonNLLLoss())
loss("loss dice", dice, squash=True)
update("W8 Adam 1 M", 1_000_000)
update("W8 Adam 10 M", 10_000_000)
inference("W3 inference", [32, 64, 64, 10])
inference("W4 inference", [784, 128, 10])
