"""What stands beside the answer: other explanations and ways, dissent, premortem, decisions, and due diligence."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Heading, Mark, Table, say, table
from detente.report.change_sentences import moved
from detente.report.digits import DASH, JUDGED_ERROR, ends, share, share_range
from detente.report.labels import Labels

Result = dict[str, Any]
SILENT: Result = {"gates": [], "alternatives": [], "dissent": [], "so_what": [], "premortem": "", "asker": {}}
NONE_SAID = "The case names none."


def brief_of(run: Result) -> Result:
    """Return what a run holds for a brief; an older run holds nothing."""
    return run.get("brief") or SILENT


def alternative_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return hypotheses beside each other, no deal, other ways, dissent, and how the answer would come to be wrong."""
    held = brief_of(run)
    rows = [*_hypotheses(run), *_no_deal(run, labels)]
    rows += [(row["name"], "another way", DASH, row["why"] or DASH) for row in held["alternatives"]]
    dissent = [(row["who"], row["what"], row["why"] or DASH) for row in held["dissent"]]
    return [
        Heading(2, "Alternatives and dissent", "alternatives"),
        table("Other explanations and other ways", "What~|Kind|Share#|Range, or why~", rows),
        table("Dissent", "Who~|Holds~|Because~", dissent),
        say("How this would come to be wrong:", held["premortem"] or NONE_SAID),
    ]


def _hypotheses(run: Result) -> list[tuple[str, str, str, str]]:
    rows = (run.get("evidence") or {"hypotheses": []})["hypotheses"]
    return [
        (row["name"], "explanation", share(row["value"], JUDGED_ERROR), share_range(row["low"], row["high"]))
        for row in rows
    ]


def _no_deal(run: Result, labels: Labels) -> list[tuple[str, str, str, str]]:
    row = next((row for row in run["scenarios"] if row["id"] == "no_deal"), None)
    if row is None:
        return []
    told = share(row["value"], row["se"], run["draws"])
    return [(labels.scenario("no_deal"), run["condition"], told, ends(row))]


def decision_blocks(run: Result) -> list[Block]:
    """Return what is to be decided, by when, and what its levers do to a signature."""
    rows = [(row["decision"], row["by"] or DASH, _levers(run, row["levers"])) for row in brief_of(run)["so_what"]]
    note = "Effects are of the lever pulled in full, in points, with their standard error. Nothing here is advised."
    return [
        Heading(2, "So what: decisions", "decisions"),
        table("What is to be decided", "Decision~|By!|Levers, and what each does~", rows),
        say(note, kind="small"),
    ]


def _levers(run: Result, ids: list[str]) -> str:
    held = run.get("levers") or {"rows": []}
    rows = {row["id"]: row for row in held["rows"]}
    told: list[str] = []
    for key in ids:
        row = rows.get(key)
        if row is None:
            told.append(f"{key}: not in this run")
            continue
        name = "signed" if "signed" in row["effects"] else "zone"
        told.append(
            f"{row['name']}: {moved(row['effects'][name])} on {'a signature' if name == 'signed' else 'P(zone)'}"
        )
    return "; ".join(told) or DASH


def diligence_blocks(run: Result) -> list[Block]:
    """Return who asked, and how each part of the due diligence was met."""
    held, asker = brief_of(run), brief_of(run)["asker"]
    who = (
        say(f"Asked by {asker['who']}, to {asker['goal']}{_on(asker)}.")
        if asker
        else say("The case does not say who asks.")
    )
    return [Heading(2, "Due diligence", "diligence"), who, _gates(held)]


def _on(asker: Result) -> str:
    return f" ({asker['date']})" if asker["date"] else ""


def _gates(held: Result) -> Table:
    rows = [(row["name"], _met(row), row["text"] or DASH, row["elsewhere"] or DASH) for row in held["gates"]]
    return table("Ten parts, and how each was met", "Part~|Met|How, or why not~|Also said in the case under", rows)


def _met(row: Result) -> tuple[Mark]:
    if row["waived"]:
        return (Mark("waived"),)
    return (Mark("met") if row["text"] or row["elsewhere"] else Mark("missing", "warn"),)


def watch_blocks(run: Result) -> list[Block]:
    """Return what to watch next, by date, and what seeing it would do."""
    held = run.get("evidence") or {"watch": [], "hypotheses": []}
    names = {row["id"]: row["name"].partition(":")[0] for row in held["hypotheses"]}
    rows = [
        (
            row["name"],
            row["threshold"] or DASH,
            row["by"],
            _would(row["if_seen"], names),
            _would(row["if_unseen"], names),
        )
        for row in sorted(held["watch"], key=lambda row: row["by"])
    ]
    return [
        Heading(2, "Indicators to watch", "watch"),
        table("What to watch, by date", "Indicator~|Threshold~|By!|If seen~|If not~", rows),
    ]


def _would(row: dict[str, float], names: dict[str, str]) -> str:
    return "; ".join(f"{names.get(key, key)} {share(value, JUDGED_ERROR)}" for key, value in row.items())
