"""The league table: who forecast best on the questions that were resolved, beside forecasts that know nothing.

Each forecaster's last forecast on a question counts; earlier ones are scored and shown. Skill compares with references
on the same questions, so that who answered easy ones wins nothing by it. The crowd is the linear pool of all answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np

from detente.kernels import scores
from detente.ledger.calibration import skill
from detente.ledger.compare import Comparison, paired
from detente.ledger.pool import POOLS
from detente.ledger.records import BINARY, ORDERED, POOL, Forecast, Ledger, Question

UNIFORM, BASE_RATE, CROWD = "uniform", "base rate", "linear pool"
REFERENCES = {"uniform": UNIFORM, "base_rate": BASE_RATE, "crowd": CROWD}
"""What skill is measured against: its key, and the forecaster's name."""
FEWEST_POOLED = 2
MOST_COMPARED = 10
"""Forecasters, best first, that are compared in pairs."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One forecast on a resolved question, and its scores; those that do not fit the question are None.

    `counts`: whether it is its forecaster's last. `late`: entered when the answer could be known. `log` is None, and
    `impossible` true, where what happened had been given no chance.
    """

    question: str
    forecaster: str
    date: date | None
    p: tuple[float, ...] = ()
    brier: float | None = None
    half_brier: float | None = None
    rps: float | None = None
    rps_normalised: float | None = None
    log: float | None = None
    quantile_score: float | None = None
    provenance: str = ""
    counts: bool = True
    late: bool = False
    reference: bool = False

    @property
    def impossible(self) -> bool:
        """Whether it had called impossible what happened."""
        return self.brier is not None and self.log is None


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of the table: means over the questions that a forecaster, or a reference, has a forecast on."""

    forecaster: str
    reference: bool
    questions: int
    forecasts: int
    brier: float
    log: float | None
    impossible: int
    rps_normalised: float | None
    ordered: int
    skill: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two forecasters on the questions that both answered."""

    first: str
    second: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class League:
    """Every scored forecast, the table, the pairs, and how many questions are void or not resolved yet."""

    scored: tuple[Scored, ...]
    table: tuple[Standing, ...]
    pairs: tuple[Pair, ...]
    void: tuple[str, ...]
    open: tuple[str, ...]


def league(ledger: Ledger) -> League:
    """Score every forecast of a ledger on a resolved question."""
    done = {key: row for key, row in ledger.resolutions.items() if row.outcome is not None}
    scored = [row for key in done for row in _question(ledger, key)]
    void = tuple(key for key, row in ledger.resolutions.items() if row.void)
    waiting = tuple(key for key in ledger.questions if key not in ledger.resolutions)
    table = _table([row for row in scored if row.brier is not None])
    return League(tuple(scored), table, _pairs(scored, table), void, waiting)


def _question(ledger: Ledger, key: str) -> list[Scored]:
    question, outcome = ledger.questions[key], ledger.resolutions[key].outcome
    last = {id(row) for row in ledger.latest(key)}
    late = {id(ledger.forecasts[place]) for place in ledger.late}
    rows = [
        judge(question, outcome, row, counts=id(row) in last, late=id(row) in late) for row in ledger.on(key)
    ]  # fmt: skip
    return rows + [judge(question, outcome, row, reference=True) for row in references(ledger, question)]


def references(ledger: Ledger, question: Question, day: date | None = None) -> list[Forecast]:
    """Return what the others are compared with: the uniform forecast, the base rate if known, the pools of two or more.

    `day`: pool what had been said up to then. A pool that cannot be made, for certainties that exclude each other, is
    left out.
    """
    if not question.bins:
        return []
    even = tuple(1.0 / len(question.bins) for _ in question.bins)
    held = {UNIFORM: even} | ({BASE_RATE: question.base_rate} if question.base_rate else {})
    told = np.array([row.p for row in ledger.voices(question.id, day)])
    for name, pool in POOLS.items() if len(told) >= FEWEST_POOLED else ():
        try:
            held[f"{name}{POOL}"] = tuple(pool(told).tolist())
        except ValueError:
            continue
    return [Forecast(question.id, name, question.horizon, p) for name, p in held.items()]


