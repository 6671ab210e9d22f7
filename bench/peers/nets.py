"""The training workloads of bench/FastGrad.Bench in PyTorch, for workloads.py and gpu.py: keep them alike with Models/Nets.cs."""
import collections

import torch
from torch import nn

# name, batch, shape of an example, outputs, what makes the model, whether targets are classes, what makes the optimizer
Training = collections.namedtuple("Training", "name batch input_shape outputs create classify optimizer")


def net(widths, activation):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), activation()]
    return nn.Sequential(*layers[:-1])


class WithLoss(nn.Module):
    """Model and loss together, so that a compiler sees all of the forward pass."""

    def __init__(self, model, classify):
        super().__init__()
        self.model, self.loss = model, nn.CrossEntropyLoss() if classify else nn.MSELoss()

    def forward(self, inputs, targets):
        return self.loss(self.model(inputs), targets)


class Recurrent(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru, self.head = nn.GRU(16, 32, batch_first=True), nn.Linear(32, 10)

    def forward(self, inputs):
        return self.head(self.gru(inputs)[0][:, -1])


def sgd(parameters, **settings):
    return torch.optim.SGD(parameters, lr=1e-3, **settings)


def adam(parameters, **settings):
    return torch.optim.Adam(parameters, **settings)


def adamw(parameters, **settings):
    return torch.optim.AdamW(parameters, **settings)


def dense(name, batch, widths, activation, classify, optimizer):
    return Training(name, batch, widths[:1], widths[-1], lambda: net(widths, activation), classify, optimizer)


WIDTHS = {
    "W1": [10, 1], "W2": [2, 16, 16, 1], "W3": [32, 64, 64, 10], "W4": [784, 128, 10], "W5": [784, 512, 512, 10],
    "W6": [1024, 1024, 1024, 1024, 10],
}
ACTIVATION = collections.defaultdict(lambda: nn.ReLU, W2=nn.Tanh)
OPTIMIZER = collections.defaultdict(lambda: adam, W1=sgd, W5=adamw)
REGRESSION = ("W1", "W2")

DENSE = [
    dense(name, batch, WIDTHS[name], ACTIVATION[name], name not in REGRESSION, OPTIMIZER[name])
    for name, batches in (("W1", (1, 32)), ("W2", (1, 16, 64)), ("W3", (32,)), ("W4", (32, 128)), ("W5", (128,)), ("W6", (256,)))
    for batch in batches
]
GRU = Training("GRU", 32, [32, 16], 10, Recurrent, True, adam)


def batches(workload, count, device="cpu"):
    """As many random batches: inputs and targets."""
    torch.manual_seed(1)
    inputs = [torch.randn(workload.batch, *workload.input_shape, device=device) for _ in range(count)]
    targets = [
        torch.randint(workload.outputs, (workload.batch,), device=device) if workload.classify
        else torch.randn(workload.batch, workload.outputs, device=device)
        for _ in range(count)
    ]
    return inputs, targets


def step_flops(batch, widths):
    """Of the products: forward, weight gradient, and, but for the first layer, input gradient."""
    products = [inputs * outputs for inputs, outputs in zip(widths, widths[1:])]
    return 2 * batch * (3 * sum(products) - products[0])
