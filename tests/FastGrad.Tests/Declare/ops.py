#!/usr/bin/env python3
"""What NumPy and PyTorch say that the operations of formulas are, in float64: writes ops.json, which OpsValueTests reads.

    /usr/bin/python3 ops.py

Needs Debian's python3-numpy and python3-torch; the file records their versions.
"""
import itertools
import json
import math
import pathlib

import numpy as np
import torch

nan, inf = math.nan, math.inf
rng = np.random.default_rng(3)
cases = []


def draw(*shape, low=-3.0, high=3.0):
    """Few digits, so that the file can be read."""
    return np.asarray(np.round(rng.uniform(low, high, shape), 3))


def number(x):
    x = float(x)
    return x if math.isfinite(x) else ("NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity")


def encode(x):
    if isinstance(x, torch.Tensor):
        x = x.numpy()
    if isinstance(x, np.ndarray):
        return {"shape": list(x.shape), "values": [number(v) for v in x.reshape(-1)]}
    if isinstance(x, bool):
        return x
    if isinstance(x, int):
        return {"int": x}
    if isinstance(x, float):
        return {"double": number(x)}
    if isinstance(x, Axes):
        return {"axes": list(x)}
    if isinstance(x, list):
        return {"tensors": [encode(item) for item in x]}
    raise TypeError(type(x))


class Axes(tuple):
    """A shape."""


def case(operation, arguments, result):
    """A float where the operation gives a number; anything else is a tensor, whose truths are 1 and 0."""
    if not isinstance(result, float) or isinstance(result, np.floating):
        result = np.asarray(result, dtype=np.float64)
    cases.append({"op": operation, "args": [encode(a) for a in arguments], "result": encode(result)})


def t(x):
    return torch.tensor(x, dtype=torch.float64)


np.seterr(all="ignore")

# Elementwise, with what lies at the edges.
edges = np.array([0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, 709.0, -745.0, 1e300, inf, -inf, nan])
UNARY = {
    "Exp": np.exp, "Log": np.log, "Sqrt": np.sqrt, "Abs": np.abs, "Tanh": np.tanh, "Sin": np.sin, "Cos": np.cos, "Floor": np.floor,
    "Square": np.square, # Either form where it keeps its digits; PyTorch's own is 0 at -745.
    "Sigmoid": lambda x: np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x))),
}
for name, function in UNARY.items():
    # The sine of 1e300 needs a reduction that libraries differ in.
    points = edges[edges != 1e300] if name in ("Sin", "Cos") else edges
    case(name, [points], function(points))
    matrix = draw(2, 3)
    case(name, [matrix], function(matrix))
    case(name, [0.625], float(function(np.array(0.625))))
case("StopGradient", [matrix], matrix)
case("op_UnaryNegation", [edges], np.negative(edges))
case("StopGradient", [0.625], 0.625)
for low, high in [(-1.0, 1.5), (2.0, 2.0), (-inf, 0.0)]:
    case("Clamp", [edges, low, high], np.clip(edges, low, high))
case("Clamp", [7.0, -1.0, 1.5], 1.5)

# Pairs, over all the ways that shapes meet.
SHAPES = [((3,), (3,)), ((2, 3), (3,)), ((3,), (2, 3)), ((2, 1), (1, 3)), ((2, 3, 2), (3, 1)), ((), (2, 2)), ((1, 3), (2, 1, 1, 3)), ((), ())]
PAIRS = {
    "Maximum": np.maximum, "Minimum": np.minimum, "Equal": np.equal, "NotEqual": np.not_equal,
    "op_Addition": np.add, "op_Subtraction": np.subtract, "op_Multiply": np.multiply, "op_Division": np.divide,
    "op_LessThan": np.less, "op_LessThanOrEqual": np.less_equal, "op_GreaterThan": np.greater, "op_GreaterThanOrEqual": np.greater_equal,
}
special = np.array([0.0, 1.0, -2.0, inf, -inf, nan])
grid_left, grid_right = (np.array(side) for side in zip(*itertools.product(special, special)))
for name, function in PAIRS.items():
    for left, right in SHAPES:
        # Whole numbers, so that some are equal.
        a, b = np.asarray(np.round(draw(*left))), np.asarray(np.round(draw(*right)))
        case(name, [a, b], function(a, b))
    case(name, [grid_left, grid_right], function(grid_left, grid_right))
    case(name, [special, 1.0], function(special, 1.0))
    case(name, [1.0, special], function(1.0, special))
