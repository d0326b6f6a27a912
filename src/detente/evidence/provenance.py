"""The inputs that evidence rests on, each as a quantity with its path, who holds it, and what is said for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from detente.case.evidence import Bearing
from detente.case.nouns import Case
from detente.case.quantity import Quantity

Held = tuple[str, Quantity, Any, str]
"""Path, quantity, the record that carries its coding and sources, and what is said for it."""


def held(case: Case) -> Iterator[Held]:
    """Yield priors, and the ratios and likelihoods of claims and indicators, in file order."""
    for row in case.hypotheses:
        yield f"hypotheses.{row.id}.prior", row.prior, row, row.why
    for claim in case.claims:
        cited = (claim.source,) if claim.source else ()
        for name, quantity in _numbers(claim.bears):
            own = replace(quantity, sources=quantity.sources or cited)
            yield f"claims.{claim.id}.{name}", own, claim, claim.why or claim.text
    for row in case.indicators:
        for name, quantity in _numbers(row.bears):
            yield f"indicators.{row.id}.{name}", quantity, row, row.why or row.threshold


def _numbers(bears: Bearing) -> Iterator[tuple[str, Quantity]]:
    for name in ("ratio", "sens", "fpr"):
        quantity = getattr(bears, name)
        if quantity is not None:
            yield name, quantity
    for key, quantity in bears.likelihoods.items():
        yield f"likelihoods.{key}", quantity
