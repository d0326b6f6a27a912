"""The nouns of a brief: who asks, what was seen to before the answer, who disagrees, and what is to be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day

GATES: Mapping[str, str] = {
    "context": "Factual context asked and dated",
    "asker": "Who asks, and to what end",
    "criteria": "Results over ideology: criteria before solutions",
    "alternatives": "Alternatives to negotiation",
    "trade_offs": "Trade-offs",
    "risks": "Risks, those to third parties too",
    "perspectives": "The perspective of every party",
    "local_actors": "Local actors first",
    "measures": "Accompanying measures: confidence, monitoring, money",
    "sequence": "A sequence of phases",
}
"""Id of a part of the due diligence -> what it asks for, in order (after the rubric of the Institute for Integrated
Transitions, 2025)."""
WAIVED = "waived:"
"""How a part begins that is left out on purpose; the reason follows."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked for the brief, to what end, and when."""

    who: str
    goal: str
    date: Day | None = None


@dataclass(frozen=True, slots=True)
class Dissent:
    """What somebody holds against the answer, and why."""

    who: str
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another explanation, or another way than these talks."""

    name: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be decided, by when, and which levers of the case it is about."""

    decision: str
    by: Day | None = None
    levers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief needs beside numbers.

    Parameters
    ----------
    due_diligence
        Key of `GATES` -> how it was met, or `WAIVED` and the reason.
    premortem
        How the answer would have come to be wrong, told from the day on which it was.
    """

    asker: Asker | None = None
    due_diligence: Mapping[str, str] = field(default_factory=dict[str, str])
    alternatives: tuple[Alternative, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    so_what: tuple[Decision, ...] = ()
    premortem: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
