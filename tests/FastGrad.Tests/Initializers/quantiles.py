#!/usr/bin/env python3
"""Quantiles of the normal distribution for QuantileTests: prints its rows.

    /usr/bin/python3 quantiles.py

With mpmath 1.2.1 at 40 digits: the x with erf(x / sqrt(2)) / 2 = share, for shares that a double holds exactly.
"""
import mpmath

mpmath.mp.dps = 40
for numerator in [0, 1, 2**20, 2**27, 2**29, 3 * 2**28, 1019215872, 1024886291]:
    share = mpmath.mpf(numerator) / 2**31
    x = mpmath.sqrt(2) * mpmath.erfinv(2 * share)
    print(f"    [InlineData({numerator}, {mpmath.nstr(x, 18)})]")
