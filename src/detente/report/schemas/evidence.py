"""Answers of `evidence`: claims with grades, hypotheses after them, what to watch; reading an article; writing."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.pieces import (
    Schema,
    by_id,
    day,
    listing,
    maybe,
    names,
    number,
    record,
    rows,
    shape,
    share,
    text,
)

HYPOTHESIS: Mapping[str, Schema] = {
    "id": text("Id"), "name": text("Name"), "prior": share("Before any claim"), "value": share("After all claims"),
    "low": share("Low end, ranges as independent"), "high": share("High end, ranges as independent"),
    "least": share("With all ranges at their worst end"), "most": share("With all ranges at their best end"),
}  # fmt: skip
PARTS = by_id("Part in the change of each hypothesis", number("Part", "share 0 to 1"), "Hypothesis id")
ITEM: Mapping[str, Schema] = {
    "id": text("Id of the claim that counts"), "grade": text("Admiralty grade that counts"),
    "copies": names("Claims of the same origin"), "probability": PARTS,
}  # fmt: skip
AFTER = by_id("Hypotheses after it", share("Probability"), "Hypothesis id")
WATCHED: Mapping[str, Schema] = {
    "id": text("Id"), "name": text("Name"), "threshold": text("From where on it counts"), "by": day("By when"),
    "days": {"type": "integer", "description": "From the as-of date (days)"},
    "expected": share("Chance that it is seen"), "gain": number("What it tells on average", "bits"),
    "if_seen": AFTER, "if_unseen": AFTER,
}  # fmt: skip
IN_BRIEF = maybe(record("The evidence, in brief; null: no hypotheses", {
    "hypotheses": listing("Hypotheses", shape("hypothesis", "One hypothesis")),
    "items": rows("Origins that count", {**ITEM, "text": text("What is claimed")}),
    "watch": rows("What to watch, the most telling first", WATCHED),
}))  # fmt: skip
SHAPES: Mapping[str, Schema] = {"hypothesis": record("A hypothesis, before and after", HYPOTHESIS)}
ANSWERS: Mapping[str, Schema] = {}
