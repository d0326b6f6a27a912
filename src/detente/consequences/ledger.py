"""The ledger: every number a sum of products driver x coefficient x lag, on draws that come in as arrays.

A deal may break: with survival S(u), drivers follow ``S D_deal + (1 - S) D_no_deal`` (equation 1). An indicator at
month t is ``sum_k b_k sum_{u <= t} w_k(t - u) D_k(u)`` (equation 2, with the weights on the path instead of their
running sum on its steps). Levels against the baseline: per cent of prices or GDP. Inflation over a year is the
difference of two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

import numpy as np

from detente.consequences.drivers import Driver
from detente.consequences.lags import followed
from detente.consequences.responses import Term
from detente.kernels.ranges import share

BLOCK = 4096
"""Draws that are worked on at once, so that they stay near the processor."""
DEAL, NO_DEAL = PARTS = ("deal", "no_deal")
EXACT = 1e-12


@dataclass(frozen=True, slots=True)
class Draws:
    """Joint draws of one scenario.

    Parameters
    ----------
    coefficients
        ``(D, R)``: the responses, in the order of their table.
    deal, no_deal
        ``(D, K)``: sizes of the drivers while the scenario holds, and once it has broken, in the order of the drivers.
    survival
        ``(T,)`` or ``(D, T)``: the chance that it still holds at the end of month 1, 2, ... T.
    """

    coefficients: np.ndarray
    deal: np.ndarray
    no_deal: np.ndarray
    survival: np.ndarray

    def __post_init__(self) -> None:
        """Refuse draws that do not belong together, and survival outside 0-1."""
        share("survival", self.survival)
        counts = {len(self.coefficients), len(self.deal), len(self.no_deal)}
        counts |= {len(self.survival)} if self.survival.ndim == 2 else set()
        if len(counts) > 1:
            raise ValueError(
                f"coefficients, deal, no_deal and survival hold {sorted(counts)} draws; give as many of each"
            )


@dataclass(frozen=True, slots=True)
class Design:
    """What is asked of the draws.

    Parameters
    ----------
    terms
        Ways from drivers to indicators (`responses.terms`), over T months.
    drivers
        ``K``, in the order of the sizes that are drawn.
    months
        Which months are answered, each in 1 to T.
    """

    terms: tuple[Term, ...]
    drivers: tuple[Driver, ...]
    months: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse months that are not covered."""
        wrong = [month for month in self.months if not 1 <= month <= self.horizon]
        if wrong:
            raise ValueError(f"months: {wrong[0]} is not between 1 and {self.horizon}, the months that are covered")

    @property
    def horizon(self) -> int:
        """The last month, T."""
        return len(self.terms[0].weights)

    @property
    def outputs(self) -> tuple[tuple[str, str], ...]:
        """Indicator and region of every output, in order."""
        return tuple(dict.fromkeys(term.output for term in self.terms))

    def places(self) -> np.ndarray:
        """Return the column of every term's driver."""
        ids = [driver.id for driver in self.drivers]
        return np.array([ids.index(term.driver) for term in self.terms])


