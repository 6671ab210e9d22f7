"""The workloads of bench/FastGrad.Bench in PyTorch, one thread, every way that PyTorch has of running them.

Prints a line per workload and way: workload, batch, way, median µs of one call, 0.
"""
import statistics
import sys
import time

import torch
from torch import nn

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 0.4
BATCHES = 8
torch.set_num_threads(1)
torch.set_flush_denormal(True)


def net(widths, activation):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), activation()]
    return nn.Sequential(*layers[:-1])


class WithLoss(nn.Module):
    """Model and loss together, so that TorchScript sees all of the forward pass."""

    def __init__(self, model, loss):
        super().__init__()
        self.model, self.loss = model, loss

    def forward(self, inputs, targets):
        return self.loss(self.model(inputs), targets)


def median_microseconds(call):
    index, end = 0, time.perf_counter() + SECONDS / 2
    while time.perf_counter() < end or index < 20:
        call(index % BATCHES)
        index += 1
    times, end = [], time.perf_counter() + SECONDS
    while True:
        start = time.perf_counter()
        call(index % BATCHES)
        stop = time.perf_counter()
        times.append(stop - start)
        index += 1
        if stop > end and len(times) >= 5:
            return statistics.median(times) * 1e6


def report(workload, batch, way, call):
    print(f"{workload},{batch},{way},{median_microseconds(call):.3f},0", flush=True)


def training(workload, batch, widths, activation, classify, optimizer):
    torch.manual_seed(1)
    inputs = [torch.randn(batch, widths[0]) for _ in range(BATCHES)]
    targets = [torch.randint(widths[-1], (batch,)) if classify else torch.randn(batch, widths[-1]) for _ in range(BATCHES)]
    for script in (False, True):
        for foreach in (False, True):
            module = WithLoss(net(widths, activation), nn.CrossEntropyLoss() if classify else nn.MSELoss())
            update = optimizer(module.parameters(), foreach=foreach)
            # The model's own cost, without walking over modules and hooks on the way.
            forward = torch.jit.script(module) if script else module

            def step(index):
                update.zero_grad(set_to_none=True)
                forward(inputs[index], targets[index]).backward()
                update.step()

            report(workload, batch, ("script" if script else "eager") + (" foreach" if foreach else ""), step)


def inference(workload, widths):
    torch.manual_seed(1)
    inputs = [torch.randn(1, widths[0]) for _ in range(BATCHES)]
    model = net(widths, nn.ReLU).eval()
    with torch.inference_mode():
        frozen = torch.jit.freeze(torch.jit.trace(model, inputs[0]))
        optimized = torch.jit.optimize_for_inference(torch.jit.trace(model, inputs[0]))
        for way, forward in (("eager", model), ("frozen", frozen), ("optimized", optimized)):
            report(workload, 1, way, lambda index: forward(inputs[index]))


def sgd(parameters, foreach):
    return torch.optim.SGD(parameters, lr=1e-3, foreach=foreach)


def adam(parameters, foreach):
    return torch.optim.Adam(parameters, foreach=foreach)


def adamw(parameters, foreach):
    return torch.optim.AdamW(parameters, foreach=foreach)


for batch in (1, 32):
    training("W1", batch, [10, 1], nn.ReLU, False, sgd)
for batch in (1, 16, 64):
    training("W2", batch, [2, 16, 16, 1], nn.Tanh, False, adam)
training("W3", 32, [32, 64, 64, 10], nn.ReLU, True, adam)
for batch in (32, 128):
    training("W4", batch, [784, 128, 10], nn.ReLU, True, adam)
training("W5", 128, [784, 512, 512, 10], nn.ReLU, True, adamw)
inference("W3 inference", [32, 64, 64, 10])
inference("W4 inference", [784, 128, 10])
