"""Ranks of packages over the draws: sums hold, and confidence is what fixing the wishes gives."""

from __future__ import annotations

import numpy as np
import pytest

from tests import runs

FOUND = runs.flagship()


def test_ranks_of_a_package_and_places_of_a_rank_sum_to_one() -> None:
    assert [row["party"] for row in FOUND["ranks"]] == ["RU", "UA"]
    for row in FOUND["ranks"]:
        table = np.array([package["ranks"] for package in row["packages"]])
        assert table.sum(axis=1) == pytest.approx(np.ones(len(table)))
        assert table[:, 0].sum() >= 1.0 - 1e-12
        assert all(0.0 <= package["entropy"] <= np.log2(len(table)) for package in row["packages"])


def test_of_two_packages_one_wins_or_they_tie() -> None:
    for row in FOUND["ranks"]:
        beats = {package["id"]: package["beats"] for package in row["packages"]}
        for a, wins in beats.items():
            assert all(0.0 <= share and share + beats[b][a] <= 1.0 + 1e-12 for b, share in wins.items())
        first = max(row["packages"], key=lambda package: package["ranks"][0])
        assert np.mean([*first["beats"].values()]) > 0.5


def test_an_offer_that_nobody_signs_is_no_optimum() -> None:
    for row in FOUND["acceptability"]:
        assert set(row["optimal"]) == {"nash", "kalai_smorodinsky", "egalitarian", "utilitarian"}
        assert max(row["optimal"].values()) <= row["share"] + 1e-12


def test_central_preferences_accept_more_often_than_all_draws_do() -> None:
    share = {row["id"]: row["share"] for row in FOUND["acceptability"]}
    told = [row for row in FOUND["central_preferences"] if row["confidence"] is not None]
    assert told
    assert all(row["confidence"] >= share[row["id"]] - 0.1 for row in told)
