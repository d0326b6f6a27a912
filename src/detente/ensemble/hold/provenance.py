"""The inputs that say whether talks close and a deal holds, each as a quantity with its path and who holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.case.nouns import Case
from detente.case.quantity import Quantity, exactly

RATES = ("closing", "collapse", "escalation")
PROMISE = ("strength", "detection", "lag")
Held = tuple[str, Quantity, Any, str]
"""Path, quantity, the record that carries its coding and sources, and what is said for it."""


def held(case: Case) -> Iterator[Held]:
    """Yield every input of the sections `timing`, `ratification`, `guarantees` and `durability`, in this order."""
    yield from _timing(case)
    yield from _ratification(case)
    for row in case.guarantees:
        for name in PROMISE:
            yield f"guarantees.{row.id}.{name}", getattr(row, name), row, row.note
    yield from _durability(case)


def _timing(case: Case) -> Iterator[Held]:
    timing = case.timing
    if timing is None:
        return
    for name in RATES:
        yield f"timing.{name}", getattr(timing, name), timing, timing.why
    for party, drift in timing.drift.items():
        yield f"timing.drift.{party}", drift, timing, timing.why


def _ratification(case: Case) -> Iterator[Held]:
    for step in case.ratification:
        path = f"ratification.{step.id}"
        yield f"{path}.takes", step.takes, step, step.note
        if step.reversion is not None:
            yield f"{path}.reversion", step.reversion, step, step.note
        for k, bloc in enumerate(step.rule.blocs):
            if bloc.yes is not None:
                yield f"{path}.blocs.{k}.yes", bloc.yes, step, bloc.name
        for k, poll in enumerate(step.polls):
            for name in ("share", "against"):
                told = getattr(poll, name)
                if told is not None:
                    yield f"{path}.polls.{k}.{name}", exactly(told), poll, poll.wording


def _durability(case: Case) -> Iterator[Held]:
    row = case.durability
    if row is None:
        return
    yield "durability.frailty", row.frailty, row, row.why
    if row.discount is not None:
        yield "durability.discount", row.discount, row, row.why
    for breach in row.breach:
        yield f"durability.breach.{breach.party}.unanswered", breach.unanswered, breach, breach.why
        yield f"durability.breach.{breach.party}.answered", breach.answered, breach, breach.why
    for party, value in row.broken.items():
        yield f"durability.broken.{party}", value, row, row.why
