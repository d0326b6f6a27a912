"""What `merge` prints: where assessors disagree, what that does to the answers, and what cannot be merged."""

from __future__ import annotations

from typing import Any

from detente.report.digits import share
from detente.report.pages.whatif import answer_name
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns

Result = dict[str, Any]
MOST_SHOWN = 15
RANGES = (
    "The range over assessors is no sampling error: more draws do not make it smaller. All cases use the same random "
    "numbers. Shares hold if talks conclude."
)


def merge_page(found: Result, look: Look) -> str:
    """Return the page of `merge`."""
    lines = flow(_head(found), look)
    for part in (_conflicts, _disagreements, _answers):
        lines += part(found, look)
    if found["words"]:
        places = _many(found["words"], "place")
        lines += ["", *flow(f"Words differ at {places}; those of the first file are kept.", look)]
    return "\n".join([*lines, "", *flow(_end(found), look)])


def _head(found: Result) -> str:
    differ = _many(found["disagreements"], "input")
    return f"{found['case']['title']}: {len(found['assessors'])} assessors, {differ} on which they disagree"


def _many(rows: list[Any], what: str) -> str:
    return f"{len(rows)} {what}{'' if len(rows) == 1 else 's'}"


def _conflicts(found: Result, look: Look) -> list[str]:
    lines: list[str] = []
    for row in found["conflicts"]:
        lines += flow(f"conflict at {row['path']}:", look)
        for held in row["files"]:
            line = "" if held["line"] is None else f":{held['line']}"
            lines += flow(f"  {held['file']}{line}: {_said(held['value'])}", look)
    return ["", *lines] if lines else []


def _said(value: Any) -> str:
    if value is None or value == "" or value == []:
        return "nothing"
    if isinstance(value, dict):
        return str(value.get("name") or value.get("title") or value.get("text") or ", ".join(map(str, value)))
    return ", ".join(map(_said, value)) if isinstance(value, list) else str(value)


def _disagreements(found: Result, look: Look) -> list[str]:
    """Return the inputs on which assessors lie furthest apart, with the middle of each."""
    rows = sorted(found["disagreements"], key=lambda row: -row["spread"])
    shown = [
        [row["path"], f"{row['spread']:.4g}", f"{row['low']:.4g} to {row['high']:.4g}"] for row in rows[:MOST_SHOWN]
    ]
    if not shown:
        return []
    more = len(rows) - len(shown)
    rest = flow(f"  and {more} more, with every assessor's value, with --json", look) if more else []
    return ["", *columns(["where they disagree", "between middles", "merged range"], shown, look), *rest]


def _answers(found: Result, look: Look) -> list[str]:
    names = {row["id"].partition(".")[2]: row["id"].partition(".")[2] for row in found["answers"]}
    rows = [
        [answer_name(row["id"], names), share(row["value"], row["se"], found["draws"]), _range(row, found["draws"])]
        for row in found["answers"]
    ]
    if not rows:
        return []
    table = columns(["answer", "merged case", "range over assessors"], rows, look)
    return ["", *table, *flow(f"{found['draws']} draws. {RANGES}", look)]


def _range(row: Result, draws: int) -> str:
    """Return the range over assessors, each end with no digit finer than its own error."""
    own = sorted(row["assessors"].values(), key=lambda held: held["value"])
    low, high = (share(held["value"], held["se"], draws) for held in (own[0], own[-1]))
    return low if low == high else f"{low} to {high}"


def _end(found: Result) -> str:
    if found["written"]:
        return f"written to {found['written']}; {found['formula']}"
    if found["conflicts"]:
        return "Nothing is written: mend the files, or keep what the first one says with --first."
    return "Nothing is written: add --out FILE.yaml."
