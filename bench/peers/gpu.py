"""The workloads of bench/FastGrad.Gpu.Bench in PyTorch, as rows for its tables: eager, compiled, and as CUDA graphs.

    gpu.py [--device cuda|cpu] [--filter TEXT] [--seconds 0.4] [--csv]

Batches lie on the device and losses are not waited for, as in FastGrad's train; "from the host" copies each batch there and reads each loss back,
as in FastGrad's step. --device cpu is for trying this script: eager only, and its times are no peer's.
"""
import argparse
import datetime
import sys
import time

import torch
from torch import nn

import nets

BATCHES = 8
WARM_UPS = 20

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
parser.add_argument("--filter", default="", help="what a workload's name must contain")
parser.add_argument("--seconds", type=float, default=0.4, help="of each way")
parser.add_argument("--csv", action="store_true", help="lines of name, batch, way, µs and flops")
options = parser.parse_args()
if options.device == "cuda" and not torch.cuda.is_available():
    sys.exit(f"PyTorch {torch.__version__} finds no CUDA device; --device cpu tries this script without one.")
device, on_gpu = torch.device(options.device), options.device == "cuda"
# FastGrad's products are of floats; tf32 would be another computation.
torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False


def synchronize():
    if on_gpu:
        torch.cuda.synchronize()


def rounds(call):
    """µs of a call in each of some rounds of at least 5 ms, ordered."""
    for index in range(WARM_UPS):
        call(index % BATCHES)
    synchronize()
    count, times, end = 1, [], time.perf_counter() + options.seconds
    while True:
        start = time.perf_counter()
        for index in range(count):
            call(index % BATCHES)
        synchronize()
        stop = time.perf_counter()
        if stop - start < 0.005:
            count *= 2
            continue
        times.append((stop - start) / count * 1e6)
        if stop > end and len(times) >= 5:
            return sorted(times)


def text(value):
    return f"{value:.0f}" if value >= 1000 else f"{value:.4g}"


