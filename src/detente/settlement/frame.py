"""What the space of a case has of the case alone: its columns, its exclusions, its units, and who bargains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.coverage import covers
from detente.case.nouns import OPEN, Case
from detente.case.once import once
from detente.settlement.inputs import option_columns
from detente.settlement.units import Units, units


@dataclass(frozen=True, slots=True)
class Frame:
    """What the space of a case has of the case alone; C columns, `open` options among them.

    `pairs`, `start`, `forbidden`, `required`, `valued` and `covered` as in `Space`; `issue (C,)` the issue of every
    column, `named (C,)` its column in `Inputs`, 0 for `open (C,)`; `viewing (P,)` which parties have a view.
    """

    pairs: tuple[tuple[str, str], ...]
    start: np.ndarray
    issue: np.ndarray
    named: np.ndarray
    open: np.ndarray
    forbidden: tuple[tuple[int, ...], ...]
    unit: Units
    required: np.ndarray
    valued: np.ndarray
    covered: np.ndarray
    viewing: np.ndarray


@once
def frame_of(case: Case) -> Frame:
    """Return the frame of a case."""
    named, views = option_columns(case), {view.party for view in case.views}
    own = [(*issue.option_ids, *((OPEN,) if issue.deferrable else ())) for issue in case.issues]
    pairs = tuple((issue.id, option) for issue, options in zip(case.issues, own, strict=True) for option in options)
    place = {pair: column for column, pair in enumerate(pairs)}
    return Frame(
        pairs=pairs,
        start=np.cumsum([0, *map(len, own)]).astype(np.int64),
        issue=np.repeat(np.arange(len(own)), [len(options) for options in own]),
        named=np.array([named.get(pair, 0) for pair in pairs], dtype=np.int64),
        open=np.array([option == OPEN for _, option in pairs]),
        forbidden=tuple(tuple(place[pair] for pair in exclusion.settlement.items()) for exclusion in case.forbid),
        unit=units(case),
        required=np.array([party.required for party in case.parties]),
        valued=valued_parties(case),
        covered=covered_parties(case),
        viewing=np.array([party.id in views for party in case.parties]),
    )


def valued_parties(case: Case) -> np.ndarray:
    """Return which parties have a utility to bargain with: a no-deal value, and views on half of the issues."""
    values = {entry.party for entry in case.no_deal if entry.value is not None}
    return covered_parties(case) & np.array([p.id in values for p in case.parties])


def covered_parties(case: Case) -> np.ndarray:
    """Return which parties have views on at least half of the issues; the views of others are red lines only."""
    return np.array([covers(case, party.id) for party in case.parties])
