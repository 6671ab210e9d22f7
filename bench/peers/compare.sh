#!/usr/bin/env bash
# FastGrad and PyTorch on the same workloads, one thread each, in turn (A B A B …), as one table in bench/baselines.
#
#   bench/peers/compare.sh [rounds]        3 rounds unless told, about two minutes each
#
# Needs the .NET 10 SDK and a Python with PyTorch: $PYTHON, or else python3, or Debian's /usr/bin/python3 (packages python3-torch and
# libopenblas0-pthread; the latter's files may also lie anywhere and be named in LD_LIBRARY_PATH).
# Let nothing else run meanwhile: the table notes the load it found.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3}

python=""
for candidate in ${PYTHON:-} python3 /usr/bin/python3; do
  if "$candidate" -c 'import torch' 2>/dev/null; then python=$candidate; break; fi
done
if [[ -z $python ]]; then
  echo "No Python with PyTorch found. Debian: apt install python3-torch. Others: set PYTHON to one that can 'import torch'." >&2
  exit 1
fi

read -r load _ < /proc/loadavg
# On the reference BLAS, Debian's default, PyTorch's products run many times slower: no peer.
if ! "$python" -c '
import sys, torch
torch.ones(64, 64) @ torch.ones(64, 64)
fast = any(name in open("/proc/self/maps").read() for name in ("openblas", "blis", "libmkl")) or "BLAS_INFO=mkl" in torch.__config__.show()
sys.exit(not fast)'; then
  echo "PyTorch has no optimized BLAS here. Debian: apt install libopenblas0-pthread, or put its directory into LD_LIBRARY_PATH." >&2
  exit 1
fi

dotnet build bench/FastGrad.Bench -c Release --nologo -v q >&2
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# What it takes for PyTorch to be at its best:
# - OpenBLAS 0.3.21 takes processors newer than itself for Haswell and runs at half speed;
# - the default malloc returns every large tensor to the system, and takes it back in the next step;
# - ATen's AVX-512 code is not always the faster one, so both are tried.
peer() {
  local blas=()
  if grep -qw avx512f /proc/cpuinfo; then blas=(OPENBLAS_CORETYPE=SKYLAKEX); fi
  env "${blas[@]}" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
    MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456 \
    ATEN_CPU_CAPABILITY="$1" "$python" bench/peers/workloads.py "${SECONDS_PER_WAY:-0.4}" | awk -F, -v OFS=, -v c="$1" '{ $3 = $3 " " c; print }'
}

for ((round = 1; round <= rounds; round++)); do
  echo "round $round of $rounds" >&2
  dotnet bench/FastGrad.Bench/bin/Release/net10.0/FastGrad.Bench.dll --quick --csv >> "$results/all.csv"
  peer avx2 >> "$results/all.csv"
  if grep -qw avx512f /proc/cpuinfo; then peer avx512 >> "$results/all.csv"; fi
done

read -r _ later _ < /proc/loadavg # Its own share of this is 1.
"$python" bench/peers/table.py "$results/all.csv" "$rounds" "$load before the run and $later over its last five minutes" "$(dotnet --list-runtimes | awk '/NETCore.App 10/ { v = $2 } END { print v }')"
