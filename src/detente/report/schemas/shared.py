"""Shapes that many answers share: a case, a settlement, a number with its error, a number before and after."""

from __future__ import annotations

from collections.abc import Mapping

from detente.case.marking import MARKINGS
from detente.case.nouns import CODINGS, ROLES, STATUSES
from detente.report.schemas.pieces import (
    Schema,
    by_id,
    day,
    error,
    flag,
    listing,
    maybe,
    names,
    number,
    one_of,
    points,
    record,
    rows,
    shape,
    share,
    text,
    whole,
)

SCORE = maybe(number("Its place on the axis of the issue; null: none is given", "0 to 100"))
OPTION = {"id": text("Id"), "name": text("Name"), "score": SCORE}
PARTY = {"id": text("Id"), "name": text("Name"), "role": one_of("Main role", *ROLES), "required": flag("Must consent")}
WITHHELD = maybe(record(
    "What was taken out for a reader; null: nothing, the case is whole",
    {
        "view_of": text("Party whose view it is; empty: of no one party"),
        "above": text("Marking above which rows were taken out; empty: none was named"),
        "rows": by_id("Rows that were taken out, by section", whole("How many"), "Section"),
    },
))  # fmt: skip
HEAD: Mapping[str, Schema] = {
    "id": text("Id, from the name of the file"),
    "title": text("Title"),
    "as_of": day("Nothing later than this day is used"),
    "horizon": day("Day up to which answers speak"),
    "status": one_of("How far the case was reviewed", *STATUSES),
    "hindsight": flag("Coded with knowledge later than the as-of date"),
    "marking": one_of("Who may read it: the most closed marking of any row", *MARKINGS),
    "withheld": WITHHELD,
    "sha256": text("SHA-256 of the case file; of a view, that of the view"),
}
"""What every answer says about its case."""
CODED = one_of("How it was coded", *CODINGS)
SOURCES = names("Ids of its sources")
SETTLEMENT = by_id("The settlement: its option", text("Option id; open: left unsettled"), "Issue id")
UTILITY = by_id("Utility", points("Utility"), "Party id")
JUDGED: Mapping[str, Schema] = {
    "options": SETTLEMENT,
    "utility": UTILITY,
    "in_zone": flag("Every required party accepts it in the central case"),
}
COUNT: Mapping[str, Schema] = {
    "value": number("How many; a whole number where it is exact", "settlements"),
    "exact": flag("It was counted; else it is an estimate"),
    "se": error("Standard error of an estimate; 0 where exact", "settlements"),
}
ESTIMATE: Mapping[str, Schema] = {
    "value": number("Mean over the draws", "share 0 to 1, or the unit of the result"),
    "se": error("Its standard error", "same unit"),
}
PAIRED: Mapping[str, Schema] = {
    "before": number("As the case stands", "share 0 to 1, or points"),
    "after": number("After the change", "same unit"),
    "value": number("Difference, on the same draws", "same unit"),
    "se": error("Standard error of the paired difference", "same unit"),
    "before_se": error("Standard error before", "same unit"),
    "after_se": error("Standard error after", "same unit"),
}
SHAPES: Mapping[str, Schema] = {
    "case": record("A case, its parties and its issues", {
        **HEAD,
        "parties": rows("Parties, in the order of the file", PARTY),
        "issues": rows("Issues, in the order of the file",
                       {"id": text("Id"), "name": text("Name"), "options": rows("Options", OPTION)}),
    }),
    "count": record("A count of settlements", COUNT),
    "estimate": record("A number with its sampling error", ESTIMATE),
    "paired": record("A number before and after a change, on the same draws", PAIRED),
    "settlement": record("A settlement, judged in the central case", JUDGED),
    "range": record("A range with its middle", {
        "low": number("Low end", "in the unit of the input"), "mid": number("Middle", "in the unit of the input"),
        "high": number("High end", "in the unit of the input"),
    }),
}  # fmt: skip

CASE = shape("case", "The case that was asked about")


def estimate(words: str) -> Schema:
    """Return a mean over draws with its standard error."""
    return shape("estimate", words)


def results(words: str, item: Schema) -> Schema:
    """Return values by the result that they are of."""
    return by_id(words, item, "Result: zone, zone_full, signed, ratified, in_force, kept, lasting, scenarios.ID")


def settlements(words: str) -> Schema:
    """Return a list of settlements, judged in the central case."""
    return listing(words, shape("settlement", "One settlement"))


def share_se(words: str) -> dict[str, Schema]:
    """Return a share as `value`, with its error as `se`."""
    return {"value": share(words), "se": error()}
