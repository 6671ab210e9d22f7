#!/usr/bin/env python3
"""Modules of PyTorch as safetensors, with what they predict: writes *.safetensors and predictions.json, which StateDictTests reads.

    python3 state_dicts.py

The tensors of one file have four formats between them. Predictions are made in float64 from what the files hold, in evaluation mode.
"""
import json
import pathlib
import platform

import torch

import tensor_file

HERE = pathlib.Path(__file__).parent
torch.manual_seed(20)


def predictions(model, formats, inputs, name):
    state = {key: value.to(formats.get(key, value.dtype)) for key, value in model.state_dict().items()}
    tensor_file.save(HERE / f"{name}.safetensors", state)
    model.load_state_dict({key: value.to(model.state_dict()[key].dtype) for key, value in state.items()})
    model.eval()
    with torch.no_grad():
        outputs = model(inputs)
    return dict(inputs=inputs.flatten().tolist(), outputs=outputs.flatten().tolist())


class Mixed(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.bn, self.fc2 = torch.nn.Linear(6, 17), torch.nn.BatchNorm1d(17), torch.nn.Linear(17, 4)

    def forward(self, x):
        return self.fc2(torch.relu(self.bn(self.fc1(x))))


class Words(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.emb, self.head = torch.nn.Embedding(11, 5), torch.nn.Linear(15, 3)

    def forward(self, x):
        return self.head(self.emb(x).flatten(1))


mixed = Mixed().double()
# Statistics that are not 0 and 1.
with torch.no_grad():
    for _ in range(20):
        mixed(torch.randn(32, 6, dtype=torch.float64) * 2 + 0.5)
    mixed.bn.weight.uniform_(0.5, 1.5)
    mixed.bn.bias.normal_()

result = dict(
    versions=dict(python=platform.python_version(), torch=torch.__version__),
    source="state_dicts.py beside this file",
    mixed=predictions(
        mixed,
        {"fc1.weight": torch.float32, "fc1.bias": torch.float16, "fc2.weight": torch.bfloat16, "bn.running_var": torch.float32},
        torch.randn(9, 6).double(), "mixed"),
    words=predictions(Words().double(), {"emb.weight": torch.float32}, torch.randint(0, 11, (8, 3)), "words"),
)
(HERE / "predictions.json").write_text(json.dumps(result, indent=1) + "\n")
