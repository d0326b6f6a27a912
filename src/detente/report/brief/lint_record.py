"""What a brief is held to beyond itself: whether such answers were right before, and what was seen to first."""

from __future__ import annotations

from detente.case.profiles import UNDATED
from detente.report.brief.grounds import brief_of
from detente.report.brief.records import Finding, Record

BASELINES = ("constant", "compromise")
"""Models of the track record that others are held against."""


def track_record(record: Record) -> list[Finding]:
    """Return what is missing of: past cases with errors, a baseline beside them, a horizon to be scored by."""
    models = record.track.get("models") or []
    against = any(row["against"].get(base) for row in models for base in BASELINES)
    case = record.run["case"]
    dated = str(case["horizon"]) > str(case["as_of"]) and case["as_of"] != str(UNDATED)
    asked = (
        (bool(models), "track record", "no past case", "run `detente track-record`"),
        (not models or against, "track record", "no baseline", "hold the models against a baseline"),
        (bool(record.run["hold"]["timing"]), "hold.timing", "no chance that a date can score", "add timing"),
        (dated, "horizon", str(case["horizon"]), "write a day by which the answer can be scored"),
    )
    return [Finding("8", where, read, todo) for there, where, read, todo in asked if not there]


def diligence(record: Record) -> list[Finding]:
    """Return the parts of the due diligence that are neither met nor waived with a reason."""
    held = brief_of(record.run)
    if not held["gates"]:
        return [Finding("gate", "brief", "a run without it", "run the case anew")]
    found: list[Finding] = []
    for row in held["gates"]:
        where, todo = f"brief.due_diligence.{row['id']}", f"write how it was met ({row['name']}), or `waived: reason`"
        if row["waived"] and not row["text"]:
            found.append(Finding("gate", where, "waived without a reason", "write why"))
        elif not row["text"] and not row["elsewhere"]:
            found.append(Finding("gate", where, "nothing", todo))
    return found
