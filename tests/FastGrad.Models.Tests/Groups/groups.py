#!/usr/bin/env python3
"""Where PyTorch's optimizers take a small network whose layers are trained differently: writes groups.json, which GroupTests reads.

    /usr/bin/python3 groups.py

Needs Debian's python3-torch; the file records its version. Float64. What GroupNet declares on its layers is said here by parameter groups.
Weights are written as the library has them, in × out.
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(11)
torch.set_num_threads(1)

STEPS = 25
RATE, DECAY = 0.05, 0.3


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.dense1 = torch.nn.Linear(5, 7)
        self.layernorm1 = torch.nn.LayerNorm(7)
        self.dense2 = torch.nn.Linear(7, 6)
        self.batchnorm1 = torch.nn.BatchNorm1d(6)
        self.dense3 = torch.nn.Linear(6, 4)
        self.dense4 = torch.nn.Linear(4, 3)

    def forward(self, x):
        x = torch.tanh(self.layernorm1(self.dense1(x)))
        x = torch.tanh(self.batchnorm1(self.dense2(x)))
        return self.dense4(torch.relu(self.dense3(x)))


# The layers' settings: (learning-rate factor, decay of what decays by itself, of what does not); None is frozen.
LAYERS = {
    "dense1": (0.1, 1, 0),
    "layernorm1": (1, 1, 0),
    "dense2": None,
    "batchnorm1": None,
    "dense3": (1, 3, 0),
    "dense4": (2, 1, 1),
}
OURS = {"dense": {"weight": "Weight", "bias": "Bias"}, "norm": {"weight": "Scale", "bias": "Shift"}}


def name(layer, part):
    kind = "norm" if "norm" in layer else "dense"
    own = {"dense": "Dense", "layernorm": "LayerNorm", "batchnorm": "BatchNorm"}[layer[:-1]]
    return f"{own}{layer[-1]}.{OURS[kind][part]}"


def draw(*shape):
    """Few digits, so that the file can be read."""
    return torch.round(torch.randn(*shape) * 1000) / 1000


def values(net):
    def own(parameter):
        return (parameter.T if parameter.dim() == 2 else parameter).detach().reshape(-1).tolist()

    return {name(*key.split(".")): own(parameter) for key, parameter in net.named_parameters()}


def run(optimizer, **settings):
    net = Net()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.copy_(draw(*parameter.shape))
    inputs, targets = draw(8, 5), draw(8, 3)
    groups = []
    for layer, how in LAYERS.items():
        module = getattr(net, layer)
        if how is None:
            module.requires_grad_(False)
            continue
        rate, matrices, vectors = how
        for part, parameter in module.named_parameters():
            decays = matrices if "norm" not in layer and part == "weight" else vectors * matrices
            groups.append(dict(params=[parameter], lr=rate * RATE, weight_decay=decays * DECAY))
    learner = optimizer(groups, lr=RATE, **settings)
    start = values(net)
    losses = []
    for _ in range(STEPS):
        loss = torch.nn.functional.mse_loss(net(inputs), targets)
        learner.zero_grad()
        loss.backward()
        learner.step()
        losses.append(loss.item())
    norm = net.batchnorm1
    return {
        "inputs": inputs.reshape(-1).tolist(),
        "targets": targets.reshape(-1).tolist(),
        "start": start,
        "end": values(net),
        "losses": losses,
        "buffers": {"BatchNorm1.RunningMean": norm.running_mean.tolist(), "BatchNorm1.RunningVariance": norm.running_var.tolist()},
    }


document = {
    "made by": {"torch": torch.__version__},
    "steps": STEPS,
    "AdamW": run(torch.optim.AdamW),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(document, indent=1) + "\n")
