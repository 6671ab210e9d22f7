"""Writes bench/baselines/<date>-<machine>.md from what compare.sh measured: python3 table.py results.csv rounds load dotnet-version."""
import collections
import csv
import datetime
import os
import pathlib
import re
import statistics
import sys

import torch

path, rounds, load, dotnet = sys.argv[1:5]

# workload → way → µs of each round; each side's figure is the median over rounds, and PyTorch's way is the one with the least.
times = collections.defaultdict(lambda: collections.defaultdict(list))
flops = {}
for workload, batch, way, microseconds, work in csv.reader(open(path)):
    times[workload, int(batch)][way].append(float(microseconds))
    if way == "fastgrad":
        flops[workload, int(batch)] = float(work)

peak = statistics.median(times.pop(("peak", 1))["fastgrad"])
cpuinfo = pathlib.Path("/proc/cpuinfo").read_text()
model = re.search(r"model name\s*: (.*)", cpuinfo).group(1)
flags = set(re.search(r"flags\s*: (.*)", cpuinfo).group(1).split())
vectors = "AVX-512" if "avx512f" in flags else "AVX2" if "avx2" in flags else "128 bits"
date = datetime.date.today().isoformat()

out = [
    f"# FastGrad and PyTorch, {date}",
    "",
    f"{model}, {vectors}, {os.cpu_count()} cores visible, load {load}. One thread each. "
    f".NET {dotnet}; PyTorch {torch.__version__}. Peak of fused multiply-adds measured in the same run: {peak:.0f} GFLOP/s.",
    "",
    f"Median of {rounds} rounds in turn. PyTorch's figure is the best of its ways (eager or TorchScript, foreach or not, ATen for AVX2 or "
    "AVX-512), named in the last column. Made by `bench/peers/compare.sh`.",
    "",
    "| Workload | Batch | FastGrad µs | of peak | PyTorch µs | PyTorch ÷ FastGrad | its best way |",
    "|---|---:|---:|---:|---:|---:|---|",
]
for (workload, batch), ways in times.items():
    ours = statistics.median(ways.pop("fastgrad"))
    way, theirs = min(((way, statistics.median(values)) for way, values in ways.items()), key=lambda pair: pair[1])
    share = flops[workload, batch] / ours / 1e3 / peak
    out.append(f"| {workload} | {batch} | {ours:.4g} | {share:.0%} | {theirs:.4g} | {theirs / ours:.1f} | {way} |")

slug = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")
target = pathlib.Path(__file__).parent.parent / "baselines" / f"{date}-{slug}.md"
target.parent.mkdir(exist_ok=True)
target.write_text("\n".join(out) + "\n")
print("\n".join(out))
