"""Propagation: from inputs, draw by draw in blocks, to solved spaces. The arrays of one block fit in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.kernels import solve as search
from detente.settlement.inputs import Inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space, table, worths

CHUNK = 2048


def _silent(done: int) -> None:
    del done


@dataclass(frozen=True, slots=True)
class Work:
    """How to work: backend of the kernels, threads (None: all), and who is told how many draws are done."""

    backend: str
    threads: int | None = None
    progress: Callable[[int], None] = _silent


@dataclass(frozen=True, slots=True)
class Solved:
    """The optima of every draw, and what was not proven.

    ``gap (D,)`` points; ``ties (D, M)``, ``pick (D, M, K, I)``, ``flagged (D, M)``, ``slack (D, M)`` as in
    `kernels.solve.Solved`; ``full (D,)``: whether the zone holds a settlement that leaves nothing open
    (1, 0, -1); `space` is one draw's space, for its columns.
    """

    gap: np.ndarray
    ties: np.ndarray
    pick: np.ndarray
    flagged: np.ndarray
    slack: np.ndarray
    full: np.ndarray
    space: Space

    @property
    def zone(self) -> np.ndarray:
        """Whether the zone of each draw holds a settlement."""
        return self.gap >= 0.0


def signing(case: Case) -> tuple[Case, np.ndarray]:
    """Return the case with its required parties only, and their rows among the parties.

    Who signs does not depend on the views of anybody else, and the arrays shrink.
    """
    rows = np.array([p.required for p in case.parties])
    ids = {p.id for p in case.parties if p.required}
    slim = replace(
        case,
        parties=tuple(p for p in case.parties if p.id in ids),
        views=tuple(v for v in case.views if v.party in ids),
        interactions=tuple(i for i in case.interactions if i.party in ids),
        no_deal=tuple(n for n in case.no_deal if n.party in ids),
        statements=tuple(s for s in case.statements if s.party in ids),
    )
    return slim, np.flatnonzero(rows)


def of_parties(inputs: Inputs, rows: np.ndarray) -> Inputs:
    """Return the inputs of some parties only."""
    return Inputs(*(getattr(inputs, name)[:, rows] for name in Inputs.__slots__))


def spaces(case: Case, inputs: Inputs) -> Iterator[Space]:
    """Yield the space of each block of draws; `case` and `inputs` hold the same parties."""
    for low in range(0, inputs.draws, CHUNK):
        rows = inputs.take(slice(low, low + CHUNK))
        worth = worths(case, rows)
        yield space(case, rows, no_deal_values(case, rows, worth=worth).value, worth=worth)


def solve(case: Case, inputs: Inputs, work: Work) -> Solved:
    """Solve every draw for every solution concept. `case` and `inputs` hold the required parties only."""
    first = next(spaces(case, inputs.take(slice(0, 1))))
    how: dict[str, Any] = {"backend": work.backend, "threads": work.threads}
    found, full = [], []
    for held in spaces(case, inputs):
        solved = search.solve(table(held), by_leverage=False, progress=work.progress, **how)
        found.append(solved._replace(pick=solved.pick.astype(np.int16)))
        full.append(search.zones(table(held, comprehensive=True), **how))
    names = ("gap", "ties", "pick", "flagged", "slack")
    joined = {name: np.concatenate([getattr(f, name) for f in found]) for name in names}
    return Solved(**joined, full=np.concatenate(full), space=first)


def zones(case: Case, inputs: Inputs, work: Work) -> tuple[np.ndarray, np.ndarray]:
    """Return per draw whether the zone holds a settlement, and whether it holds one that leaves nothing open.

    1 yes, 0 proven empty, -1 not decided within the node cap.
    """
    how: dict[str, Any] = {"backend": work.backend, "threads": work.threads}
    some, full = [], []
    for given in spaces(case, inputs):
        some.append(search.zones(table(given), **how))
        full.append(search.zones(table(given, comprehensive=True), **how))
        work.progress(given.draws)
    return np.concatenate(some), np.concatenate(full)


def backend_for(case: Case, draws: int) -> str:
    """Return the backend that the size rule chooses for this many draws; one run uses one backend throughout."""
    signers = sum(entry.value is not None for entry in case.no_deal)
    return "compiled" if search.compiled(draws, signers) else "twin"
