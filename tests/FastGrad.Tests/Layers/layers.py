#!/usr/bin/env python3
"""What PyTorch's layers give in float64: writes layers.json, which the tests beside it read.

    /usr/bin/python3 layers.py

Needs Debian's python3-torch; the file records its version. Weights are written as the library has them, in × out.
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)
torch.set_num_threads(1)
document = {"made by": {"torch": torch.__version__}}


def draw(*shape):
    """Few digits, so that the file can be read."""
    return torch.round(torch.randn(*shape) * 1000) / 1000


def write(name, **tensors):
    document[name] = {
        key.lower().replace("_", " "): {"shape": list(value.shape), "values": value.detach().reshape(-1).tolist()}
        for key, value in tensors.items()
    }


with torch.no_grad():
    # Recurrent: two pieces of one sequence for each of two examples, from the state 0.
    for name, module, gates in [("gru", torch.nn.GRU, 3), ("rnn", torch.nn.RNN, 1)]:
        layer = module(3, 4, batch_first=True)
        for parameter in layer.parameters():
            parameter.copy_(draw(*parameter.shape))
        first, second = draw(2, 5, 3), draw(2, 2, 3)
        states, last = layer(first)
        later, _ = layer(second, last)
        biases = {"bias": layer.bias_ih_l0, "recurrent_bias": layer.bias_hh_l0} if gates == 3 else {"bias": layer.bias_ih_l0 + layer.bias_hh_l0}
        write(name, weight=layer.weight_ih_l0.T, recurrent=layer.weight_hh_l0.T, **biases,
              first=first, states=states, second=second, later=later)

    # Normalisation over the batch: three batches of six in training, then one that is not.
    for name, shape, settings in [("batch norm of vectors", (5,), {}), ("batch norm of images", (2, 3, 4), dict(momentum=0.3, eps=1e-3))]:
        channels = shape[-1]
        layer = torch.nn.BatchNorm1d(channels, **settings)
        layer.weight.copy_(draw(channels))
        layer.bias.copy_(draw(channels))
        batches = draw(4, 6, *shape) * 2 + 1
        outputs, means, variances = [], [], []
        for step, batch in enumerate(batches):
            layer.train(step < 3)
            # Channels are the last axis here and the second in PyTorch: all other axes go together.
            outputs.append(layer(batch.reshape(-1, channels)).reshape(batch.shape))
            means.append(layer.running_mean.clone())
            variances.append(layer.running_var.clone())
        write(name, scale=layer.weight, shift=layer.bias, batches=batches.reshape(-1, *shape), outputs=torch.cat(outputs),
              means=torch.stack(means), variances=torch.stack(variances))

    x, scale, shift = draw(2, 3, 4) * 3 - 1, draw(4), draw(4)
    write("layer norm", x=x, scale=scale, shift=shift,
          output=torch.nn.functional.layer_norm(x, (4,), scale, shift, 1e-5),
          coarse=torch.nn.functional.layer_norm(x, (4,), scale, shift, 0.5))

parts = []
for name, tensors in document.items():
    if name == "made by":
        parts.append(f'  "{name}": {json.dumps(tensors)}')
        continue
    lines = ",\n".join(f'    "{key}": {json.dumps(value)}' for key, value in tensors.items())
    parts.append(f'  "{name}": {{\n{lines}\n  }}')
pathlib.Path(__file__).with_suffix(".json").write_text("{\n" + ",\n".join(parts) + "\n}\n")
