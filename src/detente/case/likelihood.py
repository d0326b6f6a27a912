"""Words for probabilities: ICD 203 and PHIA, what lies between or outside, and what no sentence may join."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Band:
    """A word and its range.

    Parameters
    ----------
    closed
        Whether the range holds its upper end.
    from_memory
        The ends, ``low`` or ``high``, that were not checked against the standard.
    """

    word: str
    low: float
    high: float
    closed: bool = False
    from_memory: tuple[str, ...] = ()

    def holds(self, p: float) -> bool:
        """Return whether a probability has this word."""
        return self.low <= p < self.high or (self.closed and p == self.high)


@dataclass(frozen=True, slots=True)
class Scale:
    """A standard of verbal probability; `edges` says what happens on and beyond the borders."""

    name: str
    bands: tuple[Band, ...]
    edges: str


LOW, HIGH = MEMORY = ("low", "high")
ICD_203: Final = Scale(
    "ICD 203",
    (
        Band("almost no chance", 0.01, 0.05),
        Band("very unlikely", 0.05, 0.20),
        Band("unlikely", 0.20, 0.45),
        Band("roughly even", 0.45, 0.55),
        Band("likely", 0.55, 0.80),
        Band("very likely", 0.80, 0.95),
        Band("almost certain", 0.95, 0.99, closed=True),
    ),
    "a range holds its lower end; below 1 % and above 99 % lie outside the scale",
)
"""Intelligence Community Directive 203, Analytic Standards. Its ranges share their ends; ours hold the lower one."""
PHIA: Final = Scale(
    "PHIA",
    (
        Band("remote chance", 0.0, 0.05, closed=True, from_memory=(LOW,)),
        Band("highly unlikely", 0.10, 0.20, closed=True, from_memory=(LOW,)),
        Band("unlikely", 0.25, 0.35, closed=True, from_memory=(LOW,)),
        Band("realistic possibility", 0.40, 0.50, from_memory=(LOW,)),
        Band("likely", 0.55, 0.75, closed=True, from_memory=MEMORY),
        Band("highly likely", 0.80, 0.90, closed=True, from_memory=MEMORY),
        Band("almost certain", 0.95, 1.0, closed=True, from_memory=MEMORY),
    ),
    "the gaps between the ranges are meant; in a gap a number is said, no word",
)
"""Professional Head of Intelligence Assessment, United Kingdom. Only the upper ends of the first four are checked."""

STOP = re.compile(r"(?<=[.!?;])\s+|\n{2,}")
LIKELIHOOD = re.compile(
    r"\b(?:probabilit(?:y|ies)|likelihood|(?:un)?likely|(?:im)?probabl[ey]|chances?|odds|remote|roughly even"
    r"|almost certain(?:ly)?|realistic possibility)\b",
    re.IGNORECASE,
)
CONFIDENCE = re.compile(
    r"(?<!% )\bconfiden(?:ce|t)\b(?![ -](?:factors?|intervals?|levels?|limits?|bounds?|regions?)\b)", re.IGNORECASE
)
"""Analytic confidence; the intervals of that name are something else."""


def word(p: float, scale: Scale = ICD_203) -> str | None:
    """Return the word that a scale has for a probability; None in a gap and outside the scale.

    Raises
    ------
    ValueError
        When it is no probability.

    Examples
    --------
    >>> word(0.05), word(0.004), word(0.5, PHIA), word(0.52, PHIA)
    ('very unlikely', None, None, None)
    >>> word(0.05, PHIA), word(0.55, PHIA)
    ('remote chance', 'likely')
    """
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"{p:g} is no probability")
    return next((band.word for band in scale.bands if band.holds(p)), None)


def likelihood(p: float) -> str:
    """Return the ICD 203 word for the probability of an event by a horizon, or that the scale has none.

    Examples
    --------
    >>> likelihood(0.0499), likelihood(0.05), likelihood(0.45), likelihood(0.8), likelihood(0.99)
    ('almost no chance', 'very unlikely', 'roughly even', 'very likely', 'almost certain')
    >>> likelihood(0.004)
    'outside the ICD 203 scale'
    """
    return word(p) or f"outside the {ICD_203.name} scale"


def joined(text: str) -> list[str]:
    """Return the sentences of a text that speak of likelihood and of confidence at once; ICD 203 forbids them.

    Examples
    --------
    >>> joined("A deal is likely. Our confidence is low.")
    []
    >>> joined("We have high confidence that a deal is likely.")
    ['We have high confidence that a deal is likely.']
    """
    sentences = (sentence.strip() for sentence in STOP.split(text))
    return [sentence for sentence in sentences if LIKELIHOOD.search(sentence) and CONFIDENCE.search(sentence)]
