"""Shapley-Shubik and Banzhaf indices of a weighted voting game, exact, by generating functions.

The number of coalitions of size ``s`` and weight ``w`` is the coefficient of ``y^s x^w`` in ``prod_i (1 + y x^w_i)``.
A coalition without voter ``i`` of weight in ``[quota - w_i, quota - 1]`` is one that ``i`` turns. Dividing the product
by ``1 + y x^w_i`` gives the coalitions without ``i``, so no coalition is listed (Straffin 1993; Shapley & Shubik 1954).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial, lcm

import numpy as np

from detente.case.fault import TooLarge

MOST_SUMS = 4_000_000
"""Sizes times weights below the quota that are counted: each is one exact integer."""
Number = int | float | Fraction


@dataclass(frozen=True, slots=True)
class Power:
    """Power of N voters, as exact fractions.

    Parameters
    ----------
    shapley_shubik
        Share of the orders of all voters in which a voter turns the decision; they sum to 1.
    banzhaf
        Share of all turns that are the voter's; they sum to 1, where anybody ever turns anything.
    penrose
        Share of the coalitions of the others that the voter turns (absolute Banzhaf).
    """

    shapley_shubik: tuple[Fraction, ...]
    banzhaf: tuple[Fraction, ...]
    penrose: tuple[Fraction, ...]


def power(weights: Sequence[Number], quota: Number) -> Power:
    """Return the power indices of a game in which a coalition wins whose weights reach the quota.

    Weights and quota are taken as the decimal numbers they are written as.

    Raises
    ------
    ValueError
        When a weight is negative or no number, or the quota is not above zero and within the sum of weights.
    TooLarge
        When there are too many sums of weights to count.

    Examples
    --------
    >>> found = power([4, 4, 4, 2, 2, 1], 12)
    >>> [str(share) for share in found.shapley_shubik], [str(share) for share in found.banzhaf]
    (['7/30', '7/30', '7/30', '3/20', '3/20', '0'], ['5/21', '5/21', '5/21', '1/7', '1/7', '0'])
    """
    votes, needed = _whole(weights, quota)
    count = len(votes)
    if (count + 1) * needed > MOST_SUMS:
        raise TooLarge(
            f"{count} voters and a quota of {needed:,} smallest units are too many sums to count; "
            f"round the weights: at most {MOST_SUMS // (count + 1):,} units are counted exactly"
        )
    product = _coalitions(votes, needed)
    orders = [factorial(size) * factorial(count - 1 - size) for size in range(count)]
    kinds = {vote: _turned(product, vote) for vote in set(votes)}
    pivots = {v: sum(n * o for n, o in zip(turns, orders, strict=True)) for v, turns in kinds.items()}
    swings = {v: sum(turns) for v, turns in kinds.items()}
    total = sum(swings[v] for v in votes)
    return Power(
        tuple(Fraction(pivots[v], factorial(count)) for v in votes),
        tuple(Fraction(swings[v], total) for v in votes),
        tuple(Fraction(swings[v], 2 ** (count - 1)) for v in votes),
    )


def _whole(weights: Sequence[Number], quota: Number) -> tuple[list[int], int]:
    """Return weights and quota in the largest unit in which all are whole numbers."""
    try:
        exact = [w if isinstance(w, Fraction) else Fraction(str(w)) for w in (*weights, quota)]
    except ValueError as error:
        raise ValueError(f"a weight or the quota is no finite number: {error}") from error
    if any(w < 0 for w in exact):
        raise ValueError("a weight is negative")
    if not 0 < exact[-1] <= sum(exact[:-1]):
        raise ValueError(f"the quota {quota} is not above 0 and within the sum of weights, {float(sum(exact[:-1])):g}")
    unit = lcm(*(w.denominator for w in exact))
    *votes, needed = (int(w * unit) for w in exact)
    return votes, needed


def _coalitions(votes: Sequence[int], needed: int) -> np.ndarray:
    """Return how many coalitions have a size and a weight below the quota, ``(N + 1, quota)`` of whole numbers."""
    found = np.zeros((len(votes) + 1, needed), dtype=object)
    found[0, 0] = 1
    for vote in votes:
        if vote < needed:
            found[1:, vote:] += found[:-1, : needed - vote].copy()
    return found


def _turned(product: np.ndarray, vote: int) -> list[int]:
    """Return per size of the coalition of others how many one voter of this weight turns."""
    needed = product.shape[1]
    others = product[:-1].copy()
    if vote < needed:
        for size in range(1, len(others)):
            others[size, vote:] -= others[size - 1, : needed - vote]
    return [int(row[max(needed - vote, 0) :].sum()) for row in others]
