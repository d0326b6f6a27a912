"""Cases made for tests of evidence: two principals who talk, and whatever hypotheses and claims a test asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from detente.case.evidence import Bearing, Claim, Hypothesis
from detente.case.nouns import Case, Source
from detente.case.quantity import Quantity, exactly
from tests.case.test_tracks import small

AS_OF = date(2026, 6, 30)


def case(priors: dict[str, float | Quantity], claims: Iterable[Claim] = (), sources: Iterable[Source] = ()) -> Case:
    """Return the small case of another day with these hypotheses and claims."""
    held = {key: p if isinstance(p, Quantity) else exactly(p) for key, p in priors.items()}
    hypotheses = tuple(Hypothesis(key, key.title(), p) for key, p in held.items())
    return replace(
        small(), as_of=AS_OF, hypotheses=hypotheses, claims=tuple(claims), sources=tuple(sources), indicators=()
    )


def claim(key: str, ratio: float | Quantity, on: str = "yes", **more) -> Claim:
    """Return a claim on one hypothesis with a text of its own."""
    held = ratio if isinstance(ratio, Quantity) else exactly(ratio)
    return Claim(key, more.pop("text", f"what {key} says, word for {key} word"), bears=Bearing(on, held), **more)


EVEN = {"yes": 0.5, "no": 0.5}
