"""The nouns of what we know: exclusive hypotheses, claims that bear on them or on inputs, and indicators to watch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from detente.case.marking import Marked
from detente.case.quantity import Quantity

GRADE = "[A-F][1-6]"
"""Admiralty grade: reliability of the source A-F and credibility of the item 1-6, two independent letters."""
UNGRADED = "F6"
"""The grade of what nobody graded: neither the source nor the item can be judged."""
LEVELS = ("low", "medium", "high")
LIKELY = (1e-4, 1.0 - 1e-4)
"""Bounds of the probability of what is seen under a hypothesis: no single item proves or rules out anything."""
RATIOS = (1e-4, 1e4)
"""Bounds of a likelihood ratio, for the same reason."""


@dataclass(frozen=True, slots=True)
class Hypothesis(Marked):
    """One of at least two exclusive explanations weighed by the same evidence; the priors of all add up to one."""

    id: str
    name: str
    prior: Quantity
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Bearing:
    """How likely an item is to be there under the hypotheses: one of three forms.

    Parameters
    ----------
    on
        Hypothesis of `ratio`, or of `sens` and `fpr`; empty where `likelihoods` speaks of all.
    ratio
        How many times as likely the item is if `on` holds as if any of the others does.
    sens, fpr
        Probabilities of the item if `on` holds, and if any of the others does.
    likelihoods
        Hypothesis -> probability of the item under it; every hypothesis once.
    """

    on: str = ""
    ratio: Quantity | None = None
    sens: Quantity | None = None
    fpr: Quantity | None = None
    likelihoods: Mapping[str, Quantity] = field(default_factory=dict[str, Quantity])

    @property
    def tells(self) -> bool:
        """Whether it says anything about the hypotheses."""
        return bool(self.on or self.likelihoods)


NO_BEARING = Bearing()


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says an input is, in the unit of the input."""

    path: str
    value: Quantity


@dataclass(frozen=True, slots=True)
class Claim(Marked):
    """A dated statement attributed to a source, which can be true or false.

    Parameters
    ----------
    source
        Id of the source that was read; empty where there is none.
    attribution, hedge
        Whom the text itself names for it, and how it softens it, in its own words.
    grade
        Admiralty grade; empty: that of its source.
    group
        Name of the independence group: claims of one origin have one and count once.
    relevance
        One of `LEVELS`; only the matrix of hypotheses reads it.
    bears
        How likely it is under each hypothesis.
    noise
        Probability that an unreliable source would say it whatever is true; None: the geometric mean of its extremes.
    inputs
        What it says about inputs of the case. It proposes; nothing enters by itself.
    """

    id: str
    text: str
    source: str = ""
    date: date | None = None
    attribution: str = ""
    hedge: str = ""
    grade: str = ""
    group: str = ""
    relevance: str = "medium"
    bears: Bearing = NO_BEARING
    noise: float | None = None
    inputs: tuple[Said, ...] = ()
    why: str = ""
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Indicator(Marked):
    """An observable that tells hypotheses apart, and the day by which it is seen or not.

    Parameters
    ----------
    threshold
        From which value on it counts as seen, and where that is read.
    by
        Last day on which it can be seen.
    bears
        Probabilities that it is seen by that day, as `sens` and `fpr` or as `likelihoods`.
    """

    id: str
    name: str
    by: date
    bears: Bearing
    threshold: str = ""
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
