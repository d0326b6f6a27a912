"""An input-output table: what every sector of every region sells to every other, and to final users."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Matrix = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class InputOutput:
    """Flows of one year in one unit of money; n rows, each a sector of a region, and F columns of final users.

    Parameters
    ----------
    rows
        ``n`` labels, as ``("DEU", "UTILITIES")``.
    users
        ``F`` labels of final users, each a region.
    flows
        ``n x n``: from the row to the column.
    demand
        ``n x F``: what final users buy of every row; a fall of stocks is negative.
    imbalance
        Largest difference between the output that was stated and the sum of its uses, over the largest output; outputs
        are the sums, so that what is computed balances exactly.
    """

    rows: tuple[tuple[str, str], ...]
    users: tuple[str, ...]
    flows: Matrix
    demand: Matrix
    imbalance: float = 0.0

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region, in order."""
        return tuple(dict.fromkeys(region for region, _ in self.rows))

    @property
    def sectors(self) -> tuple[str, ...]:
        """Every sector, in order."""
        return tuple(dict.fromkeys(sector for _, sector in self.rows))
