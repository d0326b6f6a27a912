"""The seam: from a case and its inputs to part-worths, no-deal values and red lines per draw.

`Space` is small: columns, never settlements. Numbers are integers in one unit, so that a settlement exactly at
the no-deal value is in the zone and ties are exact: worths and no-deal values are rounded to 10^-5 points, each party's
saliences to five significant digits of its largest, and their products are exact (docs/decisions/0005).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import OPEN, Case
from detente.case.once import once
from detente.kernels.select import POWER_GRID
from detente.kernels.table import Table, listed
from detente.settlement.frame import frame_of
from detente.settlement.inputs import Inputs, option_columns, rated
from detente.settlement.interactions import additive
from detente.settlement.units import on_grid

NOBODY = (
    "no required party has both a no-deal value and views on at least half of the issues, so there is nothing to"
    " bargain over; give one of them both, under `no_deal` and `views`"
)


@dataclass(frozen=True, slots=True)
class Space:
    """Everything the kernels need of a case, per draw. All draws share the columns.

    Parameters
    ----------
    issues
        Ids of the issues; a super-issue (interacting issues merged) joins the ids with ``+``.
    columns
        Per column the ``(issue, option)`` pairs it settles: one pair, several in a super-issue, none in a switch.
        `open` included.
    start
        ``(I + S + 1,)``: issue ``i`` owns columns ``start[i]:start[i + 1]``; switches follow the issues.
    forbidden
        Exclusions as tuples of columns.
    parties
        Ids of all parties that hold a view, in file order.
    required, valued, covered
        ``(P,)`` bool: must consent; has a no-deal value and enters the solutions; has views on half of the issues.
    worth
        ``(D, P, C)`` int64: salience x worth.
    reserve
        ``(D, P)`` int64: no-deal value x sum of saliences; 0 for parties that are not valued.
    scale
        ``(D, P)`` int64, positive: ``sum(worth) / scale`` is the utility in points.
    barred
        ``(D, P, C)`` bool: columns that meet a red line that binds.
    pairs, lines
        The single options (issue, option), ``open`` among them, and ``(D, P, len(pairs))`` bool: red lines that bind on
        them. The same as the columns unless issues are merged.
    leverage
        ``(D, P)``, in steps on which powers are compared exactly, and at least one step: who must consent has some.
    switches
        Per switch the columns that turn it on when all are taken: an interaction that no super-issue holds
        (`settlement.interactions`). Its two columns are off and on.
    """

    issues: tuple[str, ...]
    columns: tuple[tuple[tuple[str, str], ...], ...]
    start: np.ndarray
    forbidden: tuple[tuple[int, ...], ...]
    parties: tuple[str, ...]
    required: np.ndarray
    valued: np.ndarray
    covered: np.ndarray
    worth: np.ndarray
    reserve: np.ndarray
    scale: np.ndarray
    barred: np.ndarray
    pairs: tuple[tuple[str, str], ...]
    lines: np.ndarray
    leverage: np.ndarray
    switches: tuple[tuple[int, ...], ...] = ()

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.worth.shape[0]

    @property
    def signers(self) -> tuple[str, ...]:
        """Ids of the required parties that have a no-deal value, in order."""
        return tuple(np.array(self.parties)[self.required & self.valued].tolist())

    def settlement(self, columns: np.ndarray) -> dict[str, str]:
        """Return the settlement of one column per issue, in the file's order of issues."""
        return self.settlements(columns[None])[0]

    def settlements(self, picks: np.ndarray) -> list[dict[str, str]]:
        """Return several settlements, ``picks (n, I)``, as `settlement` does one by one."""
        issues = [*dict.fromkeys(issue for issue, _ in self.pairs)]
        found: list[dict[str, str]] = []
        for columns in picks.tolist():
            chosen = dict(pair for column in columns for pair in self.columns[column])
            found.append({issue: chosen[issue] for issue in issues})
        return found

    def pick(self, settlement: dict[str, str]) -> np.ndarray:
        """Return the column per issue and switch of a full settlement; raises `KeyError` where an option is missing."""
        index = {pairs: column for column, pairs in enumerate(self.columns)}
        taken = [index[tuple((i, settlement[i]) for i in name.split("+"))] for name in self.issues]
        return self.switched(np.array(taken))

    def switched(self, columns: np.ndarray) -> np.ndarray:
        """Return settlements, one column per issue ``(..., I)``, with the column of every switch ``(..., I + S)``."""
        on = [np.isin(columns, needed).sum(axis=-1) == len(needed) for needed in self.switches]
        off = self.start[len(self.issues) : -1]
        return np.concatenate([columns, *((at + held)[..., None] for at, held in zip(off, on, strict=True))], axis=-1)

    def take(self, rows: slice | np.ndarray) -> Space:
        """Return the space of some draws only."""
        per_draw = ("worth", "reserve", "scale", "barred", "lines", "leverage")
        return replace(self, **{name: getattr(self, name)[rows] for name in per_draw})

    def only(self, keep: np.ndarray) -> Space:
        """Return the space of some parties only, ``keep (P,)`` bool."""
        return _only(self, keep)