def judge(question: Question, outcome: str | float | None, forecast: Forecast, **marks: bool) -> Scored:
    """Return the scores of one forecast, given how its question was resolved."""
    on = None if marks.get("reference") else forecast.date
    row: dict[str, Any] = {"provenance": "" if on is None else forecast.provenance, **marks}
    if not question.bins:
        levels, values = zip(*forecast.quantiles, strict=True)
        row["quantile_score"] = float(scores.quantile_score(values, levels, float(outcome or 0.0)))
    else:
        row |= _by_bins(question, question.bins.index(str(outcome)), forecast.p)
    return Scored(question.id, forecast.forecaster, on, **row)


def _by_bins(question: Question, came: int, p: Sequence[float]) -> dict[str, Any]:
    log = float(scores.log_score(p, came))
    held: dict[str, Any] = {
        "p": tuple(p),
        "brier": float(scores.brier(p, came)),
        "log": log if np.isfinite(log) else None,
    }
    if question.type == BINARY:
        held["half_brier"] = float(scores.half_brier(p[0], came == 0))
    if question.type == ORDERED:
        held["rps"] = float(scores.rps(p, came))
        held["rps_normalised"] = float(scores.rps(p, came, normalised=True))
    return held


# The table


def _table(scored: Sequence[Scored]) -> tuple[Standing, ...]:
    """Return the rows by skill against the uniform forecast, best first; references after equals."""
    by_reference = {
        key: {row.question: row.brier or 0.0 for row in scored if row.reference and row.forecaster == name}
        for key, name in REFERENCES.items()
    }
    named = dict.fromkeys((row.reference, row.forecaster) for row in scored)
    rows = [_standing(key, [row for row in scored if _key(row) == key], by_reference) for key in named]
    return tuple(sorted(rows, key=lambda row: (-(row.skill["uniform"] or 0.0), row.reference)))


def _key(row: Scored) -> tuple[bool, str]:
    return row.reference, row.forecaster


def _standing(
    key: tuple[bool, str], rows: Sequence[Scored], references: Mapping[str, Mapping[str, float]]
) -> Standing:  # fmt: skip
    held = [row for row in rows if row.counts]
    logs = [row.log for row in held if row.log is not None]
    ranked = [row.rps_normalised for row in held if row.rps_normalised is not None]
    impossible = sum(row.impossible for row in held)
    return Standing(
        key[1], key[0], len(held), len(rows),
        brier=_mean(row.brier or 0.0 for row in held),
        log=None if impossible else _mean(logs),
        impossible=impossible,
        rps_normalised=_mean(ranked) if ranked else None,
        ordered=len(ranked),
        skill={name: _skill(held, known) for name, known in references.items()},
    )  # fmt: skip


def _skill(held: Sequence[Scored], known: Mapping[str, float]) -> float | None:
    """Return the skill on the questions that the reference has a forecast on too."""
    both = [(row.brier or 0.0, known[row.question]) for row in held if row.question in known]
    return skill(_mean(a for a, _ in both), _mean(b for _, b in both)) if both else None


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held)


def _pairs(scored: Sequence[Scored], table: Sequence[Standing]) -> tuple[Pair, ...]:
    """Return the comparison, in Brier scores, of the best forecasters in pairs, on the questions that both answered."""
    held = {
        row.forecaster: {s.question: s.brier for s in scored if s.counts and _key(s) == (False, row.forecaster)}
        for row in table
        if not row.reference
    }
    found: list[Pair] = []
    for first, second in combinations([*held][:MOST_COMPARED], 2):
        both = [key for key in held[first] if key in held[second]]
        if both:
            one, other = (np.array([held[name][key] for key in both], dtype=float) for name in (first, second))
            found.append(Pair(first, second, paired(one, other, both)))
    return tuple(found)
