"""Propagation: from inputs, draw by draw in blocks, to solved spaces. The arrays of one block fit in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar

import numpy as np

from detente.case.nouns import Case
from detente.kernels import solve as search
from detente.kernels.cache import SEARCH, ready
from detente.kernels.size import COMPILED, backend, least_block
from detente.kernels.warm import warm
from detente.settlement.inputs import Inputs, rated
from detente.settlement.no_deal import NoDealValues, no_deal_values
from detente.settlement.space import Space, space, table, worths

T = TypeVar("T")
R = TypeVar("R", Inputs, Space)
BLOCK = 512
COMPILING = "compiling the kernels, once"
Reader = Callable[[Space, NoDealValues], np.ndarray]
"""What else is read off the space of each block, an array with one row per draw."""


def _silent(done: int) -> None:
    del done


@dataclass(frozen=True, slots=True)
class Work:
    """How to work: backend of the kernels, threads (None: all), and who is told how many draws are done."""

    backend: str
    threads: int | None = None
    progress: Callable[[int], None] = _silent

    @property
    def workers(self) -> int:
        """Number of threads; numpy hardly leaves the interpreter, so that a second one would mostly wait."""
        if self.backend != COMPILED:
            return 1
        return search.threads_available() if self.threads is None else self.threads


@dataclass(frozen=True, slots=True)
class Solved:
    """The optima of every draw, and what was not proven.

    ``gap (D,)`` points; ``ties (D, M)``, ``pick (D, M, K, I)``, ``flagged (D, M)``, ``slack (D, M)`` as in
    `kernels.solve.Solved`; ``full (D,)``: whether the zone holds a settlement that leaves nothing open
    (1, 0, -1); `read` what each reader of `solve` returned, ``(D, ...)``; `space` is one draw's space, for its columns.
    """

    gap: np.ndarray
    ties: np.ndarray
    pick: np.ndarray
    flagged: np.ndarray
    slack: np.ndarray
    full: np.ndarray
    read: tuple[np.ndarray, ...]
    space: Space

    @property
    def zone(self) -> np.ndarray:
        """Whether the zone of each draw was shown to hold a settlement."""
        return self.gap >= 0.0

    @property
    def found(self) -> np.ndarray:
        """As `zone`, with 1 for yes, 0 for proven empty, and -1 where the search met its limit before it knew."""
        might = self.gap + self.slack[:, search.EGALITARIAN] >= 0.0
        return np.where(self.zone, 1, np.where(might & np.isfinite(self.gap), -1, 0))


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


def of_parties(case: Case, inputs: Inputs, rows: np.ndarray) -> Inputs:
    """Return the inputs of some parties of the case only."""
    places = [place for (party, _), place in rated(case).items() if party in rows]
    held = {name: getattr(inputs, name)[:, rows] for name in Inputs.__slots__ if name != "worth"}
    return Inputs(**held, worth=inputs.worth[:, places])


def space_of(case: Case, inputs: Inputs) -> Space:
    """Return the space of some draws; `case` and `inputs` hold the same parties."""
    return _space_of(case, inputs)[0]


def _space_of(case: Case, inputs: Inputs) -> tuple[Space, NoDealValues]:
    worth = worths(case, inputs)
    values = no_deal_values(case, inputs, worth=worth)
    return space(case, inputs, values.value, worth=worth), values


def solve(
    case: Case, inputs: Inputs, work: Work, *, readers: Sequence[Reader] = ()
) -> Solved:  # fmt: skip
    """Solve every draw for every solution concept. `case` and `inputs` hold the required parties only.

    The space of each block is shown to the `readers` too.
    """

    def one(part: Inputs) -> _Part:
        given, values = _space_of(case, part)
        return _part(given, work, [reader(given, values) for reader in readers])

    return _together([*over_blocks(inputs, one, work)])


def solve_space(given: Space, work: Work) -> Solved:
    """Solve every draw of a space that is there already, as `solve` does."""
    return _together([*over_blocks(given, lambda part: _part(part, work, []), work)])


def solve_inhabited(case: Case, inputs: Inputs, work: Work) -> Solved:
    """Solve the draws whose zone holds a settlement, which takes less; of the others nothing is known but that.

    Their `gap` is -inf; nobody asks for a settlement that leaves nothing open: `full` is -1.
    """

    def one(part: Inputs) -> _Part:
        given = space_of(case, part)
        solved = search.inhabited(table(given), backend=work.backend, threads=1)
        return _slim(solved, np.full(given.draws, -1), [], given)

    return _together([*over_blocks(inputs, one, work)])


class _Part(NamedTuple):
    """The optima of a block of draws, whether its zones hold a full settlement, what was read, one draw's space."""

    solved: search.Solved
    full: np.ndarray
    seen: list[np.ndarray]
    space: Space


