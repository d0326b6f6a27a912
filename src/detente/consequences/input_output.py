"""What a shock to one sector does to all: quantities by demand, prices by cost push, on an input-output table.

Linear, with fixed coefficients: no substitution, full pass-through. Times are those of the table's year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.case.fault import Unanswerable
from detente.case.input_output import InputOutput

NOT_CAUSAL = "Ghosh's allocation model: an accounting identity read backwards, not causal"


@dataclass(frozen=True, slots=True)
class Technology:
    """Coefficients of a table with n rows.

    Parameters
    ----------
    rows
        ``n`` labels.
    inputs
        ``A (n, n)``: what the column buys of the row per unit that it makes.
    allocation
        ``B (n, n)``: what the column takes of a unit that the row makes.
    output
        ``x (n,)``, the sum of its uses.
    """

    rows: tuple[tuple[str, str], ...]
    inputs: np.ndarray
    allocation: np.ndarray
    output: np.ndarray

    @property
    def inverse(self) -> np.ndarray:
        """Leontief's inverse ``(I - A)^-1``: what the row makes, in all, for a unit of final demand of the column."""
        return np.linalg.inv(np.eye(len(self.output)) - self.inputs)


def technology(table: InputOutput) -> Technology:
    """Return the coefficients of a table.

    A row that makes nothing has coefficients of 0. The sums of uses stand for outputs, so that ``L y = x`` to rounding.

    Raises
    ------
    Unanswerable
        When a sector buys more than it makes, directly or in all, so that no demand could be met.
    """
    flows = np.asarray(table.flows, dtype=float)
    output = flows.sum(axis=1) + np.asarray(table.demand, dtype=float).sum(axis=1)
    if (output < 0.0).any():
        row = " ".join(table.rows[int(output.argmin())])
        raise Unanswerable(f"{row} sells less than nothing in all; the table cannot be used")
    over = np.divide(1.0, output, out=np.zeros_like(output), where=output > 0.0)
    found = Technology(table.rows, flows * over, over[:, None] * flows, output)
    if np.abs(np.linalg.eigvals(found.inputs)).max() >= 1.0:
        raise Unanswerable("making anything takes more of it than is made (spectral radius of A at least 1)")
    return found


def quantities(held: Technology, demand: ArrayLike) -> np.ndarray:
    """Return what every row makes for final demands ``(n, ...)``: ``x = (I - A)^-1 f``.

    Source: Leontief 1936; Miller & Blair, Input-Output Analysis, ch. 2 (from memory).
    """
    return np.linalg.solve(np.eye(len(held.output)) - held.inputs, np.asarray(demand, dtype=float))


def prices(held: Technology, added: ArrayLike) -> np.ndarray:
    """Return by which share every price moves, ``(n,)``, when value added per unit moves by ``(n,)``.

    ``dp = (I - A)^-T dv``, prices being 1 before.
    """
    return np.linalg.solve((np.eye(len(held.output)) - held.inputs).T, np.asarray(added, dtype=float))


def cost_push(held: Technology, shock: ArrayLike) -> np.ndarray:
    """Return every price's change when some prices are set from outside, ``(n,)``; `shock` is NaN where they are not.

    ``p_en = (I - A_en)^-T A_xe^T dp_x``: the rest follows its costs. The rule of energy prices.
    """
    given = np.asarray(shock, dtype=float)
    if given.shape != held.output.shape:
        raise ValueError(f"shock: {given.size} prices for {held.output.size} rows; give one each, NaN where it follows")
    follows = np.isnan(given)
    own = np.eye(int(follows.sum())) - held.inputs[np.ix_(follows, follows)]
    found = given.copy()
    found[follows] = np.linalg.solve(own.T, held.inputs[np.ix_(~follows, follows)].T @ given[~follows])
    return found


def sector_shock(held: Technology, sectors: Sequence[str], change: float, regions: Sequence[str] = ()) -> np.ndarray:
    """Return the shock to sectors of all regions, or of some, for `cost_push`.

    Raises
    ------
    Unanswerable
        For a sector or region that the table does not have.
    """
    for name, wanted, place in (("region", regions, 0), ("sector", sectors, 1)):
        known = tuple(dict.fromkeys(row[place] for row in held.rows))
        lost = [word for word in wanted if word not in known]
        if lost:
            raise Unanswerable(f'no {name} "{lost[0]}" in the table; {name}s are {", ".join(known)}')
    hit = [sector in sectors and (not regions or region in regions) for region, sector in held.rows]
    return np.where(hit, change, np.nan)


def user_prices(table: InputOutput, change: np.ndarray) -> dict[str, float]:
    """Return by which share the prices of every region's final users move, by what they buy: a proxy of the CPI."""
    demand = np.asarray(table.demand, dtype=float)
    found = change @ demand / demand.sum(axis=0)
    return dict(zip(table.users, found.tolist(), strict=True))


def ghosh(held: Technology) -> np.ndarray:
    """Return Ghosh's inverse ``(I - B)^-1``. It is not causal, which `NOT_CAUSAL` says wherever it is shown."""
    return np.linalg.inv(np.eye(len(held.output)) - held.allocation)
