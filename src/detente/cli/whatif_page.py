"""The pages of the verb `whatif`."""

from __future__ import annotations

from typing import Any

from detente.cli.manner import Look, flow
from detente.cli.pages import columns, title_lines
from detente.report.digits import share
from detente.report.labels import labels_of

Result = dict[str, Any]
ANSWERS = {
    "zone": "a settlement that all accept",
    "zone_full": "one that leaves nothing open",
    "signed": "signed by the horizon",
    "ratified": "signed and ratified",
    "in_force": "in force on the horizon",
    "kept": "would be signed, and kept by all",
    "lasting": "a deal in force stands after 24 months",
}
PAIRED = (
    "Before and after use the same random numbers. Change: in percentage points (of parties: points of their scale),"
    " with the standard error of the difference. Scenario shares and P(zone) are conditional: if talks conclude."
)


def answer_name(name: str, names: dict[str, str]) -> str:
    """Return an answer in words."""
    kind, _, scenario = name.partition(".")
    if kind != "scenarios":
        return ANSWERS.get(name, name)
    others = {"other_settlement": "Another settlement", "no_deal": "No deal"}
    return names.get(scenario, others.get(scenario, scenario))


def moved(row: dict[str, float], *, percent: bool = True) -> str:
    """Return a change with its error, in points."""
    unit = 100.0 if percent else 1.0
    value = round(unit * row["value"], 1) + 0.0
    error = f" ± {unit * row['se']:.1f}" if row["se"] > 0.0 else ""
    return f"{value:+.1f}{error}" if value else f"0.0{error}"


def what(change: dict[str, Any]) -> str:
    """Return a change as it is written."""
    value = change["value"]
    if value is None:
        return f"drop {change['path']}"
    told = " to ".join(f"{end:g}" for end in value[::2]) if isinstance(value, list) else f"{value:g}"
    word = {"set": "=", "add": "+", "scale": "x"}[change["kind"]]
    return f"{change['path']} {word} {told}"


def whatif_page(found: Result, look: Look) -> str:
    """Return the page of changes: every answer before, after, and the paired difference."""
    labels = labels_of(found)
    rows = [
        [answer_name(name, found["names"]), _share(row["before"]), _share(row["after"]), moved(row)]
        for name, row in found["outputs"].items()
        if row["before"] or row["after"]
    ]
    parties = [
        [f"{labels.party(party)} ends with, points", f"{row['before']:.1f}", f"{row['after']:.1f}",
         moved(row, percent=False)]
        for party, row in found["parties"].items()
    ]  # fmt: skip
    lines = [*title_lines(found, look), *flow("What if: " + "; ".join(what(row) for row in found["changes"]), look), ""]
    lines += columns([f"{found['draws']:,} draws", "before", "after", "change"], rows + parties, look)
    return "\n".join([*lines, *flow(PAIRED, look)])


def _share(value: float) -> str:
    return share(value)


def seek_page(found: Result, look: Look) -> str:
    """Return the page of a wish: the value at which an answer reaches a share, or that there is none."""
    name = answer_name(found["output"], found["names"])
    now = f"{found['path']} is {found['now']:.4g} now, and the share of '{name}' {_share(found['present'])}."
    if found["value"] is None:
        told = (
            f"No value between {found['from']:.4g} and {found['to']:.4g} makes it {_share(found['share'])}: it goes"
            f" from {_share(found['lowest'])} to {_share(found['highest'])}."
        )
    else:
        told = (
            f"It reaches {_share(found['share'])} at {found['path']} = {found['value']:.4g}, where it is"
            f" {_share(found['reached'])}."
        )
    basis = f"{found['draws']:,} draws, the same random numbers throughout."
    return "\n".join([*title_lines(found, look), *flow(now, look), *flow(told, look), *flow(basis, look)])