def space(case: Case, inputs: Inputs, no_deal: np.ndarray, *, worth: np.ndarray | None = None) -> Space:
    """Build the space of a case.

    Parameters
    ----------
    case
        The case as known at its as-of date.
    inputs
        One row per draw.
    no_deal
        ``(D, parties of the case)``: no-deal values to use, shifted and bounded (`settlement.no_deal`); NaN for none.
    worth
        The result of `worths`, where the caller has it already.

    Raises
    ------
    Unanswerable
        When no required party has a utility to bargain with.
    TooLarge
        When there are too many interactions that no super-issue holds.
    """
    frame = frame_of(case)
    salience = _integers(inputs.salience, frame.unit.salience[None, :, None])
    if not (frame.required & frame.valued).any():
        raise Unanswerable(NOBODY)
    if np.isnan(no_deal[:, frame.valued]).any():
        raise ValueError("a party with a no-deal value has none in some draw")
    points = _integers(worths(case, inputs) if worth is None else worth, frame.unit.worth)
    bare = np.where(np.isnan(no_deal), 0.0, no_deal)
    reserve = np.where(frame.valued, _integers(bare, frame.unit.worth), 0)
    total = salience.sum(axis=2)
    settled = np.where(frame.open, reserve[:, :, None], np.take(points, frame.named, axis=2))
    barred = np.take(inputs.barred, frame.named, axis=2) & ~frame.open
    plain = Space(
        issues=tuple(issue.id for issue in case.issues),
        columns=tuple((pair,) for pair in frame.pairs),
        start=frame.start,
        forbidden=frame.forbidden,
        parties=tuple(party.id for party in case.parties),
        required=frame.required,
        valued=frame.valued,
        covered=frame.covered,
        worth=np.take(salience, frame.issue, axis=2) * settled,
        reserve=reserve * total,
        scale=np.maximum(total, 1) * frame.unit.worth,
        barred=barred,
        pairs=frame.pairs,
        lines=barred,
        leverage=on_grid(np.maximum(inputs.leverage, 1.0 / POWER_GRID), POWER_GRID),
    )
    return _only(additive(case, plain), frame.viewing)


def table(given: Space, *, red_lines: bool = True, comprehensive: bool = False) -> Table:
    """Return the arrays for the kernels: required parties with a no-deal value, columns no required party bars.

    With `red_lines` False every column is allowed; with `comprehensive` the `open` options are left out.
    """
    rows = np.flatnonzero(given.required & given.valued)
    allowed = np.ones((given.draws, len(given.columns)), dtype=bool)
    if red_lines:
        allowed &= ~given.barred[:, given.required].any(axis=1)
    if comprehensive:
        allowed &= np.array([all(option != OPEN for _, option in pairs) for pairs in given.columns])
    bounds, flat = listed(given.forbidden)
    return Table(
        start=given.start,
        gain=np.ascontiguousarray(given.worth[:, rows]),
        reserve=np.ascontiguousarray(given.reserve[:, rows]),
        scale=np.ascontiguousarray(given.scale[:, rows]),
        power=np.ascontiguousarray(given.leverage[:, rows]),
        allowed=allowed,
        forbid_start=bounds,
        forbid_column=flat,
    )


def worths(case: Case, inputs: Inputs) -> np.ndarray:
    """Return the worth of every named option to every party, ``(D, parties, columns)`` in points; 0 without a view.

    Worth from a position: ``100 - |score - position|``; with shape `at_least` (`at_most`) a score above (below) the
    position costs nothing.
    """
    issue_of = np.array([i for i, issue in enumerate(case.issues) for _ in issue.options])
    score = np.array([np.nan if o.score is None else o.score for issue in case.issues for o in issue.options])
    least, most = _one_sided(case)
    miss = score - inputs.position[:, :, issue_of]
    np.minimum(miss, 0.0, out=miss, where=least[None])
    np.maximum(miss, 0.0, out=miss, where=most[None])
    worth = 100.0 - np.abs(miss)
    worth[np.isnan(worth)] = 0.0
    for (party, column), place in rated(case).items():
        worth[:, party, column] = inputs.worth[:, place]
    return worth


@once
def _one_sided(case: Case) -> tuple[np.ndarray, np.ndarray]:
    """Which (party, column) pairs have shape `at_least`, and which `at_most`."""
    columns = option_columns(case)
    parties = {party.id: p for p, party in enumerate(case.parties)}
    masks = {shape: np.zeros((len(parties), len(columns)), dtype=bool) for shape in ("point", "at_least", "at_most")}
    for view in case.views:
        for option in case.issue(view.issue).option_ids:
            masks[view.shape][parties[view.party], columns[view.issue, option]] = True
    return masks["at_least"], masks["at_most"]


def _integers(values: np.ndarray, unit: float | np.ndarray) -> np.ndarray:
    return np.rint(values * unit).astype(np.int64)


def _only(given: Space, keep: np.ndarray) -> Space:
    if keep.all():
        return given
    return replace(
        given,
        parties=tuple(np.array(given.parties)[keep].tolist()),
        required=given.required[keep],
        valued=given.valued[keep],
        covered=given.covered[keep],
        worth=given.worth[:, keep],
        reserve=given.reserve[:, keep],
        scale=given.scale[:, keep],
        barred=given.barred[:, keep],
        lines=given.lines[:, keep],
        leverage=given.leverage[:, keep],
    )
