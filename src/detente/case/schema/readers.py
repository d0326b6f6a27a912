"""Sections about who reads and who wrote: what a brief needs, what assessors said, what may be read by whom."""

from __future__ import annotations

from detente.case.brief import GATES
from detente.case.check.assessed import FIGURE
from detente.case.check.marking import MOST_ROWS
from detente.case.marking import CONFIDABLE, MARKINGS
from detente.case.schema.pieces import (
    DAY,
    MARKS,
    NAME,
    PLAIN,
    TEXT,
    WORDS,
    Schema,
    by_id,
    listing,
    one_of,
    quantity,
    record,
    whole,
)


def reading() -> dict[str, Schema]:
    """Return these sections by their key."""
    counts: Schema = {"type": "object", "additionalProperties": whole(1, MOST_ROWS)}
    kept = {"view_of": NAME, "above": one_of(MARKINGS), "rows": counts}
    return {
        "assessed": listing(_assessed()),
        "brief": _brief(),
        "confides": by_id(listing(one_of(CONFIDABLE), filled=True, distinct=True)),
        "withheld": record(kept),
    }


def _assessed() -> Schema:
    values: Schema = {"type": "object", "minProperties": 1, "additionalProperties": quantity(*FIGURE)}
    return record({"path": TEXT, "values": values, **MARKS}, ("path", "values"))


def _brief() -> Schema:
    decision = record({"decision": TEXT, "by": DAY, "levers": listing(TEXT, distinct=True)}, ("decision",))
    table = {
        "asker": record({"who": TEXT, "goal": TEXT, "date": DAY}, ("who", "goal")),
        "due_diligence": record(dict.fromkeys(GATES, TEXT)),
        "alternatives": listing(record({"name": TEXT, "why": WORDS}, ("name",))),
        "dissent": listing(record({"who": TEXT, "what": TEXT, "why": WORDS}, ("who", "what"))),
        "so_what": listing(decision),
        "premortem": TEXT,
        **PLAIN,
        **MARKS,
    }
    return record(table)
