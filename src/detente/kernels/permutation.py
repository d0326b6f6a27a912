"""Orders that are never listed: a keyed permutation of 0 ... n - 1, and a keyed share of 0 to 1, of any place alone.

The permutation is a balanced Feistel network (Luby & Rackoff 1988) over the next even power of two, walked along its
cycle until it is back below n (Black & Rogaway 2002). A share, and what a round adds, are the finishing steps of
SplitMix64 (Steele, Lea & Flood 2014). Numpy alone: a step is a few passes over the array, and nothing is compiled.
"""

from __future__ import annotations

import numpy as np

ROUNDS = 6
GOLDEN = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
THIRTY, TWENTY_SEVEN, THIRTY_ONE, ELEVEN = (np.uint64(k) for k in (30, 27, 31, 11))
UNIT = 2.0**-53


def mixed(words: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Return 64 bits of every word under its key, all uint64 arrays: SplitMix64 after one step of its counter."""
    z = (words ^ keys) + GOLDEN
    z = (z ^ (z >> THIRTY)) * FIRST
    z = (z ^ (z >> TWENTY_SEVEN)) * SECOND
    return z ^ (z >> THIRTY_ONE)


def share(places: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Return a number in [0, 1) for every key and place, ``(K, n)``, which depends on these two alone.

    ``places (n,)``; ``keys (K,)`` uint64.
    """
    return (mixed(places.astype(np.uint64)[None], keys[:, None]) >> ELEVEN).astype(float) * UNIT


def permuted(places: np.ndarray, size: int, keys: np.ndarray) -> np.ndarray:
    """Return where K permutations of ``0 ... size - 1`` take some places ``(n,)``: ``(K, n)`` int64.

    ``keys (K, ROUNDS)`` uint64 choose the permutations. What is returned for a place depends on no other place.

    Examples
    --------
    >>> sorted(permuted(np.arange(10), 10, np.arange(6, dtype=np.uint64)[None])[0].tolist())
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    half = max(1, -(-(size - 1).bit_length() // 2))
    axis = np.repeat(np.arange(len(keys)), places.size)
    found = _once(np.tile(places.astype(np.uint64), len(keys)), half, keys[axis])
    outside = np.flatnonzero(found >= size)
    while outside.size:
        found[outside] = _once(found[outside], half, keys[axis[outside]])
        outside = outside[found[outside] >= size]
    return found.astype(np.int64).reshape(len(keys), places.size)


def _once(words: np.ndarray, half: int, keys: np.ndarray) -> np.ndarray:
    width, mask = np.uint64(half), np.uint64((1 << half) - 1)
    left, right = words >> width, words & mask
    for key in keys.T:
        left, right = right, left ^ (mixed(right, key) & mask)
    return (left << width) | right
