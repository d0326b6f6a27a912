"""Sections that say what may come: ratification, durability, timing, levers, wild cards, futures, evidence."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.check.consequences import SIZE, WIDEST
from detente.case.check.durable import DAYS, DISCOUNT, FRAILTY, MONTHS
from detente.case.check.evidence import LONGEST
from detente.case.check.levers import COST, FIGURE
from detente.case.check.mixture import HEAVIEST
from detente.case.check.rules import BARE, MOST_PEOPLE
from detente.case.check.timing import DRIFT, MOST_AGREEMENTS, RATE
from detente.case.check.views import NONE
from detente.case.consequences import DRIVERS, MOST_MONTHS, PANELS
from detente.case.cross_impact import MOST_IMPACT
from detente.case.durable import REFERENCE_CLASSES
from detente.case.evidence import LEVELS, LIKELY, RATIOS
from detente.case.futures import SIGNS
from detente.case.levers import DROP, KINDS
from detente.case.mixture import MIXABLE
from detente.case.ratification import OF_MEMBERS, REFERENDUM, UNANIMITY, VOTE
from detente.case.schema.pieces import (
    CODED,
    CONDITION,
    DAY,
    FLAG,
    MARKS,
    NAME,
    NOTE,
    NOTED,
    RAW,
    SAID,
    SHARE,
    SOURCES,
    TEXT,
    WHY,
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
from detente.case.schema.talks import GRADED
from detente.case.wild_cards import WILD_CARD_KINDS

SEATS = whole(1, 3000)
LIKELIHOOD = quantity(*LIKELY)
NAMES = listing(NAME, distinct=True)
FILLED = listing(NAME, filled=True, distinct=True)
BEARING: Mapping[str, Schema] = {
    "on": NAME, "sens": LIKELIHOOD, "fpr": LIKELIHOOD, "likelihoods": by_id(LIKELIHOOD),
}  # fmt: skip


def course() -> dict[str, Schema]:
    """Return these sections by their key."""
    models = {"weights": record(dict.fromkeys(MIXABLE, number(0.0, HEAVIEST))), **WHY}
    return {
        "ratification": listing(_step()),
        "guarantees": listing(_guarantee()),
        "durability": _durability(),
        "timing": _timing(),
        "levers": listing(_lever()),
        "wild_cards": listing(_wild_card()),
        "cross_impact": _cross_impact(),
        "futures": _futures(),
        "hypotheses": by_id(record({"name": TEXT, "prior": LIKELIHOOD, **SAID}, ("name", "prior"))),
        "claims": listing(_claim()),
        "indicators": listing(_indicator()),
        "consequences": _consequences(),
        "models": record(models, ("weights",)),
    }


def _step() -> Schema:
    table = {
        "id": NAME, "by": NAME, "body": TEXT, "of": NAME, "when": CONDITION, "rule": _rule(),
        "reversion": either(quantity(*RAW), {"const": NONE}), "polls": listing(_poll(), filled=True), "after": NAMES,
        "takes": quantity(*DAYS), **NOTED,
    }  # fmt: skip
    return record(table, ("id", "rule"))


def _rule() -> Schema:
    people = {"population": number(0.0, MOST_PEOPLE)}
    rules = {
        REFERENDUM: record({"threshold": SHARE, "wording": SHARE}),
        VOTE: record({"seats": SEATS, "needed": SEATS, "blocs": _blocs({"seats": SEATS}, ("seats",), {
            "together": FLAG})}, ("seats", "needed", "blocs")),
        UNANIMITY: record({"members": _blocs({}, (), {"states": SEATS})}, ("members",)),
        OF_MEMBERS[1]: record({"members": _blocs(people, ("population",), {"states": SEATS}), "states": SHARE,
                               "population": SHARE, "blocking": whole(0, 1000)}, ("members",)),
    }  # fmt: skip
    return either(one_of(BARE), *(record({kind: rule}, (kind,)) for kind, rule in rules.items()))


def _blocs(own: Mapping[str, Schema], needed: tuple[str, ...], more: Mapping[str, Schema]) -> Schema:
    table = {"name": TEXT, "yes": quantity(0.0, 1.0), "party": NAME, **own, **more}
    return listing(record(table, ("name", *needed)), filled=True)


def _poll() -> Schema:
    table = {
        "date": DAY, "n": whole(1, 100_000_000), "share": SHARE, "against": SHARE, "wording": WORDS, "offers": FILLED,
        "when": CONDITION, "deft": number(0.1, 10.0), "sources": SOURCES, "coded": CODED, **MARKS,
    }  # fmt: skip
    return record(table, ("date", "n"))


def _guarantee() -> Schema:
    table = {
        "id": NAME, "name": TEXT, "by": NAME, "for": FILLED, "strength": quantity(0.0, 1.0),
        "detection": quantity(0.0, 1.0), "lag": quantity(*DAYS), "when": CONDITION, "date": DAY, **NOTED,
    }  # fmt: skip
    return record(table, ("id", "name", "by", "for", "strength", "detection", "lag"))


def _durability() -> Schema:
    points = quantity(*RAW)
    breach = record({"unanswered": points, "answered": points, **SAID}, ("unanswered", "answered"))
    phase = {
        "id": NAME, "name": TEXT, "delivers": by_id(FILLED, filled=True), "after": NAMES, "months": quantity(*MONTHS),
        "standing": by_id(points, filled=True), **NOTED,
    }  # fmt: skip
    order = record({"id": NAME, "name": TEXT, "phases": FILLED, **NOTE}, ("id", "name", "phases"))
    table = {
        "reference_class": one_of(REFERENCE_CLASSES), "frailty": quantity(*FRAILTY), "discount": quantity(*DISCOUNT),
        "breach": by_id(breach, filled=True), "broken": by_id(points, filled=True),
        "phases": listing(record(phase, ("id", "name", "delivers"))), "orders": listing(order), **SAID,
    }  # fmt: skip
    return record(table, ("reference_class",))


def _timing() -> Schema:
    rate = quantity(*RATE)
    held = {"since": DAY, "agreements": whole(0, MOST_AGREEMENTS), "note": WORDS, "sources": SOURCES}
    table = {
        "closing": rate, "collapse": rate, "escalation": rate, "drift": by_id(quantity(*DRIFT), filled=True),
        "record": record(held, ("since",)), **SAID,
    }  # fmt: skip
    return record(table, ("closing",))


def _changes() -> Schema:
    kinds = {kind: {"const": True} if kind == DROP else quantity(*FIGURE) for kind in KINDS}
    return listing(record({"path": TEXT, **kinds}, ("path",)), filled=True)


def _lever() -> Schema:
    steps = listing(number(0.01, 1.0), filled=True, distinct=True)
    table = {
        "id": NAME, "name": TEXT, "owner": NAME, "changes": _changes(), "cost": quantity(*COST), "unit": TEXT,
        "steps": steps, **SAID,
    }  # fmt: skip
    return record(table, ("id", "name", "owner", "changes"))


def _wild_card() -> Schema:
    table = {
        "id": NAME, "name": TEXT, "kind": one_of(WILD_CARD_KINDS), "probability": quantity(0.0, 1.0),
        "rate": quantity(*RATE), "exclusive": NAME, "changes": _changes(), **SAID,
    }  # fmt: skip
    return record(table, ("id", "name", "kind", "changes"))


def _cross_impact() -> Schema:
    figure = whole(-MOST_IMPACT, MOST_IMPACT)
    seen = record({"what": TEXT, "threshold": TEXT, "by": DAY, "sources": SOURCES, "coded": CODED}, (
        "what", "threshold"))  # fmt: skip
    variant = either(TEXT, record({"name": TEXT, "indicators": listing(seen), "note": WORDS}, ("name",)))
    descriptor = {"name": TEXT, "variants": by_id(variant, filled=True), "note": WORDS, "sources": SOURCES}
    block = {"from": NAME, "to": NAME, "impacts": listing(listing(figure)), **WHY}
    impact = {"from": TEXT, "to": TEXT, "impact": figure, **WHY}
    table = {
        "descriptors": by_id(record(descriptor, ("name", "variants")), filled=True),
        "blocks": listing(record(block, ("from", "to", "impacts"))),
        "impacts": listing(record(impact, ("from", "to", "impact"))), "note": WORDS, **MARKS,
    }  # fmt: skip
    return record(table, ("descriptors",))


def _futures() -> Schema:
    pole = record({"id": NAME, "name": TEXT, "changes": _changes(), "wild_cards": NAMES, "why": WORDS}, ("id", "name"))
    axis = record({"id": NAME, "name": TEXT, "poles": listing(pole), **WHY}, ("id", "name", "poles"))
    strategy = record({"id": NAME, "name": TEXT, "levers": NAMES, "changes": _changes(), **WHY}, ("id", "name"))
    factor = record({"name": TEXT, "states": by_id(TEXT, filled=True), "sources": SOURCES, "coded": CODED}, (
        "name", "states"))  # fmt: skip
    apart = record({"states": by_id(NAME), **WHY}, ("states",))
    tie = record({"between": listing(NAME), "sign": one_of(SIGNS), **WHY}, ("between", "sign"))
    table = {
        "payoffs": listing(TEXT, filled=True, distinct=True), "axes": listing(axis), "strategies": listing(strategy),
        "box": record({"factors": by_id(factor), "exclude": listing(apart)}, ("factors",)),
        "alliances": record({"blocs": by_id(TEXT, filled=True), "ties": listing(tie)}, ("blocs", "ties")),
        "note": WORDS, **MARKS,
    }  # fmt: skip
    return record(table)


def _claim() -> Schema:
    said = record({"path": TEXT, "value": quantity(*FIGURE)}, ("path", "value"))
    table = {
        "id": NAME, "text": {**TEXT, "maxLength": LONGEST}, "source": NAME, "date": DAY, "attribution": WORDS,
        "hedge": WORDS, "grade": GRADED, "group": TEXT, "relevance": one_of(LEVELS), **BEARING,
        "ratio": quantity(*RATIOS), "noise": number(*LIKELY), "inputs": listing(said, filled=True), "why": WORDS,
        "coded": CODED, **MARKS,
    }  # fmt: skip
    return record(table, ("id", "text"))


def _indicator() -> Schema:
    table = {"id": NAME, "name": TEXT, "by": DAY, **BEARING, "threshold": WORDS, **SAID}
    return record(table, ("id", "name", "by"))


def _consequences() -> Schema:
    driver = {"scenario": NAME, "driver": one_of(DRIVERS), "value": quantity(*SIZE), **SAID}
    parent = {"scenario": NAME, "parent": NAME, "widen": number(1.0, WIDEST), "why": WORDS}
    table = {
        "months": whole(1, MOST_MONTHS), "people": one_of(PANELS), "security": one_of(PANELS),
        "drivers": listing(record(driver, ("scenario", "driver", "value"))),
        "inherits": listing(record(parent, ("scenario", "parent"))), **SAID,
    }  # fmt: skip
    return record(table)
