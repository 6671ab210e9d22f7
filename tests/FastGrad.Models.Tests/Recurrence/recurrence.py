#!/usr/bin/env python3
"""What PyTorch's recurrences give in float64, and their gradients: writes recurrence.json, which the tests beside it read.

    /usr/bin/python3 recurrence.py

Needs Debian's python3-torch; the file records its version. Weights are written as the library has them, in × out. All numbers that go in are
multiples of 1/64, so that single precision has them exactly.
"""
import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(11)
torch.set_num_threads(1)
document = {"made by": {"torch": torch.__version__}, "cases": []}
INPUTS, UNITS = 3, 5


def draw(*shape):
    return torch.round(torch.randn(*shape) * 40) / 64


def numbers(tensor):
    return tensor.detach().reshape(-1).tolist()


def case(cell, steps, batch, parameters, states):
    """parameters: (name, the library's view of it, the leaf, the view of the leaf's gradient)."""
    x = draw(batch, steps, INPUTS).requires_grad_()
    targets = draw(batch, steps, UNITS)
    out = states(x)
    loss = ((out - targets) ** 2).mean()
    loss.backward()
    document["cases"].append({
        "cell": cell, "steps": steps, "batch": batch,
        "inputs": numbers(x), "targets": numbers(targets),
        "parameters": [value for view, _ in parameters for value in numbers(view)],
        "outputs": numbers(out), "loss": loss.item(),
        "gradients": [value for _, gradient in parameters for value in numbers(gradient())],
        "input gradient": numbers(x.grad),
    })


for steps in [1, 2, 7]:
    for batch in [1, 3, 8]:
        for cell, module in [("Rnn", torch.nn.RNN), ("Gru", torch.nn.GRU)]:
            layer = module(INPUTS, UNITS, batch_first=True)
            with torch.no_grad():
                for parameter in layer.parameters():
                    parameter.copy_(draw(*parameter.shape))
                if cell == "Rnn":
                    # Its two biases are one in the library.
                    layer.bias_hh_l0.zero_()
            parameters = [
                (layer.weight_ih_l0.T, lambda layer=layer: layer.weight_ih_l0.grad.T),
                (layer.weight_hh_l0.T, lambda layer=layer: layer.weight_hh_l0.grad.T),
                (layer.bias_ih_l0, lambda layer=layer: layer.bias_ih_l0.grad),
            ]
            if cell == "Gru":
                parameters.append((layer.bias_hh_l0, lambda layer=layer: layer.bias_hh_l0.grad))
            case(cell, steps, batch, parameters, lambda x, layer=layer: layer(x)[0])

        # A state that is detached in one of its two uses.
        weight, recurrent = draw(INPUTS, UNITS).requires_grad_(), draw(UNITS, UNITS).requires_grad_()

        def detached(x):
            state, all_states = torch.zeros(x.shape[0], UNITS), []
            for step in range(x.shape[1]):
                state = torch.tanh(x[:, step] @ weight + state.detach() @ recurrent + 0.5 * state)
                all_states.append(state)
            return torch.stack(all_states, 1)

        case("Detached", steps, batch, [(weight, lambda: weight.grad), (recurrent, lambda: recurrent.grad if recurrent.grad is not None else torch.zeros(UNITS, UNITS))], detached)

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(document, separators=(",", ":")).replace('{"cell"', '\n{"cell"') + "\n")