def row(name, batch, way, times, flops):
    median, least = times[len(times) // 2], times[0]
    if options.csv:
        print(f"{name},{batch},pytorch {way},{median:.3f},{flops}", flush=True)
    else:
        print(f"| {name} | {batch} | pytorch {way} | {text(median)} | {text(least)} | {flops / median / 1e3:.1f} |", flush=True)


def table(title):
    if not options.csv:
        print(f"\n## {title}\n\n| Workload | Batch | Way | µs | least µs | GFLOP/s |\n|---|---:|---:|---:|---:|---:|", flush=True)


def wanted(name, batch):
    return options.filter.lower() in f"{name} × {batch}".lower()


def captured(step):
    """What a step does on the device, recorded once and played back since; the step reads from and writes to the same memory each time."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph


def settings(optimizer, graph):
    """What makes an optimizer fast, and Adam's steps recordable."""
    chosen = {"foreach": True}
    if on_gpu and optimizer is not nets.sgd:
        chosen = {"fused": True, "capturable": graph}
    return chosen


def steps(module, optimizer, inputs, targets, way, name, batch, flops):
    """Times a module's steps on batches in turn, from the device and from the host."""
    graph = "graph" in way
    update = optimizer(module.parameters(), **settings(optimizer, graph))
    forward = module
    if "compile" in way:
        # Each workload is compiled for its own shapes, as if it were the only one of the process.
        torch._dynamo.reset()
        forward = torch.compile(module, dynamic=False)
    place, goal = inputs[0].clone(), targets[0].clone()
    loss = None

    def step(examples, truth):
        nonlocal loss
        update.zero_grad(set_to_none=True)
        loss = forward(examples, truth)
        loss.backward()
        update.step()

    record = captured(lambda: step(place, goal)) if graph else None

    def run(examples, truth):
        if graph:
            place.copy_(examples, non_blocking=True)
            goal.copy_(truth, non_blocking=True)
            record.replay()
        else:
            step(examples.to(device, non_blocking=True), truth.to(device, non_blocking=True))

    row(name, batch, way, rounds(lambda index: run(inputs[index], targets[index])), flops)
    if not on_gpu:
        return
    host_inputs, host_targets = [part.cpu().pin_memory() for part in inputs], [part.cpu().pin_memory() for part in targets]

    def from_host(index):
        run(host_inputs[index], host_targets[index])
        loss.item()

    row(name, batch, way + " from the host", rounds(from_host), flops)


def ways():
    if on_gpu:
        return ["eager", "graph", *(["compile", "compile graph"] if hasattr(torch, "compile") else [])]
    return ["eager"]


def measure(create, workload, name, flops):
    """All ways of one workload; a way that PyTorch refuses is told, and the next one tried."""
    inputs, targets = nets.batches(workload, BATCHES, device)
    for way in ways():
        try:
            steps(create().to(device), workload.optimizer, inputs, targets, way, name, workload.batch, flops)
        except RuntimeError as problem:
            print(f"{name} × {workload.batch}, {way}, is not measured: {problem}", file=sys.stderr)


class ManyNets(nn.Module):
    """Models side by side, each of its own weights, in one product each layer; their mean losses added, so that each learns as by itself."""

    def __init__(self, count, workload, widths, activation):
        super().__init__()
        self.loss, self.classify, self.activation = nn.CrossEntropyLoss() if workload.classify else nn.MSELoss(), workload.classify, activation()
        self.count = count
        bounds = [inputs ** -0.5 for inputs in widths[:-1]]
        self.weights = nn.ParameterList([
            torch.empty(count, inputs, outputs).uniform_(-bound, bound) for inputs, outputs, bound in zip(widths, widths[1:], bounds)])
        self.biases = nn.ParameterList([torch.empty(count, 1, outputs).uniform_(-bound, bound) for outputs, bound in zip(widths[1:], bounds)])

    def forward(self, inputs, targets):
        values = inputs.expand(self.count, *inputs.shape)
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            values = torch.baddbmm(bias, values, weight)
            if layer + 1 < len(self.weights):
                values = self.activation(values)
        goals = targets.expand(self.count, *targets.shape)
        return self.count * (self.loss(values.flatten(0, 1), goals.flatten()) if self.classify else self.loss(values, goals))


def check(count, workload, widths, activation):
    """Many models compute what one by one compute: a peer that computes something else is no peer."""
    many = ManyNets(count, workload, widths, activation)
    inputs, targets = nets.batches(workload, 1)
    expected = 0.0
    for model in range(count):
        single = nets.net(widths, activation)
        layers = [layer for layer in single if isinstance(layer, nn.Linear)]
        with torch.no_grad():
            for layer, weight, bias in zip(layers, many.weights, many.biases):
                layer.weight.copy_(weight[model].T)
                layer.bias.copy_(bias[model, 0])
        expected += many.loss(single(inputs[0]), targets[0]).item()
    actual = many(inputs[0], targets[0]).item()
    if not abs(actual - expected) <= 1e-4 * abs(expected):
        sys.exit(f"{count} of {workload.name} have a loss of {actual} together, and of {expected} one by one.")


def product(batch, inputs, outputs):
    x, dy = torch.randn(batch, inputs, device=device), torch.randn(batch, outputs, device=device)
    weight = torch.randn(inputs, outputs, device=device)
    y, dx, dw = torch.empty_like(dy), torch.empty_like(x), torch.empty_like(weight)
    for form, left, right, result in (("forward", x, weight, y), ("dX", dy, weight.T, dx), ("dW", x.T, dy, dw)):
        name = f"product {batch}×{inputs}×{outputs} {form}"
        if wanted(name, batch):
            row(name, batch, "matmul", rounds(lambda index: torch.matmul(left, right, out=result)), 2 * batch * inputs * outputs)


if not options.csv:
    where = f"{torch.cuda.get_device_name()}, CUDA {torch.version.cuda}" if on_gpu else "the processor, to try this script: no peer of anything"
    print(f"PyTorch {torch.__version__} on {where}; {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC; "
          f"medians of rounds of 5 ms or more; ways: {', '.join(ways())}{'' if hasattr(torch, 'compile') else ' (this PyTorch has no compile)'}")

table("How long does a training step take?")
for workload in nets.DENSE:
    if wanted(workload.name, workload.batch):
        flops = nets.step_flops(workload.batch, nets.WIDTHS[workload.name])
        measure(lambda: nets.WithLoss(workload.create(), workload.classify), workload, workload.name, flops)

table("Many models at once: a step of all of them")
for count in (1, 16, 256):
    for workload in (one for one in nets.DENSE if (one.name, one.batch) in (("W1", 32), ("W2", 16), ("W3", 32))):
        name, widths, activation = f"{count} of {workload.name}", nets.WIDTHS[workload.name], nets.ACTIVATION[workload.name]
        if wanted(name, workload.batch):
            check(count, workload, widths, activation)
            measure(
                lambda: ManyNets(count, workload, widths, activation), workload, name, count * nets.step_flops(workload.batch, widths))

table("Matrix products, by the library that PyTorch calls")
for size in (64, 128, 256, 512, 1024, 2048):
    product(size, size, size)
for batch, inputs, outputs in ((128, 784, 128), (128, 128, 10), (128, 784, 512), (128, 512, 512), (128, 512, 10), (256, 1024, 1024), (256, 1024, 10)):
    product(batch, inputs, outputs)
