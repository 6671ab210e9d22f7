"""Writes functions.txt: values of the vector functions to more digits than a double has. Needs python3-mpmath.

Each line is an argument (two for pow), the nearest double to the function's value, both as the hexadecimal digits of their bits, and by how
much the value is larger in magnitude, in hundredths of a unit of the last place. A larger table for a search by hand: functions.py 20
"""
import os
import random
import struct
import sys

from mpmath import cos, erf, exp, expm1, floor, inf, ldexp, log, log1p, mp, mpf, pi, power, sin, tanh

DENSITY = int(sys.argv[1]) if len(sys.argv) > 1 else 1
# Enough for the sine of the largest double, and for 1 + the smallest.
mp.prec = 2300
draw = random.Random(11)


def bits(x):
    return struct.unpack(">Q", struct.pack(">d", x))[0]


def within(exponent, sign=1):
    """A number of that exponent; below -1022 a denormal one."""
    if exponent < -1022:
        return sign * float(ldexp(draw.randrange(1 << (1074 + exponent), 2 << (1074 + exponent)), -1074))
    return sign * float(ldexp(draw.randrange(1 << 52, 1 << 53), exponent - 52))


def binades(low, high, step=1, count=1, signs=(1, -1)):
    return [within(k, s) for k in range(low, high + 1, step) for s in signs for _ in range(count * DENSITY)]


def between(low, high, count):
    return [draw.uniform(low, high) for _ in range(count * DENSITY)]


def around(points, reach=2):
    """The nearest doubles to each point and their neighbours."""
    result = []
    for point in points:
        x = float(point)
        result += [struct.unpack(">d", struct.pack(">Q", bits(x) + k))[0] for k in range(-reach, reach + 1)]
    return result


def halves(low, high, count):
    """Where the nearest multiple of log 2 changes."""
    return around([(draw.randrange(low, high) + mpf(0.5)) * log(mpf(2)) for _ in range(count * DENSITY)], 1)


def quarters(highest, count):
    """Next to zeros of sine and cosine."""
    return around([draw.randrange(1, highest) * pi / 2 for _ in range(count * DENSITY)], 1)


def powers():
    for k in range(-1074, 1024, 3):
        for _ in range(DENSITY):
            x = within(k)
            yield x, float(draw.uniform(-745, 709) / log(mpf(x)))
    for k in range(-52, 0):
        for sign in (1, -1):
            for _ in range(2 * DENSITY):
                x = 1 + within(k - 1, sign)
                yield x, float(draw.uniform(-745, 709) / log(mpf(x)))
    for _ in range(150 * DENSITY):
        yield draw.uniform(0.01, 100), draw.uniform(-20, 20)
        yield -draw.uniform(0.01, 100), float(draw.randrange(-40, 40))
        x = draw.uniform(0.1, 10)
        yield x, float(draw.uniform(709, 709.78) / log(mpf(x)))
        yield x, float(draw.uniform(-745.1, -708) / log(mpf(x)))
        yield within(draw.randrange(-1022, 1024)), draw.choice([0.5, -0.5, 2.0, 3.0, -1.0, -2.0, 1 / 3.0])


small = binades(-1074, -56, 32) + binades(-55, -5, 1, 2)
usual = small + binades(-4, 5, 1, 12)
FUNCTIONS = {
    "exp": (exp, usual + binades(6, 9, 1, 20) + halves(-1074, 1024, 60) + between(-745.2, -708, 60) + between(709, 709.79, 20)),
    "expm1": (expm1, usual + binades(6, 9, 1, 10) + halves(-60, 1024, 80) + between(709, 709.79, 20) + halves(-4, 4, 8)),
    "log": (log, binades(-1074, 1023, 3, 1, (1,)) + [1 + x for x in binades(-52, -2, 1, 2)]
            + around([2.0 ** k * mpf(0.5) ** 0.5 for k in range(-20, 20)], 1)),
    "log1p": (log1p, small + binades(-4, -1, 1, 40) + binades(0, 60, 1, 4, (1,)) + binades(61, 1023, 16, 1, (1,))
              + [x - 1 for x in binades(-53, -2, 1, 1, (1,))] + around([2.0 ** 0.5 - 1, 0.5 ** 0.5 - 1], 10)),
    "tanh": (tanh, usual),
    "sigmoid": (lambda x: 1 / (1 + exp(-x)), usual + binades(6, 9, 1, 20) + between(-745.2, -700, 30)),
    "softplus": (lambda x: log1p(exp(x)), usual + binades(6, 9, 1, 20) + between(-745.2, -700, 30) + binades(10, 1023, 32, 1, (1,))),
    "erf": (erf, usual + between(0.9, 1.1, 40) + between(1, 6, 150)),
    "sin": (sin, usual + binades(6, 19, 1, 10) + binades(20, 1023, 16) + quarters(600, 60) + quarters(636000, 80)),
    "cos": (cos, usual + binades(6, 19, 1, 10) + binades(20, 1023, 16) + quarters(600, 60) + quarters(636000, 80)),
    "pow": (power, list(powers())),
}


def ulp(x):
    return ldexp(mpf(1), max((bits(x) >> 52 & 0x7FF) - 1, 0) - 1074)


def nearest(value):
    """float() rounds twice where the result is denormal."""
    if abs(value) >= ldexp(mpf(1), -1021):
        return float(value)
    magnitude = abs(value)
    units = int(floor(magnitude * ldexp(mpf(1), 1074) + mpf(0.5)))
    return float(ldexp(mpf(units), -1074)) * (1 if value >= 0 else -1)


with open(os.path.join(os.path.dirname(__file__), "functions.txt" if DENSITY == 1 else "functions.large.txt"), "w") as file:
    for name, (function, arguments) in FUNCTIONS.items():
        file.write(name + "\n")
        for argument in dict.fromkeys(arguments):
            operands = argument if isinstance(argument, tuple) else (argument,)
            if any(x != x or abs(x) == inf for x in operands):
                continue
            value = function(*map(mpf, operands))
            if abs(value) >= ldexp(mpf(2), 1023) - ldexp(mpf(1), 969):
                continue
            rounded = nearest(value)
            more = (abs(value) - abs(mpf(rounded))) / ulp(rounded)
            file.write(" ".join("%016x" % bits(x) for x in operands) + " %016x %d\n" % (bits(rounded), int(floor(more * 100 + mpf(0.5)))))
