"""Many settlements judged at once are judged as one by one, by the definitions."""

from __future__ import annotations

from itertools import islice, product

import numpy as np
from hypothesis import given, settings

from detente.case.nouns import OPEN, Case
from detente.formats.load import load
from detente.settlement.judge import judge, judge_all
from detente.settlement.space import Space
from tests.published.tables import central_space
from tests.strategies import bargains


def first(space: Space, most: int) -> np.ndarray:
    """Return the first settlements of a space, one column per issue."""
    ranges = [range(low, high) for low, high in zip(space.start[:-1], space.start[1:], strict=True)]
    return np.array([*islice(product(*ranges), most)])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(bargains())
def test_many_are_judged_as_the_definitions_say(case: Case) -> None:
    space = central_space(case)
    picks = first(space, 60)
    for pick, judged in zip(picks.tolist(), judge_all(space, picks), strict=True):
        worth = space.worth[0][:, pick].sum(axis=1)
        refuses = space.barred[0][:, pick].any(axis=1) | ((worth < space.reserve[0]) & space.valued)
        stands = not any(set(columns) <= set(pick) for columns in space.forbidden)
        assert judged.in_zone == (stands and not refuses[space.required].any())
        whole = OPEN not in judged.options.values()
        wanted = {
            party: worth[p] / space.scale[0, p]
            for p, party in enumerate(space.parties)
            if space.valued[p] or (space.covered[p] and whole)
        }
        assert judged.utility == wanted
        assert np.array_equal(space.pick(judged.options), pick)
        assert judge(space, np.array(pick)) == judged


def test_of_no_settlement_nothing_is_judged() -> None:
    space = central_space(load("korea_1951"))
    assert judge_all(space, first(space, 1)[:0]) == ()
