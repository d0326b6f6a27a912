"""What to watch: indicators with their likelihood ratios, what seeing them would tell, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.case.evidence import Indicator
from detente.case.nouns import Case
from detente.evidence.contributions import shares
from detente.evidence.grades import grades
from detente.evidence.likelihoods import weigh
from detente.evidence.update import ledger, named

DAYS, WEEKS, LATER = "days", "weeks", "later"


@dataclass(frozen=True, slots=True)
class Watched:
    """An indicator against the posterior of the day; mappings are by hypothesis.

    Parameters
    ----------
    within
        ``days``, ``weeks`` or ``later``: how soon its day comes.
    expected
        Probability that it is seen by its day.
    seen_ratio, unseen_ratio
        Likelihood ratio of each hypothesis against all others if it is seen, ``sens / fpr``, and if it is not,
        ``(1 - sens) / (1 - fpr)``.
    if_seen, if_unseen
        Posteriors.
    gain
        Bits by which it is expected to lessen the uncertainty over the hypotheses; exact.
    """

    indicator: Indicator
    days: int
    within: str
    expected: float
    seen_ratio: dict[str, float]
    unseen_ratio: dict[str, float]
    if_seen: dict[str, float]
    if_unseen: dict[str, float]
    gain: float


def entropy(p: np.ndarray) -> float:
    """Return the uncertainty of probabilities in bits.

    Examples
    --------
    >>> entropy(np.array([0.5, 0.5])), entropy(np.array([1.0, 0.0]))
    (1.0, 0.0)
    """
    held = p[p > 0.0]
    return float(-(held * np.log2(held)).sum()) + 0.0


def watch_list(case: Case, day: date | None = None) -> tuple[Watched, ...]:
    """Return the indicators whose day has not passed, the most telling first; equal ones by day, then id.

    ``gain = H(p) - P(seen) H(p | seen) - P(not seen) H(p | not seen)``, the mutual information of indicator and
    hypotheses (Lindley 1956, from memory); 0 where it is as likely under all. What is seen is taken as seen.

    Raises
    ------
    Unanswerable
        When the case has no hypotheses.
    """
    held = ledger(case)
    now, posterior = day or case.as_of, shares(held.posterior_log)
    rows = [_watched(row, held.hypotheses, posterior, now) for row in case.indicators if row.by > now]
    return tuple(sorted(rows, key=lambda row: (-row.gain, row.indicator.by, row.indicator.id)))


def _watched(row: Indicator, hypotheses: tuple[str, ...], p: np.ndarray, now: date) -> Watched:
    seen = np.exp(weigh(row.bears, hypotheses).log)
    expected = float(p @ seen)
    after, without = p * seen / expected, p * (1.0 - seen) / (1.0 - expected)
    gain = entropy(p) - expected * entropy(after) - (1.0 - expected) * entropy(without)

    days = (row.by - now).days
    within = DAYS if days <= grades().days else WEEKS if days <= grades().weeks else LATER
    return Watched(
        row,
        days,
        within,
        expected,
        seen_ratio=named(hypotheses, _ratio(p, seen)),
        unseen_ratio=named(hypotheses, _ratio(p, 1.0 - seen)),
        if_seen=named(hypotheses, after),
        if_unseen=named(hypotheses, without),
        gain=max(gain, 0.0),
    )


def _ratio(p: np.ndarray, likelihood: np.ndarray) -> np.ndarray:
    """Return the likelihood under each hypothesis over that under all others, weighed by what they are worth now."""
    rest = ((p @ likelihood) - p * likelihood) / np.maximum(1.0 - p, np.finfo(float).tiny)
    return likelihood / rest
