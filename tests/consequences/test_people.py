"""People: identities of the cohorts, and of what is rebuilt."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.fault import Unanswerable
from detente.consequences.people import cohort_shares, people, rebuilding, returns

ANSWERS = people().surveys[0].answers
SURVIVAL = st.lists(st.floats(0.8, 1.0), min_size=1, max_size=30).map(np.cumprod)


@given(st.floats(-0.2, 1.0))
def test_cohorts_give_the_total_as_far_as_anyone_wants_to_return(total: float) -> None:
    (found,) = cohort_shares(ANSWERS, total)
    size = np.array([row.share for row in ANSWERS])
    most = sum(row.share for row in ANSWERS if row.relative > 0)
    assert found @ size == pytest.approx(min(max(total, 0.0), most), abs=1e-12)
    assert (found >= 0.0).all()
    assert (found <= 1.0).all()
    assert found[2] == 0.0


@given(st.floats(0.0, 0.9), st.floats(1.0, 60.0), SURVIVAL)
def test_nobody_returns_twice_and_nobody_is_lost(total: float, tau: float, survival: np.ndarray) -> None:
    abroad = 5.9 * np.array([[row.share for row in ANSWERS]])
    share = cohort_shares(ANSWERS, total)
    found = returns(abroad, share, [tau], survival, leaving=[0.3])
    assert found.away + found.home.sum(axis=2) == pytest.approx(5.9 + found.left, abs=1e-12)
    assert (np.diff(found.home, axis=1) >= 0.0).all()
    assert (found.home[:, -1] <= abroad * share + 1e-12).all()
    assert (found.left <= 0.3).all()


def test_a_deal_that_holds_is_the_closed_form() -> None:
    found = returns([[2.0]], np.array([[0.5]]), [18.0], np.ones(36))
    assert found.home[0, :, 0] == pytest.approx(1.0 - np.exp(-np.arange(1, 37) / 18.0))


def test_a_deal_that_breaks_brings_fewer_home() -> None:
    held, broken = (returns([[2.0]], np.array([[0.5]]), [18.0], s) for s in (np.ones(24), np.linspace(1, 0.5, 24)))
    assert (broken.home[0, 1:] < held.home[0, 1:]).all()


def test_intent_faded_from_one_survey_to_the_next() -> None:
    survey = people().survey(date(2025, 12, 31))
    assert np.exp(-survey.erosion) == pytest.approx(0.65 / 0.77)
    assert sum(row.share for row in survey.answers) == pytest.approx(1.0)


def test_a_case_knows_what_was_known_then() -> None:
    assert people().known("need", date(2025, 12, 31)).value.mid == 524
    assert people().known("need", date(2026, 6, 30)).value.mid == 568
    with pytest.raises(Unanswerable, match=r"need: nothing is known before 2025-02-25, and the case is as of 1951"):
        people().known("need", date(1951, 7, 10))


@given(st.floats(0, 100), st.floats(1, 60), st.floats(1, 40), SURVIVAL)
def test_what_is_rebuilt_is_no_more_than_pledged_absorbed_or_needed(
    need: float, pledge: float, absorbed: float, survival: np.ndarray
) -> None:  # fmt: skip
    found = rebuilding([need], [absorbed], np.array([pledge]), np.array([0.5]), survival)
    assert found.inflow.sum() + found.open[0, -1] == pytest.approx(need)
    assert (found.inflow >= -1e-12).all()
    assert found.inflow.max() <= min(max(pledge, 0.5), absorbed) / 12.0 + 1e-12
    assert found.open.min() >= -1e-12
    assert found.bound[0] == (pledge > absorbed)