@dataclass(frozen=True, slots=True)
class Ledger:
    """Indicators in every draw: ``total (D, O, M)``, in the order of `outputs` and `months`."""

    outputs: tuple[tuple[str, str], ...]
    months: tuple[int, ...]
    total: np.ndarray

    def of(self, indicator: str, region: str = "") -> np.ndarray:
        """Return one indicator, ``(D, M)``."""
        return self.total[:, self.outputs.index((indicator, region))]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One line of the ledger in one month: ``value = driver x coefficient x lag`` in every draw.

    Parameters
    ----------
    indicator, region, driver, part
        What it adds to and where it comes from; `part` is ``deal`` while the scenario holds, ``no_deal`` after.
    chain
        Ids of responses whose product is the coefficient.
    size, coefficient
        ``(D,)``.
    lag
        ``(D,)`` or a number: what of the size has arrived by the month, in the chance of this part.
    """

    indicator: str
    region: str
    driver: str
    part: str
    chain: tuple[int, ...]
    size: np.ndarray
    coefficient: np.ndarray
    lag: np.ndarray

    @property
    def value(self) -> np.ndarray:
        """The product, ``(D,)``."""
        return self.size * self.coefficient * self.lag


def ledger(design: Design, draws: Draws) -> Ledger:
    """Return every output in every draw.

    Only ways that exist are visited, and each distinct pair of driver and lag once. The products stay so small that the
    linear algebra behind them takes one thread: on a shared machine its threads wait for one another.
    """
    keys, matrix = _reach_matrix(design)
    outputs = design.outputs
    ways: dict[tuple[int, int], list[tuple[int, list[int]]]] = {}
    for term, k, key in zip(design.terms, design.places(), keys, strict=True):
        ways.setdefault((key, int(k)), []).append((outputs.index(term.output), list(term.chain)))
    total = np.zeros((len(outputs), len(design.months), len(draws.deal)))
    for at in range(0, len(draws.deal), BLOCK):
        rows = slice(at, at + BLOCK)
        block = _block(draws, rows)
        for (key, k), found in ways.items():
            moved = _moved(matrix[key], block, k)
            for o, chain in found:
                total[o, :, rows] += reduce(mul, (block.coefficients[r] for r in chain), moved)
    return Ledger(outputs, design.months, total.transpose(2, 0, 1))


@dataclass(frozen=True, slots=True)
class _Block:
    coefficients: np.ndarray
    deal: np.ndarray
    no_deal: np.ndarray
    survival: np.ndarray


def _block(draws: Draws, rows: slice) -> _Block:
    """Return some draws turned over, so that each quantity lies in one piece: ``(R, d)``, ``(K, d)``, ``(T, d)``."""
    survival = draws.survival[rows] if draws.survival.ndim == 2 else draws.survival[None]
    parts = (draws.coefficients[rows], draws.deal[rows], draws.no_deal[rows], survival)
    return _Block(*(np.ascontiguousarray(part.T) for part in parts))


def _moved(matrix: np.ndarray, block: _Block, k: int) -> np.ndarray:
    """Return what of a driver has arrived, ``(M, d)``, by the matrix ``(M, T)`` of its path and lag."""
    found = matrix @ block.survival
    found = found * (block.deal[k] - block.no_deal[k])
    found += matrix.sum(axis=1)[:, None] * block.no_deal[k]
    return found


def contributions(design: Design, draws: Draws, month: int) -> tuple[Contribution, ...]:
    """Return every line of the ledger in a month; those of an output sum to its total, which is checked.

    Raises
    ------
    ArithmeticError
        When they do not, which no input can bring about.
    """
    single = Design(design.terms, design.drivers, (month,))
    keys, matrix = _reach_matrix(single)
    place, survival = single.places(), np.atleast_2d(draws.survival).T
    rows: list[Contribution] = []
    for term, k, key in zip(single.terms, place, keys, strict=True):
        names = (term.indicator, term.region, term.driver)
        coefficient = draws.coefficients[:, list(term.chain)].prod(axis=1)
        kept = (matrix[key] @ survival)[0]
        broken = matrix[key].sum() - kept
        rows.append(Contribution(*names, DEAL, term.chain, draws.deal[:, k], coefficient, kept))
        rows.append(Contribution(*names, NO_DEAL, term.chain, draws.no_deal[:, k], coefficient, broken))
    _check(rows, ledger(single, draws))
    return tuple(rows)


def contribution_table(lines: Sequence[Contribution], ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the mean of every line with the means of its three factors; `ids` names the responses.

    The mean of a product is not the product of the means where factors vary together; both are given.
    """
    return [
        {
            **{key: getattr(line, key) for key in ("indicator", "region", "driver", "part")},
            "responses": [ids[k] for k in line.chain],
            "size": float(line.size.mean()),
            "coefficient": float(line.coefficient.mean()),
            "lag": float(np.mean(line.lag)),
            "value": float(line.value.mean()),
        }
        for line in lines
    ]


def sizes(ids: Sequence[str], drawn: Mapping[str, np.ndarray], draws: int) -> np.ndarray:
    """Return the sizes ``(D, K)`` of drivers in an order; those that are not drawn stay at 0."""
    zero = np.zeros(draws)
    return np.column_stack([drawn.get(key, zero) for key in ids])


def _reach_matrix(design: Design) -> tuple[list[int], np.ndarray]:
    """Return the key of every term and, per distinct driver and lag, what each month's survival adds ``(L, M, T)``."""
    at = np.array(design.months) - 1
    held: dict[tuple[str, bytes], int] = {}
    found: list[np.ndarray] = []
    keys: list[int] = []
    path = {driver.id: driver.path(design.horizon) for driver in design.drivers}
    for term in design.terms:
        key = (term.driver, term.weights.tobytes())
        if key not in held:
            held[key] = len(found)
            found.append(followed(term.weights, path[term.driver])[at])
        keys.append(held[key])
    return keys, np.array(found)


def _check(lines: Sequence[Contribution], held: Ledger) -> None:
    for indicator, region in held.outputs:
        own = [line.value for line in lines if (line.indicator, line.region) == (indicator, region)]
        total = held.of(indicator, region)[:, 0]
        scale = max(1.0, float(np.abs(own).max()))
        if np.abs(np.sum(own, axis=0) - total).max() > EXACT * scale:
            raise ArithmeticError(f"the contributions to {indicator} {region} do not sum to its total")