for left, right in SHAPES:
    a, b = draw(*left, low=0), draw(*right)
    case("Pow", [a, b], np.power(a, b))
    condition = draw(*left) > 0
    case("Where", [np.asarray(1.0 * condition), a, b], np.where(condition, a, b))
    case("Where", [np.asarray(1.0 * condition), b, a], np.where(condition, b, a))
    other = draw(*right) > 0
    case("op_BitwiseAnd", [np.asarray(1.0 * condition), np.asarray(1.0 * other)], condition & other)
    case("op_BitwiseOr", [np.asarray(1.0 * condition), np.asarray(1.0 * other)], condition | other)
    case("op_LogicalNot", [np.asarray(1.0 * condition)], ~condition)
for power in [0.0, 1.0, 2.0, -1.0, 0.5, 3.0, inf, nan]:
    case("Pow", [edges, power], np.power(edges, power))
truth = np.array([[1.0, 0.0], [0.0, 1.0]])
case("Where", [truth, np.array([5.0, 6.0]), nan], np.where(truth == 1, np.array([5.0, 6.0]), nan))
case("Where", [truth, nan, np.array([5.0, 6.0])], np.where(truth == 1, nan, np.array([5.0, 6.0])))
case("Where", [truth, inf, -1.5], np.where(truth == 1, inf, -1.5))
# Numbers are true where they are not 0.
case("Where", [special, 1.0, 2.0], np.where(special.astype(bool), 1.0, 2.0))
case("op_LogicalNot", [special], np.logical_not(special))
case("op_BitwiseAnd", [grid_left, grid_right], np.logical_and(grid_left, grid_right))
case("op_BitwiseOr", [grid_left, grid_right], np.logical_or(grid_left, grid_right))
condition, a, b = np.array([[1.0], [0.0]]), draw(3), draw(2, 1, 1)
case("Where", [condition, a, b], np.where(condition == 1, a, b))

# Reductions.
def norm(x, axis=None, keepdims=False):
    return np.sqrt(np.sum(np.square(x), axis=axis, keepdims=keepdims))


def log_sum_exp(x, axis=None, keepdims=False):
    """As PyTorch's, but NaN where the largest is infinite: there ours has ∞ − ∞."""
    largest = np.max(x, axis, keepdims=keepdims)
    x = t(x)
    result = torch.logsumexp(x, list(range(x.dim())) if axis is None else axis, keepdims)
    return np.where(np.isinf(largest), nan, result.numpy())


REDUCTIONS = {
    "Sum": np.sum, "Mean": np.mean, "Max": np.max, "Min": np.min, "Norm": norm, "LogSumExp": log_sum_exp,
    "ArgMax": lambda x, axis=None, keepdims=False: np.argmax(x, axis, keepdims=keepdims).astype(float) if axis is not None else np.argmax(x),
}
VECTORS = [np.array([1.0, nan, 2.0]), np.array([3.0, 7.0, 7.0, 1.0]), np.array([nan, inf, nan]), np.array([-inf, inf, 1.0]),
           np.array([-inf, -inf]), np.array([1000.0, 999.0, -1000.0]), np.array([-1000.0, -1001.0]), np.array([-inf, 0.5]), np.array([2.5])]
for name, function in REDUCTIONS.items():
    for vector in VECTORS:
        case(name, [vector], float(function(vector)))
    for shape in [(), (5,), (2, 3), (2, 3, 2), (2, 1, 3, 2)]:
        x = draw(*shape) if shape else np.array(1.25)
        # torch has no logsumexp over no axes.
        if shape or name != "LogSumExp":
            case(name, [x], float(function(x)))
        for axis in range(-len(shape), len(shape)):
            for keep in (False, True):
                case(name, [x, axis, keep], function(x, axis=axis, keepdims=keep))
for name, function in {"Softmax": torch.softmax, "LogSoftmax": torch.log_softmax}.items():
    for vector in VECTORS:
        case(name, [vector], function(t(vector), 0))
    for shape in [(5,), (2, 3), (2, 3, 2)]:
        x = draw(*shape)
        case(name, [x], function(t(x).reshape(-1), 0).reshape(shape))
        for axis in range(-len(shape), len(shape)):
            case(name, [x, axis], function(t(x), axis))

# Products.
for left, right in [((3,), (3, 2)), ((4, 3), (3, 2)), ((4, 3), (3,)), ((3,), (3,)), ((1, 3), (3, 1)), ((1,), (1, 1)), ((5, 1), (1, 4))]:
    a, b = draw(*left), draw(*right)
    case("MatMul", [a, b], np.asarray(np.matmul(a, b)))
    if len(left) == len(right) == 1:
        case("Dot", [a, b], float(np.dot(a, b)))

# Views and movement.
x = draw(2, 3, 4)
for shape in [(4, 6), (24,), (2, 2, 3, 2)]:
    case("Reshape", [x, Axes(shape)], x.reshape(shape))
