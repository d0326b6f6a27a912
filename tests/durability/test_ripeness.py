"""Ripeness and the obstacle: small tables whose answer can be seen."""

from __future__ import annotations

import numpy as np
import pytest

from detente.durability.obstacle import Found, obstacles
from detente.durability.ripeness import ripeness, slope


def test_a_moment_is_ripe_when_all_hurt_and_see_a_way_out() -> None:
    found = ripeness("NS", [[-1.0, -2.0], [-1.0, 0.5], [-1.0, -2.0]], [True, True, False])
    assert found.ripe.tolist() == [True, False, False]
    north, south = found.rows()
    assert (north["hurting"], north["waits"]) == (1.0, False)
    assert south["hurting"] == pytest.approx(2 / 3)


def test_a_party_that_does_as_well_waiting_is_not_hurt() -> None:
    assert ripeness("N", [[0.0]], True).rows()[0]["waits"]


def test_slopes_are_those_of_least_squares() -> None:
    rng = np.random.default_rng(3)
    years, values = rng.random(6), rng.random((4, 6))
    wanted = [np.polyfit(years, row, 1)[0] for row in values]
    assert slope(values, years) == pytest.approx(wanted)
    with pytest.raises(ValueError, match="at least two different times"):
        slope([1.0, 2.0], [3.0, 3.0])


def test_slopes_without_a_party_are_refused() -> None:
    with pytest.raises(ValueError, match="slopes: 2 columns for 1 parties"):
        ripeness("N", [[1.0, 2.0]], True)


def found(**more) -> Found:
    """Two draws in which nothing stands in the way."""
    calm = {
        "gap": np.array([2.0, 4.0]),
        "perceived_gap": np.array([1.0, 3.0]),
        "gap_without_red_lines": np.array([5.0, 5.0]),
        "issues": ("land", "gas"),
        "all_barred": np.zeros((2, 2), dtype=bool),
        "parties": ("N", "S"),
        "slack": np.array([[3.0, 1.0], [3.0, 1.0]]),
    }
    return Found(**calm | more)


def test_where_nothing_stands_in_the_way_every_share_is_nought() -> None:
    assert {row.kind: row.share for row in obstacles(found())} == dict.fromkeys(
        ("information", "commitment", "indivisibility", "interests"), 0.0
    )


@pytest.mark.parametrize(
    ("more", "kind", "share", "at", "points"),
    [
        ({"perceived_gap": np.array([-1.0, 3.0])}, "information", 0.5, "", -2.0),
        ({"slack": np.array([[3.0, -1.0], [3.0, -3.0]])}, "commitment", 1.0, "S", -2.0),
        ({"all_barred": np.array([[True, False], [True, True]])}, "indivisibility", 1.0, "land", 2.0),
        ({"gap_without_red_lines": np.array([-4.0, 5.0])}, "interests", 0.5, "", 0.5),
    ],
)
def test_each_obstacle_is_named_with_its_number(more, kind: str, share: float, at: str, points: float) -> None:
    first = obstacles(found(**more))[0]
    assert (first.kind, first.share, first.at, first.points) == (kind, share, at, points)


def test_a_draw_in_which_every_settlement_is_barred_is_no_question_of_trust() -> None:
    barred = found(gap=np.array([np.nan, np.nan]), slack=np.full((2, 2), -1.0))
    assert {row.kind: row.share for row in obstacles(barred)}["commitment"] == 0.0
    assert obstacles(barred)[0].to_dict()["share"] == 0.0


def test_a_case_without_payoffs_of_breach_has_no_number_of_commitment() -> None:
    rows = {row.kind: row for row in obstacles(found(parties=(), slack=np.zeros((2, 0))))}
    assert rows["commitment"].to_dict()["points"] is None
