"""How far a flag can be trusted: measured on labelled texts of our own, or judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.evidence.reading.records import KINDS

ENOUGH = 5
"""Flags of a kind from which their share that is right counts as measured."""
MODERATE = 0.7
"""Least rate of right flags, by the rule of succession, that makes a measured kind moderate."""
MEASURED: Mapping[str, tuple[int, int, int]] = {
    "office_holder": (8, 6, 7), "former_office": (4, 4, 5), "date": (4, 3, 3), "secrecy": (4, 3, 5),
    "neutral_ground": (5, 4, 4), "unverified_expert": (4, 4, 6), "anonymous_source": (8, 8, 11),
    "likelihood_without_number": (7, 5, 6), "unit_slip": (5, 4, 5), "single_source": (2, 2, 4),
    "missing_party": (7, 5, 5), "missing_issue": (5, 4, 4), "unconditional_advice": (4, 3, 5),
}  # fmt: skip
"""Kind -> texts flagged, rightly flagged, and to be flagged, on the labelled texts that did not shape the rules.

A test counts them anew (`tests/evidence/reading/held_out.yaml`). Hard texts are over-represented there.
"""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the confidence of a kind rests on."""

    kind: str
    confidence: str
    basis: str


def confidence(kind: str) -> str:
    """Return the confidence of a kind of flag: never high, as those who wrote the rules wrote the sentences too."""
    raised, right, _ = MEASURED.get(kind, (0, 0, 0))
    rate = (right + 1) / (raised + 2)
    return "moderate" if raised >= ENOUGH and rate >= MODERATE else "low"


def bases() -> tuple[Basis, ...]:
    """Return the confidence of every kind, and what it rests on."""
    return tuple(Basis(kind, confidence(kind), _basis(kind)) for kind in KINDS)


def _basis(kind: str) -> str:
    raised, right, due = MEASURED.get(kind, (0, 0, 0))
    if raised < ENOUGH:
        seen = f"; on labelled texts of our own {right} of {raised} were right" if raised else ""
        return f"judged{seen}"
    return f"measured on labelled texts of our own: {right} of {raised} flags right, {right} of {due} found"
