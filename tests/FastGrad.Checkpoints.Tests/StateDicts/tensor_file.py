#!/usr/bin/env python3
"""Safetensors for PyTorch without the package of that name: an 8-byte little-endian length, a header in JSON, the data.

    python3 tensor_file.py FILE     prints what is in a file
"""
import json
import struct
import sys

import torch

FORMATS = {
    "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64, "I32": torch.int32,
}


def load(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        flat = torch.frombuffer(data[start:end], dtype=FORMATS[entry["dtype"]])
        tensors[name] = flat.reshape(entry["shape"])
    return tensors, metadata


def save(path, tensors):
    names = {dtype: name for name, dtype in FORMATS.items()}
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        piece = tensor.contiguous().flatten().view(torch.uint8).numpy().tobytes() if tensor.dim() else tensor.reshape(1).view(torch.uint8).numpy().tobytes()
        header[name] = dict(dtype=names[tensor.dtype], shape=list(tensor.shape), data_offsets=[len(data), len(data) + len(piece)])
        data += piece
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


if __name__ == "__main__":
    tensors, metadata = load(sys.argv[1])
    for key, value in metadata.items():
        print(f"{key}: {value}")
    for name, tensor in tensors.items():
        print(f"{name} {list(tensor.shape)} {tensor.dtype}, sum {tensor.double().sum().item()!r}, first {tensor.flatten()[0].item()!r}")
