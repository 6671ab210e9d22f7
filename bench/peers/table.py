"""Writes bench/baselines/<date>-<machine>.md from what compare.sh measured: table.py results.csv rounds load dotnet-version libtorch-version."""
import collections
import csv
import datetime
import os
import pathlib
import re
import statistics
import sys

import torch

path, rounds, load, dotnet, libtorch = sys.argv[1:6]

# workload, batch → way → µs of each round. A side's figure is the median over rounds; of a peer that has several ways, the best one's.
times = collections.defaultdict(lambda: collections.defaultdict(list))
flops = {}
for workload, batch, way, microseconds, work in csv.reader(open(path)):
    times[workload, int(batch)][way].append(float(microseconds))
    if way == "fastgrad":
        flops[workload, int(batch)] = float(work)


def ours(key, way="fastgrad"):
    return statistics.median(times[key][way])


def best(key, *sides):
    """The least of these sides' medians, with its way; nothing where none was measured."""
    found = [(statistics.median(values), way) for way, values in times[key].items() if way.split(" ")[0] in sides]
    return min(found, default=(None, ""))


def number(value):
    return "–" if value is None else f"{value:.4g}"


def ratio(theirs, own):
    return "–" if theirs is None else f"{theirs / own:.2f}" if theirs < 10 * own else f"{theirs / own:.0f}"


def of_peak(key):
    return f"{flops[key] / ours(key) / 1e3 / peak:.0%}"


def peers(key):
    """PyTorch's figure, libtorch's, the better one's ratio and its name."""
    (python, _), (cpp, _), (least, way) = best(key, "pytorch"), best(key, "libtorch"), best(key, "pytorch", "libtorch")
    return [number(python), number(cpp), ratio(least, ours(key)), way]


out = []


def section(title, text, columns, rows):
    rows = list(rows)
    if rows:
        out.extend(["", f"## {title}", "", *([text, ""] if text else [])])
        out.append(f"| {' | '.join(columns)} |")
        out.append("|---|" + "---:|" * (len(columns) - 1))
        out.extend(f"| {' | '.join(row)} |" for row in rows)


peak = flops["peak", 1] / ours(("peak", 1)) / 1e3
cpuinfo = pathlib.Path("/proc/cpuinfo").read_text()
model = re.search(r"model name\s*: (.*)", cpuinfo)
model = model.group(1) if model else os.uname().machine
flags = re.search(r"flags\s*: (.*)", cpuinfo)
flags = set(flags.group(1).split()) if flags else set()
vectors = "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "128 bits"
date = datetime.date.today().isoformat()
out += [
    f"# FastGrad and its peers, {date}",
    "",
    f"{model}, {vectors}, {os.cpu_count()} cores visible, load {load}. One thread each, but where two are named. "
    f".NET {dotnet}; PyTorch {torch.__version__}; libtorch {libtorch}. Peak of fused multiply-adds measured in the same run: {peak:.0f} GFLOP/s.",
    "",
    f"In µs, the median over rounds in turn: {rounds}. Of PyTorch and libtorch the best of their ways counts (eager or TorchScript, modules or "
    "functions, foreach or not, ATen for AVX2 or AVX-512), named in the last column. A ratio above 1 is in FastGrad's favour. "
    "Made by `bench/peers/compare.sh`.",
]

trained = [key for key in times if re.fullmatch(r"W[1-7]|GRU", key[0])]
section(
    "Training steps", "", ["Workload", "Batch", "FastGrad", "of peak", "PyTorch", "libtorch", "best ÷ FastGrad", "its way"],
    ([key[0], str(key[1]), number(ours(key)), of_peak(key), *peers(key)] for key in trained))
section(
    "Adam alone (W8)", "Beside a loop that reads four arrays, writes three in place and computes next to nothing.",
    ["Workload", "FastGrad", "share of the plain loop's speed", "PyTorch", "libtorch", "best ÷ FastGrad", "its way"],
    ([key[0], number(ours(key)), f"{ours(key, 'plain loop') / ours(key):.0%}", *peers(key)] for key in times if key[0].startswith("W8 ")))
section(
    "Other optimizers alone", "65,536 weights, in the second cache; beside the same kind of loop.",
    ["Optimizer", "FastGrad", "share of the plain loop's speed", "PyTorch", "libtorch", "best ÷ FastGrad", "its way"],
    ([key[0].removesuffix(" 64 K"), number(ours(key)), f"{ours(key, 'plain loop') / ours(key):.0%}", *peers(key)]
     for key in times if key[0].endswith(" 64 K")))
section(
    "Losses alone", "Value and gradient of 64 examples with 256 outputs each.",
    ["Loss", "FastGrad", "PyTorch", "libtorch", "best ÷ FastGrad", "its way"],
    ([key[0].removeprefix("loss "), number(ours(key)), *peers(key)] for key in times if key[0].startswith("loss ")))
section(
    "One prediction", "Call by call.", ["Workload", "FastGrad", "PyTorch", "libtorch", "best ÷ FastGrad", "its way"],
    ([key[0], number(ours(key)), *peers(key)] for key in times if key[0].endswith((" p50", " p99"))))
section(
    "Against System.Numerics.Tensors", "What a C# user would write by hand: `FastGrad.Bench/Peers/TensorNet.cs`.",
    ["Workload", "Batch", "FastGrad", "TensorPrimitives", "÷ FastGrad"],
    ([key[0], str(key[1]), number(ours(key)), number(theirs), ratio(theirs, ours(key))]
     for key in trained for theirs, _ in [best(key, "TensorPrimitives")] if theirs))
section(
    "Two threads", "", ["Workload", "Batch", "one", "two", "one ÷ two"],
    ([key[0], str(key[1]), number(ours(key)), number(two), ratio(ours(key), two)]
     for key in trained if "fastgrad-2-threads" in times[key] for two in [ours(key, "fastgrad-2-threads")]))
section(
    "Matrix products", "Batch × inputs × outputs; forward is x·W, dX is dy·Wᵀ, dW is xᵀ·dy.",
    ["Product", "FastGrad", "of peak", "OpenBLAS", "oneDNN", "best ÷ FastGrad"],
    ([key[0].removeprefix("product "), number(ours(key)), of_peak(key), number(best(key, "OpenBLAS")[0]), number(best(key, "oneDNN")[0]),
      ratio(best(key, "OpenBLAS", "oneDNN")[0], ours(key))] for key in times if key[0].startswith("product ")))
section(
    "A fresh process", "", ["W3 × 32", "ms"],
    (["from the model's construction to the tenth step", f"{ours(key) / 1e3:.1f}"] for key in times if key[0] == "W3 to the tenth step"))

slug = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")
target = pathlib.Path(__file__).parent.parent / "baselines" / f"{date}-{slug}.md"
target.parent.mkdir(exist_ok=True)
target.write_text("\n".join(out) + "\n")
print("\n".join(out))
print(f"\nWritten to {target}", file=sys.stderr)
