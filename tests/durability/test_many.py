"""Many settlements at once: the verdicts are those of one settlement after the other, to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from detente.durability.many import verdicts
from detente.durability.ratification import ratification
from detente.ensemble.hold.signed import chamber
from detente.ensemble.setting import Drawing, setting_of
from detente.formats.load import load

DRAWS = 30


@pytest.mark.parametrize("name", ["template", "miami", "miami_2026"])
def test_each_settlement_is_judged_in_its_own_draw_as_it_is_alone(name):
    held = chamber(setting_of(load(name), Drawing(DRAWS, 5)), DRAWS)
    space = held.space
    rng = np.random.default_rng(4)
    issues = [rng.integers(low, high, DRAWS) for low, high in zip(space.start, space.start[1:], strict=False)]
    columns = space.switched(np.column_stack(issues[: len(space.issues)]))
    found = verdicts(held.case, space, columns)
    for draw, pick in enumerate(columns):
        alone = ratification(held.case, space.take(slice(draw, draw + 1)), pick)
        for name_, held_ in (("probability", found.probability), ("low", found.low), ("high", found.high)):
            told = [float(getattr(step, name_)[0]) for step in alone.steps]
            np.testing.assert_array_equal(held_[draw], told)
        assert found.days[draw] == alone.days.expected


def test_a_case_without_steps_ratifies_all_at_once():
    held = chamber(setting_of(load("korea_1951"), Drawing(20, 1)), 20)
    found = verdicts(held.case, held.space, np.zeros((20, len(held.space.start) - 1), dtype=int))
    assert found.probability.shape == (20, 0)
    assert not found.days.any()
