"""Sections that say who talks about what: parties, issues, views, no-deal values, offers, scenarios, tracks."""

from __future__ import annotations

from detente.case.check.dependence import WORDS as TOGETHER
from detente.case.check.outcome import LONGEST
from detente.case.check.tracks import COST, EFFICIENCY
from detente.case.check.views import NONE, WITH
from detente.case.evidence import GRADE
from detente.case.nouns import ROLES, TRACKS, VERDICTS, WORTH_SHAPES
from detente.case.quantity import POINTS, RAW_LIMIT, SHAPES
from detente.case.ratification import HIGHEST, ONE_FACTOR
from detente.case.schema.pieces import (
    CODED,
    CONDITION,
    DAY,
    FLAG,
    MARKS,
    NAME,
    NOTE,
    NOTED,
    PER_CENT,
    RAW,
    SAID,
    SETTLEMENT,
    SHARE,
    SOURCES,
    TEXT,
    WORDS,
    Schema,
    by_id,
    either,
    listing,
    number,
    one_of,
    quantity,
    record,
    whole,
)
from detente.case.tracks import BETTER, TRACK_KINDS

GRADED: Schema = {"type": "string", "pattern": f"^{GRADE}$"}


def talks() -> dict[str, Schema]:
    """Return these sections by their key."""
    web: Schema = {"type": "string", "pattern": "^(https?://.*)?$"}
    source = {"title": TEXT, "url": web, "date": DAY, "approximate": FLAG, "grade": GRADED, "note": WORDS, **MARKS}
    return {
        "staleness": record({"after_days": whole(0, 100_000), "widen_per_year": number(0.0, 100.0), "coded": CODED}),
        "sources": by_id(record(source, ("title",))),
        "parties": by_id(_party(), filled=True),
        "issues": by_id(_issue(), filled=True),
        "forbid": listing(_exclusion()),
        "views": _views(),
        "no_deal": by_id(_dated(_no_deal())),
        "statements": listing(_statement()),
        "correlation": listing(_correlation()),
        "offers": by_id(_offer()),
        "scenarios": listing(record({"id": NAME, "name": TEXT, "when": CONDITION, **NOTED}, ("id", "name", "when"))),
        "trajectories": listing(_trajectory()),
        "tracks": by_id(_track()),
        "venue_criteria": by_id(
            record({"name": TEXT, "better": one_of(BETTER), "note": WORDS}, ("name",)), filled=True
        ),
        "venues": by_id(_venue()),
        "dependence": either(one_of(TOGETHER), _one_factor()),
        "outcome": _outcome(),
    }


def _party() -> Schema:
    table = {
        "name": TEXT, "role": one_of(ROLES), "also": listing(one_of(ROLES), distinct=True), "of": NAME,
        "required": FLAG, "leverage": quantity(*POINTS), "track": one_of(TRACKS), "at_table": FLAG, **NOTE,
    }  # fmt: skip
    return record(table, ("name", "role"))


def _issue() -> Schema:
    option = either(TEXT, record({"name": TEXT, "score": PER_CENT}, ("name",)))
    table = {
        "name": TEXT, "options": by_id(option, filled=True), "core": FLAG, "deferrable": FLAG,
        "sources": SOURCES, "note": WORDS,
    }  # fmt: skip
    return record(table, ("name", "options"))


def _exclusion() -> Schema:
    pair: Schema = {**SETTLEMENT, "minProperties": 2}
    return either(pair, record({"settlement": pair, **SAID}, ("settlement",)))


def _views() -> Schema:
    """Return the views: per party rows by issue, and beside them its interactions."""
    effect = {"when": SETTLEMENT, "worth": number(-RAW_LIMIT, RAW_LIMIT), "payment": FLAG, **MARKS}
    rows = by_id(_dated(_view()))
    return by_id({**rows, "properties": {WITH: listing(record(effect, ("when", "worth")))}})


def _view() -> Schema:
    options = listing(NAME, distinct=True)
    table = {
        "salience": quantity(*POINTS), "position": quantity(*POINTS), "shape": one_of(WORTH_SHAPES),
        "worth": by_id(quantity(*RAW)), "accepts": options, "red_lines": either(options, by_id(SHARE)),
        "firmness": SHARE, "flexibility": PER_CENT, "date": DAY, "evidence": WORDS, "sources": SOURCES,
        "coded": CODED, "hindsight": FLAG, **MARKS,
    }  # fmt: skip
    return record(table, ("salience",))


def _dated(row: Schema) -> Schema:
    return either(row, listing(row, filled=True))


def _no_deal() -> Schema:
    within = number(*RAW)
    table = {
        "low": within, "mid": within, "high": within, "shape": one_of(SHAPES),
        "relative_to": listing(NAME, distinct=True), "discount": SHARE, "date": DAY, **SAID, "hindsight": FLAG,
        "moved": within,
    }  # fmt: skip
    return either(within, {"const": NONE}, record(table, ("low", "mid", "high")))


def _statement() -> Schema:
    table = {
        "party": NAME,
        "offer": NAME,
        "verdict": one_of(VERDICTS),
        "date": DAY,
        "text": WORDS,
        "sources": SOURCES,
        **MARKS,
    }
    return record(table, ("party", "offer", "verdict"))


def _correlation() -> Schema:
    rho: Schema = {"type": "number", "minimum": 0.0, "exclusiveMaximum": 1.0}
    table = {"inputs": listing(TEXT, filled=True), "rho": rho, "coded": CODED, "why": WORDS, **MARKS}
    return record(table, ("inputs", "rho"))


def _offer() -> Schema:
    table = {
        "name": TEXT, "settlement": SETTLEMENT, "by": NAME, "date": DAY, "track": one_of(TRACKS), "tabled": FLAG,
        "note": WORDS, "sources": SOURCES, **MARKS,
    }  # fmt: skip
    return record(table, ("name", "settlement"))


def _trajectory() -> Schema:
    point = record({"date": DAY, "position": PER_CENT, "what": WORDS, "sources": SOURCES}, ("date", "position"))
    return record({"party": NAME, "issue": NAME, "points": listing(point), **MARKS}, ("party", "issue", "points"))


def _track() -> Schema:
    table = {
        "name": TEXT, "kind": one_of(TRACK_KINDS), "parties": listing(NAME, filled=True, distinct=True), "host": NAME,
        "leak": quantity(0.0, 1.0), "cost": by_id(quantity(*COST), filled=True), "efficiency": quantity(*EFFICIENCY),
        **NOTED,
    }  # fmt: skip
    return record(table, ("name", "kind", "parties"))


def _venue() -> Schema:
    table = {
        "name": TEXT, "country": WORDS, "host": NAME, "icc_party": WORDS, "host_role": WORDS, "hosted": listing(WORDS),
        "scores": by_id(PER_CENT), **NOTED,
    }  # fmt: skip
    return record(table, ("name",))


def _one_factor() -> Schema:
    return record({ONE_FACTOR: number(0.0, HIGHEST)}, (ONE_FACTOR,))


def _outcome() -> Schema:
    length = number(0.0, LONGEST)
    table = {
        "agreed": FLAG, "date": DAY, "signed": DAY, "talks": record({"began": DAY, "days": length, "hours": length}),
        "settlement": SETTLEMENT, "scores": by_id(PER_CENT, filled=True), "realised": SETTLEMENT,
        "held": record({"until": DAY, "to_date": DAY, "note": WORDS}), "blocking": WORDS, **NOTED,
    }  # fmt: skip
    return record(table, ("agreed", "date"))
