"""The case file as a JSON Schema, for editors: which keys there are, what each may hold, what is required.

A schema sees one value at a time. What lies between values (an id that nobody has, bounds out of order, a horizon
before the as-of date) is for `detente check`. A test holds every table of keys of `case.check` and this schema to one
another.
"""

from __future__ import annotations

from detente.case.check import MOST, REQUIRED, VERSION
from detente.case.marking import MARKINGS
from detente.case.nouns import SCALES, STATUSES
from detente.case.schema.course import course
from detente.case.schema.pieces import DAY, FLAG, TEXT, WORDS, Schema, condition, one_of, record
from detente.case.schema.readers import reading
from detente.case.schema.talks import talks

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CROWDED = ("parties", "issues")


def case_schema() -> Schema:
    """Return the JSON Schema of a case file (draft 2020-12), as plain values.

    Examples
    --------
    >>> case_schema()["properties"]["status"]
    {'enum': ['illustrative', 'reviewed']}
    """
    top: dict[str, Schema] = {
        "detente": {"const": VERSION}, "title": TEXT, "as_of": DAY, "horizon": DAY, "status": one_of(STATUSES),
        "summary": WORDS, "hindsight": FLAG, "scale": one_of(SCALES), "marking": one_of(MARKINGS),
        **talks(), **course(), **reading(),
    }  # fmt: skip
    for key in CROWDED:
        top[key] = {**top[key], "maxProperties": MOST}
    head: Schema = {"$schema": DIALECT, "title": "A case of Détente"}
    return {**head, **record(top, REQUIRED), "$defs": {"condition": condition()}}