def _part(given: Space, work: Work, seen: list[np.ndarray]) -> _Part:
    solved = search.solve(table(given), by_leverage=False, backend=work.backend, threads=1)
    full = search.zones(table(given, comprehensive=True), backend=work.backend, threads=1)
    return _slim(solved, full, seen, given)


def _slim(solved: search.Solved, full: np.ndarray, seen: list[np.ndarray], given: Space) -> _Part:
    """Return what is kept of a block: picks in few bytes, and one draw of the space."""
    return _Part(solved._replace(pick=solved.pick.astype(np.int16)), full, seen, given.take(slice(0, 1)))


def _together(blocks: list[_Part]) -> Solved:
    names = ("gap", "ties", "pick", "flagged", "slack")
    return Solved(
        **{name: np.concatenate([getattr(block.solved, name) for block in blocks]) for name in names},
        full=np.concatenate([block.full for block in blocks]),
        read=tuple(np.concatenate(read) for read in zip(*(block.seen for block in blocks), strict=True)),
        space=blocks[0].space,
    )


def zones(case: Case, inputs: Inputs, work: Work) -> tuple[np.ndarray, np.ndarray]:
    """Return per draw whether the zone holds a settlement, and whether it holds one that leaves nothing open.

    1 yes, 0 proven empty, -1 not decided within the node cap.
    """

    def one(part: Inputs) -> tuple[np.ndarray, np.ndarray]:
        given = space_of(case, part)
        how: dict[str, Any] = {"backend": work.backend, "threads": 1}
        return search.zones(table(given), **how), search.zones(table(given, comprehensive=True), **how)

    some, full = zip(*over_blocks(inputs, one, work), strict=True)
    return np.concatenate(some), np.concatenate(full)


def over_blocks(inputs: R, task: Callable[[R], T], work: Work) -> Iterator[T]:
    """Yield what a task returns for each block of draws, in order; blocks run on several threads."""
    size = BLOCK
    if work.backend == COMPILED:
        size = min(BLOCK, max(least_block(inputs.leverage.shape[1]), -(-inputs.draws // work.workers)))
    parts = [inputs.take(slice(low, low + size)) for low in range(0, inputs.draws, size)]
    with ThreadPoolExecutor(work.workers) as pool:
        results = pool.map(task, parts) if min(work.workers, len(parts)) > 1 else map(task, parts)
        for part, found in zip(parts, results, strict=True):
            work.progress(part.draws)
            yield found


def prepare(chosen: str, progress: Callable[[str, int, int], None]) -> None:
    """Compile the kernels where that has not been done yet, and say so: it takes a quarter of a minute or so, once."""
    if chosen == COMPILED and not ready():
        progress(COMPILING, 0, 1)
        warm(SEARCH)
        progress(COMPILING, 1, 1)


def backend_for(case: Case, searches: int) -> str:
    """Return the backend that the size rule chooses for this many searches; one run uses one backend throughout.

    A search is of one draw, and of one month where talks are followed.
    """
    signers = sum(entry.value is not None for entry in case.no_deal)
    return backend(searches, signers)
