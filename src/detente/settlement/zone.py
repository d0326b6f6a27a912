"""The zone of one draw: how many settlements, the frontiers, the gap, and which issues and parties block."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from detente.case.nouns import OPEN
from detente.kernels import count, merge
from detente.kernels import solve as search
from detente.kernels.size import FEW_POINTS
from detente.kernels.sweep import Swept, sweep
from detente.kernels.table import BlockTooLarge
from detente.settlement.interactions import barred_columns, without_switches
from detente.settlement.judge import Judged, judge_all
from detente.settlement.space import Space, table

LISTED = 1000
FRONTIER_PARTIES = 3
DEFAULT_FRONTIER_PARTIES = 2
SWEPT_PARTIES = 2
"""Parties of which the frontier can be found point by point."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of settlements; an estimate carries its standard error."""

    value: float
    exact: bool = True
    se: float = 0.0

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form; exact counts are integers."""
        return {"value": int(self.value) if self.exact else self.value, "exact": self.exact, "se": self.se}


@dataclass(frozen=True, slots=True)
class Frontier:
    """Pareto-efficient settlements for `parties`: how many, and at most 1,000 of them, from one end to the other."""

    parties: tuple[str, ...]
    size: int
    exact: bool
    settlements: tuple[Judged, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        listed = [settlement.to_dict() for settlement in self.settlements]
        return {"size": self.size, "exact": self.exact, "settlements": listed}


@dataclass(frozen=True, slots=True)
class Gap:
    """Largest least surplus over settlements without a binding red line; None where there is no such settlement.

    `slack` is 0 where that is proven, else how much larger it may be.
    """

    value: float | None
    settlements: tuple[Judged, ...]
    short: dict[str, float]
    slack: float = 0.0


@dataclass(frozen=True, slots=True)
class Blocking:
    """How one issue blocks: whether every option is barred, whether lifting its red lines opens an empty zone."""

    issue: str
    all_barred: bool
    opens_alone: bool
    gap_points: float | None
    barred: dict[str, list[str]]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}


def total(space: Space) -> int:
    """Return the number of settlements, exclusions ignored."""
    return prod(np.diff(space.start)[: len(space.issues)].tolist())


def admissible(space: Space) -> Count:
    """Count the settlements without exclusion, exactly."""
    return Count(count.admissible(table(without_switches(space), red_lines=False)))


def in_zone(space: Space, *, red_lines: bool = True, rng: np.random.Generator) -> Count:
    """Count the zone: exact where it can be counted, otherwise estimated; an empty zone is always proven."""
    held = table(space, red_lines=red_lines)
    known = int(search.zones(held)[0]) if held.gain.shape[1] else -1
    if known == 0:
        return Count(0)
    try:
        value, exact, se = count.in_zone(held, rng=rng)
    except BlockTooLarge:
        if not space.switches:
            raise
        picks, size = count.sampled(table(without_switches(space), red_lines=red_lines), rng=rng)
        value, exact, se = count.estimate(space.switched(picks), size, held.gain[0], held.reserve[0])
    return Count(max(value, 1.0) if not exact and known == 1 else value, exact, se)


def frontier(space: Space, *, zone: bool, parties: tuple[str, ...] | None = None) -> Frontier:
    """Return the frontier of the zone, or of all admissible settlements, of a space of one draw.

    `parties` default to the required parties with a no-deal value, the first two of them when there are more than
    three. In the zone the others must accept, and what more they get counts for nothing. Raises `FrontTooLarge` where
    it cannot be drawn exactly within the limits.
    """
    signers = space.signers
    chosen = parties or frontier_parties(space)
    held = table(space, red_lines=zone)
    rows = [signers.index(party) for party in chosen]
    if not zone:
        part = held._replace(gain=held.gain[:, rows], reserve=held.reserve[:, rows], scale=held.scale[:, rows])
        return _listed(space, chosen, merge.merge(part, floor=False), 0)
    if len(rows) == len(signers):
        return _listed(space, chosen, merge.merge(held), rows[0])
    counted = np.isin(np.arange(len(signers)), rows)
    if len(rows) <= SWEPT_PARTIES:
        with suppress(*merge.TOO_LARGE):
            return _listed(space, chosen, merge.merge(held, counted=counted, limit=FEW_POINTS), rows[0])
        return _swept(space, chosen, sweep(held, rows))
    return _listed(space, chosen, merge.merge(held, counted=counted), rows[0])


def frontier_parties(space: Space) -> tuple[str, ...]:
    """Return the parties that a frontier is drawn for by default."""
    signers = space.signers
    return signers if len(signers) <= FRONTIER_PARTIES else signers[:DEFAULT_FRONTIER_PARTIES]


def _listed(space: Space, parties: tuple[str, ...], front: merge.Front, row: int) -> Frontier:
    """List the settlements of a frontier in falling order of the party of a `row` of its points."""
    if not len(front.points):
        return Frontier(parties, 0, True, ())
    order = np.argsort(-front.points[:, row], kind="stable")
    size = int(sum(merge.counts(front)))
    shown = order[np.linspace(0, len(order) - 1, min(len(order), LISTED)).astype(int)]
    picks, _ = merge.settlements(front, shown, limit=LISTED, each=1 if size > LISTED else None)
    return Frontier(parties, size, True, judge_all(space, picks))


def _swept(space: Space, parties: tuple[str, ...], found: Swept) -> Frontier:
    """List the settlements of a frontier that was found point by point."""
    size = sum(found.counts)
    held = found.picks if size <= LISTED else [picks[:1] for picks in found.picks]
    listed = np.concatenate([np.zeros((0, space.start.size - 1), dtype=np.int64), *held])
    shown = np.linspace(0, len(listed) - 1, min(len(listed), LISTED)).astype(int)
    return Frontier(parties, size, True, judge_all(space, listed[shown]))


def gap(space: Space, solved: search.Solved | None = None) -> Gap:
    """Return how near the parties come in one draw, with the settlements that attain it and who is short.

    `solved` is the space solved with `LISTED` ties kept, where the caller has it.
    """
    held = table(space)
    solved = search.solve(held, kept=LISTED) if solved is None else solved
    if solved.ties[0, search.EGALITARIAN] == 0:
        return Gap(None, (), {})
    kept = min(int(solved.ties[0, search.EGALITARIAN]), LISTED)
    picks = solved.pick[0, search.EGALITARIAN, :kept]
    points = solved.surplus[0, search.EGALITARIAN, 0] / held.scale[0]
    short = {party: -float(x) for party, x in zip(space.signers, points, strict=True) if x < 0}
    slack = float(solved.slack[0, search.EGALITARIAN])
    return Gap(float(solved.gap[0]), judge_all(space, picks), short, slack)


def lift(space: Space, issue: str) -> Space:
    """Return the space without the red lines on one issue."""
    lines = space.lines.copy()
    lines[:, :, [name == issue for name, _ in space.pairs]] = False
    place = {pair: k for k, pair in enumerate(space.pairs)}
    members = [[place[pair] for pair in pairs] for pairs in space.columns]
    return replace(space, lines=lines, barred=barred_columns(lines, members))


def drop(space: Space, party: str) -> Space:
    """Return the space in which one party need not consent."""
    required = space.required & (np.array(space.parties) != party)
    return replace(space, required=required)


def all_barred(space: Space, issue: str) -> np.ndarray:
    """Return per draw whether every named option of an issue meets a red line of a required party that binds."""
    by_any = np.asarray(space.lines[:, space.required][:, :, _named(space, issue)].any(axis=1))
    return np.asarray(by_any.all(axis=1))


def _named(space: Space, issue: str) -> list[int]:
    """Return the places of an issue's named options among the single ones."""
    return [k for k, (name, option) in enumerate(space.pairs) if name == issue and option != OPEN]


