"""Prints the coefficients of the polynomials in Kernels/Mathematics that are ours, highest power first. Needs python3-mpmath."""
from mpmath import atanh, cos, erf, erfc, floor, ldexp, log, lu_solve, matrix, mp, mpf, nstr, pi, polyval, sign, sqrt

mp.prec = 160


def fit(function, weight, low, high, degree):
    """The polynomial whose weighted error is smallest, after Remez: it has degree + 2 extrema of one size."""
    low, high, count = mpf(low), mpf(high), degree + 2
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / (count - 1)) for i in range(count)]
    grid = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / mpf(40 * count)) for i in range(40 * count + 1)]
    values, weights = [function(x) for x in grid], [weight(x) for x in grid]
    for _ in range(12):
        equations, right = matrix(count, count), matrix(count, 1)
        for i, x in enumerate(points):
            for j in range(degree + 1):
                equations[i, j] = x ** j
            equations[i, count - 1] = (-1) ** i / weight(x)
            right[i] = function(x)
        solution = lu_solve(equations, right)
        coefficients = [solution[j] for j in range(degree, -1, -1)]
        errors = [w * (polyval(coefficients, x) - y) for x, y, w in zip(grid, values, weights)]
        extrema = []
        for i, error in enumerate(errors):
            if not extrema or sign(error) != sign(errors[extrema[-1]]):
                extrema.append(i)
            elif abs(error) > abs(errors[extrema[-1]]):
                extrema[-1] = i
        while len(extrema) > count:
            extrema.pop(0 if abs(errors[extrema[0]]) < abs(errors[extrema[-1]]) else -1)
        worst = max(abs(error) for error in errors)
        if len(extrema) < count or worst < abs(solution[count - 1]) * mpf("1.02"):
            break
        points = [grid[i] for i in extrema]
    return coefficients, worst


def show(name, result):
    print(name, "within 2^" + nstr(log(result[1], 2), 4))
    for coefficient in result[0]:
        print("   ", repr(float(coefficient)))


def parts(value, bits, count):
    """The first parts are so short that a whole number times them is exact."""
    for _ in range(count):
        scale = ldexp(mpf(1), bits - int(floor(log(value, 2))) - 1)
        part = floor(value * scale) / scale
        yield float(part)
        value -= part
    yield float(value)


def near(z):
    return erf(sqrt(z)) / sqrt(z) - 1 if z > mpf(10) ** -30 else 2 / sqrt(pi) - 1


def series(z):
    s = sqrt(z)
    return (2 * atanh(s) / s - 2 - 2 * z / 3) / z ** 2 if z > mpf(10) ** -8 else mpf(2) / 5 + 2 * z / 7 + 2 * z * z / 9


widest = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2 * mpf("1.0001")
for name, degrees, last in (("float", (6, 6, 3), 4), ("double", (11, 18, 7), 6)):
    show("erf(x) / x - 1 below 1, by the square, " + name, fit(near, lambda z: 1, 0, 1, degrees[0]))
    show("log(1 - erf(x)) above, " + name, fit(lambda x: log(erfc(x)), erfc, 1, last, degrees[1]))
    show("(2 artanh(s) / s - 2 - 2/3 z) / z^2, by z = s^2, " + name, fit(series, lambda z: 1, 0, widest, degrees[2]))
print("pi/2, float", *parts(pi / 2, 12, 3))
print("pi/2, double", *parts(pi / 2, 33, 3))
