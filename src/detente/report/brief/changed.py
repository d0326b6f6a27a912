"""What changed: since an earlier version of the case, and since the evidence; contributions add up to the change."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Cell, Heading, column, say, table
from detente.report.digits import JUDGED_ERROR, counted, share, share_change
from detente.report.labels import Labels

Result = dict[str, Any]
NO_EARLIER = "No earlier version was named, so the change is that from before the evidence to after it."
ANSWERS = {"signed": "Signed", "in_force": "In force", "zone": "P(zone)", "zone_full": "P(zone), nothing open"}
ADD_UP = "What each difference did; the rows add up to the change"


def changed_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return what moved the answer since the version named, and what each claim did to what explains the talks."""
    found: list[Block] = [Heading(2, "What changed, and what moved it", "changed")]
    since = run.get("since")
    found += _since(since) if since else [say(NO_EARLIER)]
    return [*found, *_by_claims(run)]


def _since(since: Result) -> list[Block]:
    differences = counted(since["changes"], "difference")
    head = say(f"Since {since['name']}: {differences}, judged on {since['draws']} shared draws.")
    kept = [key for key in ANSWERS if since["answers"].get(key, {}).get("parts")]
    if not since["parts"] or not kept:
        return [head, say("No answer differs.")]
    rows: list[tuple[Cell, ...]] = [
        (
            "; ".join(part["words"]),
            *(_part(since["answers"][key]["parts"][k]) for key in kept),
        )
        for k, part in enumerate(since["parts"])
    ]
    rows.append(("All of it", *(_part(since["answers"][key]) for key in kept)))
    return [head, table(f"{ADD_UP}, points", "Difference~" + "".join(column(ANSWERS[key]) for key in kept), rows)]


def _part(row: Result) -> str:
    return share_change(row["value"], row["se"])


def _by_claims(run: Result) -> list[Block]:
    """Return the parts of the claims, the largest on the leading hypothesis first, between before and after."""
    held = run.get("evidence")
    if not held:
        return []
    rows, keys = held["hypotheses"], [row["id"] for row in held["hypotheses"]]
    first = max(rows, key=lambda row: row["value"])["id"]
    items = sorted(held["items"], key=lambda item: -abs(item["probability"][first]))
    told: list[tuple[Cell, ...]] = [("Before the evidence", *(share(row["prior"], JUDGED_ERROR) for row in rows))]
    told += [(item["text"], *(share_change(item["probability"][key], 0.0) for key in keys)) for item in items]
    told.append(("Now", *(share(row["value"], JUDGED_ERROR) for row in rows)))
    caption = "What each origin did to each explanation, in points; the rows add up to the change"
    names = "".join(column(row["name"].partition(":")[0]) for row in rows)
    return [table(caption, f"Claim~{names}", told)]