def blocking(space: Space, issues: tuple[str, ...]) -> tuple[Blocking, ...]:
    """Judge every issue of one draw: blocking ones first, then by the points their red lines cost."""
    barred = [issue for issue in issues if space.lines[0][:, _named(space, issue)].any()]
    here, *without = gap_values([space, *(lift(space, issue) for issue in barred)])
    found: list[Blocking] = []
    for issue in issues:
        lifted = without[barred.index(issue)] if issue in barred else here
        gained = None if lifted is None or here is None else lifted - here
        opens = (here is None or here < 0) and lifted is not None and lifted >= 0
        found.append(Blocking(issue, bool(all_barred(space, issue)[0]), opens, gained, _who(space, issue)))
    return tuple(sorted(found, key=lambda b: (not b.all_barred, not b.opens_alone, -(b.gap_points or 0.0))))


def gap_value(space: Space, *, red_lines: bool = True) -> float | None:
    """Return the value of `gap` alone, with or without red lines: nothing is listed."""
    value = float(search.gaps(table(space, red_lines=red_lines))[0])
    return value if np.isfinite(value) else None


def gap_values(spaces: Sequence[Space]) -> list[float | None]:
    """Return the value of `gap` alone of spaces of one draw that differ in their red lines, all at once."""
    tables = [table(space) for space in spaces]
    whole = tables[0].rows(np.zeros(len(tables), dtype=np.intp))
    found = search.gaps(whole._replace(allowed=np.concatenate([held.allowed for held in tables])))
    return [value if np.isfinite(value) else None for value in found.tolist()]


def _who(space: Space, issue: str) -> dict[str, list[str]]:
    parties = np.array(space.parties)
    return {
        space.pairs[k][1]: sorted(parties[space.lines[0, :, k] & space.required].tolist()) for k in _named(space, issue)
    }
