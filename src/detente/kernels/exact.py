"""Exact comparison of fractions of 64-bit integers, compiled; the twin is Python's own integers."""

from __future__ import annotations

import numpy as np

from detente.kernels.compiled import inner

MASK = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)


@inner
def _product(a, b):
    """Return the 128-bit product of two unsigned 64-bit integers as (high, low)."""
    a_high, a_low = a >> HALF, a & MASK
    b_high, b_low = b >> HALF, b & MASK
    low = a_low * b_low
    mid = a_high * b_low + (low >> HALF)
    cross = a_low * b_high + (mid & MASK)
    return a_high * b_high + (mid >> HALF) + (cross >> HALF), (cross << HALF) | (low & MASK)


@inner
def compare_fractions(a, b, c, d):
    """Compare a/b with c/d for integers a, c and positive b, d: -1, 0 or 1.

    Exact: the cross products are formed in 128 bits.
    """
    if (a < 0) != (c < 0):
        return -1 if a < 0 else 1
    left_high, left_low = _product(np.uint64(abs(a)), np.uint64(d))
    right_high, right_low = _product(np.uint64(abs(c)), np.uint64(b))
    if left_high != right_high:
        order = 1 if left_high > right_high else -1
    elif left_low != right_low:
        order = 1 if left_low > right_low else -1
    else:
        return 0
    return -order if a < 0 else order
