"""The records of the ledger: a question, a forecast on it, how it was resolved, and all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

BINARY, MULTI_CLASS, ORDERED, NUMERIC = QUESTION_TYPES = ("binary", "multi-class", "ordered", "numeric")
POOL = " pool"
"""How the name of a forecaster ends that is a pool of others."""
YES_NO = ("yes", "no")
"""Bins of a binary question, the event first."""
PROVENANCES = ("own", "publisher", "press report", "relay", "hindsight-coded")
"""Where a forecast was read; the last is made from a case that was coded with later knowledge."""


@dataclass(frozen=True, slots=True)
class Question:
    """A statement about the future with exclusive bins, horizon and resolution rule.

    Parameters
    ----------
    rule
        What must be seen, where, for which bin to have come true.
    opened, horizon
        First day on which a forecast counts, and the day by which the question must resolve.
    bins
        Names of the bins in their order; none where the answer is a number in `unit`.
    early
        Whether the rule lets it resolve before the horizon. The event of a binary question always does.
    condition
        What must happen for the question to count; when it does not, the question is void.
    base_rate
        Probabilities of the bins in past cases, with their source in `note`.
    """

    id: str
    statement: str
    rule: str
    opened: date
    horizon: date
    type: str = BINARY
    bins: tuple[str, ...] = ()
    early: bool = False
    condition: str = ""
    unit: str = ""
    base_rate: tuple[float, ...] = ()
    source: str = ""
    note: str = ""

    def may_resolve(self, day: date, outcome: str | float) -> bool:
        """Return whether it can have resolved so on a day: from the horizon on, or early where that may be."""
        happened = self.type == BINARY and outcome == self.bins[0]
        return day >= self.horizon or self.early or happened


@dataclass(frozen=True, slots=True)
class Forecast:
    """Probabilities over a question's bins, or quantiles of its number, by one forecaster on one date.

    `p` sums to one; `stated` is what was said where that did not, and otherwise empty. `quantiles` are level and value.
    """

    question: str
    forecaster: str
    date: date
    p: tuple[float, ...] = ()
    stated: tuple[float, ...] = ()
    quantiles: tuple[tuple[float, float], ...] = ()
    reason: str = ""
    source: str = ""
    provenance: str = PROVENANCES[0]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The bin that came true, or the number; or, with `void`, the reason why the question does not count."""

    question: str
    date: date
    outcome: str | float | None = None
    void: str = ""
    source: str = ""
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Questions by id, forecasts in the order in which they were entered, resolutions by question.

    `late`: places in `forecasts` of those that were entered when the answer could be known: after the horizon, or after
    the question had been resolved.
    """

    questions: Mapping[str, Question] = field(default_factory=dict[str, Question])
    forecasts: tuple[Forecast, ...] = ()
    resolutions: Mapping[str, Resolution] = field(default_factory=dict[str, Resolution])
    late: frozenset[int] = frozenset()

    def on(self, question: str) -> tuple[Forecast, ...]:
        """Return the forecasts on a question, oldest first; of one day, in the order entered."""
        return tuple(sorted((row for row in self.forecasts if row.question == question), key=lambda row: row.date))

    def latest(self, question: str, day: date | None = None) -> tuple[Forecast, ...]:
        """Return each forecaster's last forecast on a question, up to a day where one is given."""
        held = {row.forecaster: row for row in self.on(question) if day is None or row.date <= day}
        return tuple(held.values())

    def voices(self, question: str, day: date | None = None) -> tuple[Forecast, ...]:
        """Return the last forecasts that a pool is made of: without pools that were kept, which would count twice."""
        return tuple(row for row in self.latest(question, day) if not row.forecaster.endswith(POOL))


Record = Question | Forecast | Resolution
KINDS: Mapping[str, type[Record]] = {"question": Question, "forecast": Forecast, "resolution": Resolution}
"""What a record is called in the history, and its class."""
DAYS = ("opened", "horizon", "date")
LISTS = ("bins", "base_rate", "p", "stated")


def kind_of(record: Record) -> str:
    """Return what a record is called in the history.

    >>> kind_of(Resolution("q", date(2026, 1, 1), "no"))
    'resolution'
    """
    return next(name for name, kind in KINDS.items() if isinstance(record, kind))


def subject_of(record: Record) -> str:
    """Return the id of the question that a record is about."""
    return record.id if isinstance(record, Question) else record.question


def plain(record: Record) -> dict[str, Any]:
    """Return a record as values that JSON holds; `restored` takes it back."""
    held = asdict(record)
    return {key: str(value) if isinstance(value, date) else value for key, value in held.items()}


def restored(kind: str, held: Mapping[str, Any]) -> Record:
    """Return the record of a kind from what `plain` gave, also after a way through JSON.

    >>> record = Forecast("q", "A", date(2026, 1, 1), (0.25, 0.75))
    >>> restored("forecast", plain(record)) == record
    True
    """
    row: dict[str, Any] = {key: date.fromisoformat(value) if key in DAYS else value for key, value in held.items()}
    row |= {key: tuple(row[key]) for key in LISTS if key in row}
    if "quantiles" in row:
        row["quantiles"] = tuple((level, value) for level, value in row["quantiles"])
    return KINDS[kind](**row)
