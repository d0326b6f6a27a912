"""Answers of verbs that read and write files, compare them, or serve them."""

from __future__ import annotations

from collections.abc import Mapping

from detente.report.schemas.central import STEP
from detente.report.schemas.pieces import (
    Schema,
    answer,
    anything,
    by_id,
    either,
    error,
    listing,
    maybe,
    names,
    number,
    one_of,
    positive,
    record,
    rows,
    shape,
    text,
    whole,
)
from detente.report.schemas.shared import CASE
from detente.report.schemas.shared import SHAPES as SHARED

WRITTEN = text("Path of the file that was written")
SECRET = {"written": WRITTEN, "caution": text("What is to be known of it; empty: nothing")}
LINT = record("What is asked of a brief", {
    "status": one_of("Whether it may be handed over", "final", "draft"),
    "standards": rows("Standards", {
        "id": text("Id"), "name": text("Name"), "findings": whole("How many", "findings"),
    }),
    "findings": rows("What keeps it a draft", {
        "standard": text("Id of the standard"), "where": text("Where"), "read": text("What was read there"),
        "todo": text("What to do"),
    }),
})  # fmt: skip
CHANGED = record("A place that differs", {
    "path": text("Place in the case"),
    "kind": one_of("How it differs", "added", "removed", "changed", "reordered"),
    "before": anything("What stands there before; null: nothing"),
    "after": anything("What stands there after; null: nothing"),
    "what": text("The place in words"), "words": text("The difference in words"),
})  # fmt: skip
CHANGES = listing("What differs", shape("changed", "One place"))
MERGED_CASE = record("The merged case", {
    key: value for key, value in SHARED["case"]["properties"].items() if key != "sha256"
})  # fmt: skip
MERGE: Mapping[str, Schema] = {
    "case": MERGED_CASE,
    "assessors": rows("Who assessed", {"name": text("Name"), "file": text("File"), "sha256": text("SHA-256 of it")}),
    "formula": text("How one value stands for several"),
    "disagreements": rows("Where numbers differ", {
        "path": text("Place in the case"),
        "values": by_id("What each says", anything("A number, or a range with low, mid and high"), "Assessor"),
        "low": number("Least of all", "in its unit"), "high": number("Greatest of all", "in its unit"),
        "spread": positive("Between the furthest middles", "in its unit"),
    }),
    "conflicts": rows("Where structure differs", {
        "path": text("Place in the case"),
        "files": rows("What each file says", {
            "name": text("Assessor"), "file": text("File"), "line": maybe(whole("Line", "from 1")),
            "value": anything("What it says; null: nothing"),
        }),
    }),
    "words": names("Places at which only words differ"),
    "answers": rows("Answers of the merged case and of each assessor; empty without --draws", {
        "id": text("Result"), "value": number("Of the merged case", "share 0 to 1"), "se": error(),
        "assessors": by_id("Of each", shape("estimate", "One"), "Assessor"),
        "low": number("Least over assessors", "share 0 to 1"), "high": number("Greatest", "share 0 to 1"),
    }),
    "draws": maybe(whole("Draws; null: not asked", "draws")), "seed": maybe(whole("Seed of the draws", "seed")),
    "written": maybe(text("Path of the file; null: nothing was written")),
}  # fmt: skip
SHAPES: Mapping[str, Schema] = {"changed": CHANGED}
ANSWERS: Mapping[str, Schema] = {
    "new": answer("new", "A case file to start from", {
        "file": WRITTEN, "template": text("Case that it was made from"),
    }),
    "schema": either(
        "Of the case file, or of an answer",
        answer("schema", "Of the case file", {"case": anything("Its JSON Schema")}),
        answer("schema", "Of what a verb prints with --json", {"answer": anything("Its JSON Schema")}),
    ),
    "diff": either(
        "Of two cases, or of two offers of one",
        answer("diff", "Of two cases", {
            "kind": one_of("What was compared", "cases"), "from": shape("case", "The one"),
            "to": shape("case", "The other"), "changes": CHANGES,
        }),
        answer("diff", "Of two offers", {
            "kind": one_of("What was compared", "offers"), "case": CASE, **STEP, "changes": CHANGES,
        }),
    ),
    "convert": answer("convert", "A conversion", {
        "read": names("Files that were read"), "written": names("Files that were written"),
        "lost": names("What the other format does not keep"),
    }),
    "merge": answer("merge", "The files of several assessors as one", MERGE),
    "encrypt": answer("encrypt", "An encrypted case was written", SECRET),
    "decrypt": answer("decrypt", "A plain case was written", SECRET),
    "rekey": answer("rekey", "A case has a new passphrase", SECRET),
    "report": answer("report", "A report was written, or checked", {
        "lint": LINT, "written": WRITTEN, "format": text("Its format"), "sections": names("Its sections, by id"),
    }, optional=("written", "format", "sections")),
    "share": answer("share", "A file for one reader was written", {"case": CASE, "written": WRITTEN}),
    "export": answer("export", "Numbers of a run were written", {
        "written": WRITTEN, "numbers": whole("How many", "numbers"),
    }),
    "serve": answer("serve", "The server, once it can be asked", {
        "url": text("Address, with its key"), "token": text("The key"), "folder": text("Folder of the cases"),
        "ledger": text("Where versions are kept"),
    }),
    "mcp": answer("mcp", "What an assistant may ask", {
        "tools": rows("Tools", {
            "name": text("Name"), "description": text("What it is for"),
            "takes": anything("JSON Schema of what it takes"),
        }),
    }),
}  # fmt: skip