case("Reshape", [np.array([2.0]), Axes()], np.array(2.0))
case("Flatten", [x], x.reshape(-1))
case("Flatten", [np.array(2.0)], np.array([2.0]))
for axis in (0, 1, 2, -1, -3):
    length = x.shape[axis]
    for start in range(length):
        for count in range(1, length - start + 1):
            if count in (1, length - start):
                case("Slice", [x, axis, start, count], np.take(x, range(start, start + count), axis))
        case("Select", [x, axis, start], np.take(x, start, axis))
    for other in (0, 1, -1):
        case("Transpose", [x, axis, other], np.swapaxes(x, axis, other))
    lengths = [1, 2, 3]
    parts = [draw(*[count if a == axis % 3 else l for a, l in enumerate((2, 3, 2))]) for count in lengths]
    for number_of in (1, 2, 3):
        case("Concat", [axis, parts[:number_of]], np.concatenate(parts[:number_of], axis))
y = draw(2, 3, 2, 2)
for first, second in itertools.combinations(range(4), 2):
    case("Transpose", [y, first, second], np.swapaxes(y, first, second))
m = draw(2, 5)
case("Transpose", [m], m.T)
for shape in [(), (3,), (2, 3), (2, 3, 2)]:
    items = [draw(*shape) if shape else np.array(float(i)) for i in range(3)]
    case("Stack", [items], np.stack(items))
case("Select", [np.array([5.0, 6.0]), 0, 1], np.array(6.0))
for source, target in [((), (2, 3)), ((3,), (2, 3)), ((2, 1), (2, 3)), ((1, 3, 1), (2, 3, 4)), ((3,), (3,)), ((1,), (2, 2, 2, 2))]:
    z = draw(*source) if source else np.array(1.5)
    case("Broadcast", [z, Axes(target)], np.broadcast_to(z, target))

# Indexing.
for table_shape in [(4,), (4, 3), (4, 2, 3)]:
    table = draw(*table_shape)
    for indices in [np.array([0.0, 3.0, 3.0, 1.0]), np.array([[2.0, 0.0]]), np.array(2.0)]:
        if indices.ndim + table.ndim - 1 > 4:
            continue
        chosen = table[indices.astype(int)]
        case("Gather", [table, indices], np.asarray(chosen))
        case("Embedding", [table, indices], torch.nn.functional.embedding(torch.tensor(indices.astype(int)), t(table)) if table.ndim == 2
             else np.asarray(chosen))
        values = draw(*chosen.shape) if chosen.shape else np.array(0.75)
        count = 5
        flat = values.reshape((indices.size,) + table_shape[1:])
        summed = torch.zeros((count,) + table_shape[1:], dtype=torch.float64).index_add_(
            0, torch.tensor(indices.astype(int).reshape(-1)), t(flat))
        case("Scatter", [values, indices, count], summed)
    case("Gather", [table, 1.0], np.asarray(table[1]))

# Creation.
for shape in [(), (3,), (2, 3), (2, 3, 2)]:
    case("Zeros", [Axes(shape)], np.zeros(shape))
    case("Ones", [Axes(shape)], np.ones(shape))
    case("Full", [Axes(shape), 2.5], np.full(shape, 2.5))
    for axis in range(-len(shape), len(shape)):
        case("Indices", [Axes(shape), axis], np.indices(shape)[axis])

# Over the batch: a list has a tensor for each example, a vector a number for each. Every example has the same result.
BATCH = {"BatchSum": np.sum, "BatchMean": np.mean, "BatchMax": np.max, "BatchMin": np.min, "BatchLogSumExp": log_sum_exp}
for name, function in BATCH.items():
    for x in [draw(5, 2, 3), np.array([[1.0, nan], [2.0, 3.0], [inf, 4.0]]), draw(1, 2), np.array([[1000.0], [-1000.0]])]:
        case("batch " + name, [[row for row in x]], function(x, axis=0))
    scalars = draw(4)
    case("batch " + name, [scalars], float(function(scalars, axis=0)))

parts = [draw(2, 3), draw(4), np.array(1.5)]
everything = np.concatenate([p.reshape(-1) for p in parts])
case("batch GlobalSum", [parts], float(everything.sum()))
case("batch GlobalNorm", [parts], float(np.linalg.norm(everything)))

# What .NET's Math lacks.
small = np.array([-0.75, -1e-9, 1e-17, -1e-300, 2.5, 6.5, -7.0])
LACKING = {"Expm1": np.expm1, "Log1p": np.log1p, "Softplus": lambda x: np.logaddexp(0, x), "Erf": np.vectorize(math.erf)}
for name, function in LACKING.items():
    case(name, [edges], function(edges))
    case(name, [small], function(small))
    case(name, [0.625], float(function(np.array(0.625))))

lines = ",\n".join("    " + json.dumps(c) for c in cases)
versions = json.dumps({"numpy": np.__version__, "torch": torch.__version__})
pathlib.Path(__file__).with_suffix(".json").write_text('{\n  "made by": ' + versions + ',\n  "cases": [\n' + lines + "\n  ]\n}\n")
