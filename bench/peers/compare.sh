#!/usr/bin/env bash
# FastGrad and its peers on the same workloads, in turn (A B C A B C …), as one file of tables in bench/baselines.
#
#   bench/peers/compare.sh [rounds]        3 rounds unless told, about four minutes each; SECONDS_PER_WAY=0.4 is how long a peer gets
#
# Needs the .NET 10 SDK, and whichever peers are to be compared:
#   PyTorch           a Python that can import torch: $PYTHON, or else python3, or /usr/bin/python3     Debian: python3-torch
#   an optimized BLAS for PyTorch and libtorch, and as a peer itself                                    Debian: libopenblas0-pthread
#                     (its files may also lie anywhere and be named in LD_LIBRARY_PATH)
#   libtorch          $LIBTORCH, a folder with include and lib, or else the system's; g++               Debian: libtorch-dev g++
#   oneDNN            its shared library                                                                Debian: libdnnl-dev
# Without PyTorch it stops; of the others it says which are missing and goes on.
# Let nothing else run meanwhile: the file notes the load it found.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3}

read -r load _ < /proc/loadavg
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

python=""
for candidate in ${PYTHON:-} python3 /usr/bin/python3; do
  if "$candidate" -c 'import torch' 2>/dev/null; then python=$candidate; break; fi
done
if [[ -z $python ]]; then
  echo "No Python with PyTorch found. Debian: apt install python3-torch. Others: set PYTHON to one that can 'import torch'." >&2
  exit 1
fi

# On the reference BLAS, Debian's default, PyTorch's products run many times slower: no peer.
if ! "$python" -c '
import sys, torch
torch.ones(64, 64) @ torch.ones(64, 64)
fast = any(name in open("/proc/self/maps").read() for name in ("openblas", "blis", "libmkl")) or "BLAS_INFO=mkl" in torch.__config__.show()
sys.exit(not fast)'; then
  echo "PyTorch has no optimized BLAS here. Debian: apt install libopenblas0-pthread, or put its directory into LD_LIBRARY_PATH." >&2
  exit 1
fi

libtorch=(-I/usr/include/torch/csrc/api/include)
if [[ -n ${LIBTORCH:-} ]]; then
  libtorch=("-I$LIBTORCH/include" "-I$LIBTORCH/include/torch/csrc/api/include" "-L$LIBTORCH/lib" "-Wl,-rpath,$LIBTORCH/lib")
fi
version=missing
if g++ -O2 -std=c++17 "${libtorch[@]}" bench/peers/libtorch.cpp -o "$results/libtorch" -ltorch -ltorch_cpu -lc10 2> "$results/libtorch.log"; then
  version=$("$results/libtorch" --version)
else
  echo "libtorch is not compared: $(head -n 1 "$results/libtorch.log"). Debian: apt install libtorch-dev g++; others: set LIBTORCH." >&2
fi

dotnet build bench/FastGrad.Bench -c Release --nologo -v q >&2

# What it takes for the peers to be at their best:
# - OpenBLAS 0.3.21 takes processors newer than itself for Haswell and runs at half speed;
# - the default malloc returns every large tensor to the system, and takes it back in the next step;
# - ATen's AVX-512 code is not always the faster one, so both are tried.
capabilities=(avx2)
blas=()
if grep -qw avx512f /proc/cpuinfo; then
  capabilities+=(avx512)
  blas=(OPENBLAS_CORETYPE=SKYLAKEX)
fi
peer() {
  env "${blas[@]}" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 \
    MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456 \
    ATEN_CPU_CAPABILITY="$1" "${@:2}" "${SECONDS_PER_WAY:-0.4}" | awk -F, -v OFS=, -v c="$1" '{ $3 = $3 " " c; print }'
}

for ((round = 1; round <= rounds; round++)); do
  echo "round $round of $rounds" >&2
  dotnet bench/FastGrad.Bench/bin/Release/net10.0/FastGrad.Bench.dll \
    --quick --csv --topic steps threads tensors inference products updates losses jit >> "$results/all.csv"
  for capability in "${capabilities[@]}"; do
    peer "$capability" "$python" bench/peers/workloads.py >> "$results/all.csv"
    if [[ -x $results/libtorch ]]; then peer "$capability" "$results/libtorch" >> "$results/all.csv"; fi
  done
done

read -r _ later _ < /proc/loadavg # Its own share of this is 1.
"$python" bench/peers/table.py "$results/all.csv" "$rounds" "$load before the run and $later over its last five minutes" \
  "$(dotnet --list-runtimes | awk '/NETCore.App 10/ { v = $2 } END { print v }')" "$version"
