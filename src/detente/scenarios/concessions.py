"""What parties could concede: single moves on the central case, each of which only widens what all accept.

Moves are integers added to the columns of a space of one draw, so that any set of them is tested exactly, in batches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.case.nouns import OPEN, Case
from detente.kernels import solve as search
from detente.kernels.table import Table
from detente.settlement.inputs import Inputs, central_inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space, table

POINTS = 5.0
"""Points of a side payment, and of a fall of a no-deal value, where nobody asks for others."""
BATCH = 4096
"""Sets of moves that are tested together."""
LIFT, STEP, PAYMENT, NO_DEAL = "lift", "step", "payment", "no_deal"


@dataclass(frozen=True, slots=True)
class Move:
    """One concession.

    `kind` is ``lift`` (a red line of `party` on an option falls), ``step`` (on an issue the party takes every option as
    it takes the one next better to it), ``payment`` (it gets `points` with any settlement) or ``no_deal`` (its no-deal
    value falls by `points`). Who pays: the party itself, but for a payment, which others make.
    """

    kind: str
    party: str
    issue: str = ""
    option: str = ""
    points: float = 0.0

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        held = {"kind": self.kind, "party": self.party, "issue": self.issue, "option": self.option}
        return {**held, "points": self.points, "pays": "others" if self.kind == PAYMENT else self.party}


@dataclass(frozen=True)
class Ground:
    """A central case with all its single moves; whether a settlement has to leave nothing open.

    ``gain (M, P, C)`` and ``reserve (M, P)``: what a move adds, in the integers of the space, for the parties that
    bargain. ``lines (L, C)``: the columns that a red line bars; ``lifted (M,)``: the line that a move lifts, L for
    none.
    """

    space: Space
    moves: tuple[Move, ...]
    gain: np.ndarray
    reserve: np.ndarray
    lines: np.ndarray
    lifted: np.ndarray
    whole: bool = False

    @cached_property
    def start(self) -> Table:
        """The table without red lines; what they bar is added per set of moves."""
        return table(self.space, red_lines=False, comprehensive=self.whole)

    def zones(self, sets: np.ndarray) -> np.ndarray:
        """Return per set of moves ``(B, k)`` whether the zone then holds a settlement: 1 yes, 0 proven no, -1 open."""
        parts = [search.zones(self.table(sets[low : low + BATCH])) for low in range(0, len(sets), BATCH)]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def table(self, sets: np.ndarray) -> Table:
        """Return the table with one row per set of moves, ``(B, k)`` places among the moves."""
        start, count = self.start, len(sets)
        standing = np.ones((count, len(self.lines) + 1), dtype=np.float32)
        np.put_along_axis(standing, self.lifted[sets], 0.0, axis=1)
        barred = standing[:, :-1] @ self.lines.astype(np.float32) > 0.0
        return start._replace(
            gain=start.gain + self.gain[sets].sum(axis=1),
            reserve=start.reserve + self.reserve[sets].sum(axis=1),
            scale=np.repeat(start.scale, count, axis=0),
            power=np.repeat(start.power, count, axis=0),
            allowed=start.allowed & ~barred,
        )


def ground(case: Case, *, points: float = POINTS, whole: bool = False) -> Ground:
    """Return the moves on the central case of a case as known at its as-of date."""
    inputs = central_inputs(case)
    values = no_deal_values(case, inputs).value
    given = space(case, inputs, values)
    alone = space(replace(case, interactions=()), inputs, values)
    found = [*_steps(given, alone), *_worths(case, inputs, values, points)]
    lines = [*_lines(given)]
    moves = [*(Move(LIFT, *line) for line, _ in lines), *(move for move, _, _ in found)]
    shape = (len(lines), int((given.required & given.valued).sum()), len(given.columns))
    nothing = np.zeros(shape, dtype=np.int64)
    return Ground(
        given,
        tuple(moves),
        np.concatenate([nothing, np.array([gain for _, gain, _ in found], dtype=np.int64).reshape(-1, *shape[1:])]),
        np.concatenate([nothing[:, :, 0], np.array([less for _, _, less in found]).reshape(-1, shape[1])]),
        np.array([held for _, held in lines], dtype=bool).reshape(-1, shape[2]),
        np.array([*range(len(lines)), *(len(lines) for _ in found)], dtype=np.int64),
        whole,
    )


def _lines(given: Space) -> Iterator[tuple[tuple[str, str, str], np.ndarray]]:
    """Yield every red line of a required party, (party, issue, option), with the columns that it bars."""
    for p in np.flatnonzero(given.required):
        for k, (issue, option) in enumerate(given.pairs):
            if given.lines[0, p, k]:
                held = np.array([(issue, option) in pairs for pairs in given.columns])
                yield (given.parties[p], issue, option), held


def _steps(given: Space, alone: Space) -> Iterator[tuple[Move, np.ndarray, np.ndarray]]:
    """Yield one step of every party that bargains on every issue that it does not find all the same.

    What an option is worth to it is read off the same space without interactions, which a step leaves as they are.
    """
    rows = np.flatnonzero(given.required & given.valued)
    place = {pairs[0]: column for column, pairs in enumerate(alone.columns)}
    for k, p in enumerate(rows):
        for issue in dict.fromkeys(name for name, _ in given.pairs):
            options = [option for name, option in given.pairs if name == issue and option != OPEN]
            worth = {option: int(alone.worth[0, p, place[issue, option]]) for option in options}
            levels = sorted(set(worth.values()), reverse=True)
            if len(levels) < 2:
                continue
            better = dict(zip(levels[1:], levels, strict=False))
            rise = {(issue, o): better.get(worth[o], worth[o]) - worth[o] for o in options}
            gain = np.zeros((len(rows), len(given.columns)), dtype=np.int64)
            gain[k] = [sum(rise.get(pair, 0) for pair in pairs) for pairs in given.columns]
            yield Move(STEP, given.parties[p], issue), gain, np.zeros(len(rows), dtype=np.int64)


def _worths(
    case: Case, inputs: Inputs, values: np.ndarray, points: float
) -> Iterator[tuple[Move, np.ndarray, np.ndarray]]:  # fmt: skip
    """Yield payments to, and falls of the no-deal value of, every party that bargains."""
    given = space(case, inputs, values)
    rows = np.flatnonzero(given.required & given.valued)
    ids = [party.id for party in case.parties]
    for k, p in enumerate(rows):
        party = given.parties[p]
        lower = values.copy()
        lower[:, ids.index(party)] -= points
        less = space(case, inputs, lower)
        fall = (less.reserve - given.reserve)[0, rows]
        nothing = np.zeros((len(rows), len(given.columns)), dtype=np.int64)
        yield Move(PAYMENT, party, points=points), nothing, fall
        gain = nothing.copy()
        gain[k] = (less.worth - given.worth)[0, p]
        yield Move(NO_DEAL, party, points=points), gain, fall
