"""Questions, forecasts and resolutions to enter."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from detente.web.records.questions import (
    DRAWS,
    MOST_DRAWS,
    Number,
    Sent,
)

Id = Annotated[str, Field(min_length=1, max_length=200)]
Typed = Number | Annotated[str, Field(max_length=100)]
Dated = Annotated[str, Field(max_length=10)]
"""A day as typed; the ledger's check says what is none."""
Words = Annotated[str, Field(max_length=4_000)]
Bins = Annotated[list[Words], Field(max_length=200)]


class Entry(Sent):
    """What is entered into the ledger; what is left empty is not said. The ledger's own check reads it."""

    def said(self, *without: str) -> dict[str, Any]:
        """Return the keys that say something, without some."""
        held = self.model_dump(exclude={*without})
        return {key: value for key, value in held.items() if value not in (None, "", [], {}, False)}


class NewQuestion(Entry):
    """A question: of a case, which of its scenarios is signed by its horizon, or as written."""

    id: Id
    statement: Words = ""
    rule: Words = ""
    horizon: Dated = ""
    opened: Dated = ""
    type: Annotated[str, Field(max_length=20)] = ""
    bins: Bins = []
    unit: Words = ""
    condition: Words = ""
    base_rate: Annotated[list[Number], Field(max_length=200)] = []
    early: bool = False
    source: Words = ""
    note: Words = ""
    case: Annotated[str, Field(max_length=80)] = ""


class NewForecast(Entry):
    """A forecast: probabilities, of yes or by bin, or quantiles by level."""

    question: Id
    forecaster: Words = ""
    p: Typed | list[Typed] | dict[str, Typed] | None = None
    quantiles: dict[str, Typed] | None = None
    date: Dated = ""
    reason: Words = ""
    source: Words = ""
    provenance: Annotated[str, Field(max_length=20)] = ""

    @property
    def row(self) -> dict[str, Any]:
        """The forecast as the ledger's check reads it; a probability of 0 says something."""
        numbers = {key: value for key in ("p", "quantiles") if (value := getattr(self, key)) is not None}
        return self.said("p", "quantiles") | numbers


class OfCase(Sent):
    """The odds of a case as it is saved, kept as a run, as a forecast on a question."""

    question: Id
    case: Annotated[str, Field(max_length=80)]
    draws: Annotated[int, Field(ge=20, le=MOST_DRAWS)] = DRAWS
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1


class NewResolution(Entry):
    """How a question ended: what came true, or why it does not count."""

    question: Id
    outcome: Words = ""
    void: Words = ""
    date: Dated = ""
    source: Words = ""
    correction: Words = ""
