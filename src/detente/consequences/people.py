"""People: who returns from abroad, who from displacement, and what is rebuilt; cohorts in which nobody returns twice.

Each answer of a survey is a cohort. A deal sets how many of all would return; the cohorts share that by their
propensity. Who has not returned when a deal breaks stays; who has returned is not counted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente.case.check.desk import Missing, Node
from detente.case.check.fields import build, day, kept, number, one_of, record, text
from detente.case.check.sections import rows
from detente.case.fault import Unanswerable
from detente.case.quantity import Quantity
from detente.consequences.sheet import CODED, POSITIVE, RANGE, WORD, listed, read_sheet, shipped
from detente.kernels.ranges import not_negative, positive, share

SHARE = number(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, money or months as it was known on a day."""

    of: str
    as_of: date
    value: Quantity
    unit: str
    coded: str
    source: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a survey: the share who gave it, and how likely they return relative to those who intend to."""

    id: str
    share: float
    relative: float


@dataclass(frozen=True, slots=True)
class Survey:
    """What people abroad said of returning; `earlier` is the share who intended to, `months_between` before."""

    as_of: date
    earlier: float
    months_between: float
    coded: str
    source: str
    answers: tuple[Answer, ...]

    @property
    def erosion(self) -> float:
        """Rate a year at which intent fades: of the share who intend, between the two surveys."""
        return float(np.log(self.earlier / self.answers[0].share) * 12.0 / self.months_between)


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """All counts and surveys."""

    counts: tuple[Count, ...]
    surveys: tuple[Survey, ...]

    def known(self, what: str, as_of: date) -> Count:
        """Return the latest count at or before a day. Raises `Unanswerable` where nothing was known yet."""
        return _latest([row for row in self.counts if row.of == what], what, as_of)

    def survey(self, as_of: date) -> Survey:
        """Return the latest survey at or before a day. Raises `Unanswerable` where there was none yet."""
        return _latest(self.surveys, "surveys", as_of)


COUNT = {"of": WORD, "as_of": day, "value": RANGE, "unit": text, "coded": one_of(CODED), "source": text}
ANSWER = {"id": WORD, "share": SHARE, "relative": SHARE}


def _survey(node: Node) -> Any:
    table = {
        "as_of": day,
        "earlier": SHARE,
        "months_between": POSITIVE,
        "coded": one_of(CODED),
        "source": text,
        "answers": listed(Answer, ANSWER, tuple(ANSWER)),
    }
    row = record(node, table, tuple(table))
    return row if isinstance(row, Missing) else build(Survey, row, tuple(table))


@cache
def people() -> PeopleTable:
    """Return the counts and surveys that ship.

    Examples
    --------
    >>> people().known("need", date(2025, 12, 31)).value.mid
    524.0
    """
    table = {
        "as_of": day,
        "counts": listed(Count, COUNT, tuple(COUNT)),
        "surveys": lambda node: kept(_survey(item) for item in rows(node)),
    }
    held = read_sheet(shipped("people.yaml"), table, file="people.yaml")
    return PeopleTable(held["counts"], held["surveys"])


def _latest(held: Any, what: str, as_of: date) -> Any:
    known = [row for row in held if row.as_of <= as_of]
    if not known:
        first = min(row.as_of for row in held)
        raise Unanswerable(f"{what}: nothing is known before {first}, and the case is as of {as_of}")
    return max(known, key=lambda row: row.as_of)


@dataclass(frozen=True, slots=True)
class Returns:
    """People at the end of each month, D draws, T months, G cohorts; the same unit as the people given.

    Parameters
    ----------
    home
        ``(D, T, G)``: returned by then; never falls.
    left
        ``(D, T)``: those who went abroad since, where the share of return is negative.
    away
        ``(D, T)``: abroad then; ``away + home = people + left``.
    """

    home: np.ndarray
    left: np.ndarray
    away: np.ndarray


def cohort_shares(answers: tuple[Answer, ...], total: ArrayLike) -> np.ndarray:
    """Return the share of each cohort that returns, ``(D, G)``, so that ``total (D,)`` of all do.

    Cohorts share by propensity, at most all of each; what does not fit goes to the next. A negative total gives 0.

    Examples
    --------
    >>> cohort_shares((Answer("intends", 0.5, 1.0), Answer("no_hope", 0.5, 0.0)), [0.25, 0.75]).tolist()
    [[0.5, 0.0], [1.0, 0.0]]
    """
    size = np.array([row.share for row in answers])
    relative = np.array([row.relative for row in answers])
    wanted = np.maximum(np.atleast_1d(np.asarray(total, dtype=float)), 0.0)
    found = np.zeros((len(wanted), len(answers)))
    for _ in answers:
        missing = np.maximum(wanted - found @ size, 0.0)
        open_still = np.where(found < 1.0, size * relative, 0.0).sum(axis=1)
        pace = np.divide(missing, open_still, out=np.zeros_like(missing), where=open_still > 0.0)
        found = np.minimum(found + np.where(found < 1.0, relative, 0.0) * pace[:, None], 1.0)
    return found


def returns(
    abroad: ArrayLike, shares: np.ndarray, months_to: ArrayLike, survival: np.ndarray, *, leaving: ArrayLike = 0.0
) -> Returns:  # fmt: skip
    """Follow cohorts month by month.

    ``flow(u) = N share (e^(-(u-1)/tau) - e^(-u/tau)) S(u)``: those due in month u come while the deal holds.

    Parameters
    ----------
    abroad
        ``(D, G)`` people of each cohort.
    shares
        ``(D, G)``: of each cohort, who returns if the deal holds.
    months_to
        tau ``(D,)``.
    survival
        ``(T,)`` or ``(D, T)``.
    leaving
        ``(D,)``: people who leave the country in all where no deal holds, at the same pace.
    """
    people, part = not_negative("abroad", abroad), share("shares", shares)
    tau = positive("months_to", months_to)[..., None]
    held = np.atleast_2d(share("survival", survival))
    month = np.arange(1, held.shape[1] + 1)
    due = np.exp(-(month - 1) / tau) - np.exp(-month / tau)
    home = (due * held).cumsum(axis=1)[:, :, None] * (people * part)[:, None, :]
    left = (due * (1.0 - held)).cumsum(axis=1) * not_negative("leaving", leaving)[..., None]
    away = people.sum(axis=1)[:, None] - home.sum(axis=2) + left
    return Returns(home, left, away)


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """Money for rebuilding: ``inflow (D, T)`` a month, what is ``open (D, T)`` of the need, and what `bound` it.

    `bound` ``(D,)``: whether the pledge of the deal is more than can be absorbed.
    """

    inflow: np.ndarray
    open: np.ndarray
    bound: np.ndarray


def rebuilding(
    need: ArrayLike, absorbed: ArrayLike, pledge: np.ndarray, without: np.ndarray, survival: np.ndarray
) -> Rebuilding:  # fmt: skip
    """Follow the need: ``inflow = min(pledge, absorbed)`` a year, mixed by survival, and never more than is open.

    `pledge` and `without` ``(D,)`` USD bn a year while a deal holds and without one; `absorbed` a year, likewise.
    """
    most, held = not_negative("absorbed", absorbed), np.atleast_2d(share("survival", survival))
    here, there = np.minimum(pledge, most), np.minimum(without, most)
    wanted = (held * here[:, None] + (1.0 - held) * there[:, None]) / 12.0
    total = np.minimum(wanted.cumsum(axis=1), not_negative("need", need)[..., None])
    return Rebuilding(np.diff(total, axis=1, prepend=0.0), np.asarray(need)[..., None] - total, pledge > most)
