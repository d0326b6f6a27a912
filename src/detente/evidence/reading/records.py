"""The nouns of reading: sentences, flags, proposed claims, and what was read."""

from __future__ import annotations

from dataclasses import dataclass, field

KINDS = {
    "office_holder": "somebody acts in an office that is not theirs on that date",
    "former_office": "somebody is called former while in office",
    "date": "a date that the case has in another year",
    "secrecy": "called secret, but the case has sources that report it openly",
    "neutral_ground": "called neutral, but the host takes part in the talks",
    "unverified_expert": "an expert or body that neither the case's sources nor the lists of names know",
    "anonymous_source": "nobody is named for a statement",
    "likelihood_without_number": "a word of likelihood without a number, a horizon, or both",
    "unit_slip": "one figure, two different things that it counts",
    "single_source": "one source, told twice or standing alone",
    "missing_party": "a party that must consent is left out of the talks",
    "missing_issue": "issues of the case are left out where the open ones are listed",
    "unconditional_advice": "advice to investors without a condition",
    "undated": "the text says nowhere when it was written",
}
"""Kind of flag -> what it says of a sentence."""
CONFIDENCES = ("low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text: its 1-based `number` and `line`, the `block` (paragraph) it stands in."""

    number: int
    line: int
    block: int
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """What a careful reader would ask about a sentence.

    `confidence` is one of `CONFIDENCES`, `number` that of the sentence.
    """

    kind: str
    sentence: str
    why: str
    confidence: str
    number: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit as they stand in a text; `value` is the number without its unit, scaled."""

    text: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A statement that an analyst may take up. Nothing here enters a case by itself.

    Parameters
    ----------
    text
        The statement without the words that attribute it.
    sentence
        The sentence as it stands.
    attribution
        Who is named for it, or the words that stand for nobody ("some analysts"); empty: the writer.
    hedge
        The words that take something back, in order, with commas; empty: none.
    parties, issues
        Ids of the case.
    number
        The number of the sentence.
    """

    text: str
    sentence: str
    attribution: str
    hedge: str
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    quantities: tuple[Figure, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as it was taken in: its sentences, and what was done to it on the way."""

    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a text. `left_out` counts what the limits on the length of an answer cut."""

    sentences: int
    flags: tuple[Flag, ...]
    claims: tuple[ProposedClaim, ...]
    notes: tuple[str, ...] = field(default=())
    left_out: int = 0
