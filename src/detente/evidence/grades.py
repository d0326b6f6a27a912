"""How graded claims count: the dated, judged table in `parameters`, and the grade of a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from detente.case.evidence import LEVELS, UNGRADED, Claim
from detente.case.nouns import Case
from detente.case.quantity import Quantity

FILE = "parameters/grades.yaml"


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the matrix of hypotheses reads.

    Parameters
    ----------
    weights
        Level -> weight.
    scores
        Consistency -> score.
    letters, digits
        Reliability letter and credibility digit of a grade -> level.
    inconsistent, very_inconsistent
        Shares of the best-fitting hypothesis' likelihood at or below which a hypothesis is I, or II.
    """

    weights: Mapping[str, float]
    scores: Mapping[str, float]
    letters: Mapping[str, str]
    digits: Mapping[str, str]
    inconsistent: float
    very_inconsistent: float


@dataclass(frozen=True, slots=True)
class Grades:
    """The table of one date.

    Parameters
    ----------
    reliability
        Letter A-F -> probability, with its band, that a report reflects what is so.
    copy_words, copy_similarity
        Words in a run, and the share of common runs from which on two texts are copies.
    days, weeks
        Days ahead that are the coming days, and the coming weeks.
    """

    as_of: date
    coded: str
    reliability: Mapping[str, Quantity]
    matrix: Matrix
    copy_words: int
    copy_similarity: float
    days: int
    weeks: int


@cache
def grades() -> Grades:
    """Return the table that ships."""
    import yaml

    held: Any = yaml.safe_load((files("detente.evidence") / FILE).read_text(encoding="utf-8"))
    return Grades(
        as_of=held["as_of"],
        coded=held["coded"],
        reliability={letter: Quantity(**row) for letter, row in held["reliability"].items()},
        matrix=Matrix(**held["matrix"]),
        copy_words=held["copies"]["words"],
        copy_similarity=held["copies"]["similarity"],
        days=held["watch"]["days"],
        weeks=held["watch"]["weeks"],
    )


def grade_of(case: Case, claim: Claim) -> str:
    """Return the Admiralty grade of a claim: its own, else its source's, else that of what cannot be judged."""
    return claim.grade or (case.source(claim.source).grade if claim.source else "") or UNGRADED


def reliability(grade: str) -> Quantity:
    """Return the probability that a report of this grade reflects what is so; the letter alone decides.

    Examples
    --------
    >>> reliability("B1") == reliability("B5"), reliability("A1").mid > reliability("E1").mid
    (True, True)
    """
    return grades().reliability[grade[0]]


def credibility(grade: str) -> str:
    """Return the level of a grade in the matrix of hypotheses: the lower of its letter's and its digit's.

    Examples
    --------
    >>> credibility("A1"), credibility("A3"), credibility("E1")
    ('high', 'medium', 'low')
    """
    held = grades().matrix
    return min(held.letters[grade[0]], held.digits[grade[1]], key=LEVELS.index)
