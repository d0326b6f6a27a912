"""The matrix of hypotheses (ACH): a view of the same evidence, never the source of a probability."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp

from detente.case.evidence import Claim
from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.evidence.grades import credibility, grade_of, grades
from detente.evidence.likelihoods import weigh
from detente.evidence.update import NO_HYPOTHESES, Ledger, ledger

SLACK = 1e-9
"""Relative rounding of a ratio of likelihoods that lies on a border."""


@dataclass(frozen=True, slots=True)
class Row:
    """One origin in the matrix.

    Parameters
    ----------
    credibility, relevance
        ``low``, ``medium`` or ``high``.
    consistency
        Hypothesis -> ``II``, ``I``, ``N``, ``C`` or ``CC``.
    diagnosticity
        Spread of the log-likelihoods over the hypotheses, mixed over the source's reliability; 0: it tells nothing.
    """

    claim: Claim
    credibility: str
    relevance: str
    consistency: dict[str, str]
    diagnosticity: float


@dataclass(frozen=True, slots=True)
class HypothesisMatrix:
    """The matrix and its score: hypothesis -> weighted inconsistency, 0 or below; it is no probability."""

    rows: tuple[Row, ...]
    inconsistency: dict[str, float]


def weighted_inconsistency(items: Iterable[tuple[str, str, str]]) -> float:
    """Return the sum of credibility x relevance x consistency of some items, each named by its level or letter.

    PARC ACH 1.1, technical description (as quoted in a forum of the IARPA Geopolitical Forecasting Challenge).

    Examples
    --------
    >>> [round(weighted_inconsistency([(level, level, "II")]), 12) for level in ("high", "low")]
    [-4.0, -1.0]
    """
    held = grades().matrix
    return sum(held.weights[one] * held.weights[two] * held.scores[letter] for one, two, letter in items)


def matrix(case: Case) -> HypothesisMatrix:
    """Return the matrix of a case: one row for each origin that bears on the hypotheses.

    A hypothesis is consistent with an item by the likelihood that the item states, beside the hypothesis it fits best;
    the grade weighs the row. Raises `Unanswerable` where the case has no hypotheses.
    """
    if not case.hypotheses:
        raise Unanswerable(NO_HYPOTHESES)
    held = ledger(case)
    rows = tuple(_row(case, held, k) for k in range(len(held.items)))
    total = {
        key: weighted_inconsistency((row.credibility, row.relevance, row.consistency[key]) for row in rows)
        for key in held.hypotheses
    }
    return HypothesisMatrix(rows, total)


def _row(case: Case, held: Ledger, k: int) -> Row:
    origin, weighed = held.items[k]
    claim = origin.counted
    stated = weigh(claim.bears, held.hypotheses).log
    best = stated.max()
    fit = {key: exp(own - best) for key, own in zip(held.hypotheses, stated, strict=True)}
    level = credibility(grade_of(case, claim))
    return Row(claim, level, claim.relevance, letters(fit), float(weighed.log.max() - weighed.log.min()))


def letters(fit: Mapping[str, float]) -> dict[str, str]:
    """Return the consistency of each hypothesis, given its likelihood as a share of the best one's.

    Examples
    --------
    >>> letters({"a": 1.0, "b": 0.4, "c": 0.05}), letters({"a": 1.0, "b": 0.9})
    ({'a': 'CC', 'b': 'I', 'c': 'II'}, {'a': 'N', 'b': 'N'})
    """
    held = grades().matrix
    least = min(fit.values())
    best = "CC" if _at_most(least, held.very_inconsistent) else "C" if _at_most(least, held.inconsistent) else "N"
    below = {"II": held.very_inconsistent, "I": held.inconsistent}
    return {
        key: next((letter for letter, end in below.items() if _at_most(own, end)), best) for key, own in fit.items()
    }


def _at_most(value: float, end: float) -> bool:
    return value <= end * (1.0 + SLACK)
