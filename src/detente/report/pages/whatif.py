"""The pages of the verb `whatif`."""

from __future__ import annotations

import math
from typing import Any

from detente.case.nouns import ALWAYS
from detente.report.change_sentences import change_words
from detente.report.digits import share
from detente.report.labels import labels_of
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
LEAST_ERROR, HALF_A_TENTH = 0.005, 0.05
"""An error below this is none; a change without error is told to a tenth of a point."""
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
    return names.get(scenario, ALWAYS.get(scenario, scenario))


def moved(row: dict[str, float], *, percent: bool = True) -> str:
    """Return a change with its error, in points, with no digit finer than that error.

    Examples
    --------
    >>> moved({"value": -0.0684, "se": 0.044}), moved({"value": 0.0004, "se": 0.0003}), moved({"value": 0.0, "se": 0.0})
    ('-7 ± 4', '+0.04 ± 0.03', '0')
    """
    unit = 100.0 if percent else 1.0
    value, error = unit * row["value"], unit * row["se"]
    if error < LEAST_ERROR:
        return f"{value:+.1f}" if abs(value) >= HALF_A_TENTH else "0"
    digits = max(0, min(2, -math.floor(math.log10(error))))
    shown = f"{value:+.{digits}f}"
    return f"{shown if float(shown) else '0'} ± {error:.{digits}f}"


def whatif_page(found: Result, look: Look) -> str:
    """Return the page of changes: every answer before, after, and the paired difference."""
    labels = labels_of(found)
    rows = [
        [answer_name(name, found["names"]), _share(row, "before", found), _share(row, "after", found), moved(row)]
        for name, row in found["outputs"].items()
        if row["before"] or row["after"]
    ]
    parties = [
        [f"{labels.party(party)} ends with, points", f"{row['before']:.1f}", f"{row['after']:.1f}",
         moved(row, percent=False)]
        for party, row in found["parties"].items()
    ]  # fmt: skip
    lines = [
        *title_lines(found, look),
        *flow("What if: " + "; ".join(change_words(row) for row in found["changes"]), look),
        "",
    ]
    lines += columns([f"{found['draws']:,} draws", "before", "after", "change"], rows + parties, look)
    return "\n".join([*lines, *flow(PAIRED, look)])


def _share(row: Result, side: str, found: Result) -> str:
    return share(row[side], row[f"{side}_se"], found["draws"])


def seek_page(found: Result, look: Look) -> str:
    """Return the page of a wish: the value at which an answer reaches a share, or that there is none."""
    name = answer_name(found["output"], found["names"])
    present = share(found["present"], found["present_se"], found["draws"])
    now = f"{found['path']} is {found['now']:.4g} now, and the share of '{name}' {present}."
    told = _none(found) if found["value"] is None else _reached(found)
    basis = (
        f"{found['draws']:,} draws, the same random numbers throughout. Nine values over the field were looked at"
        " first; what comes and goes between two of them is missed."
    )
    return "\n".join([*title_lines(found, look), *flow(now, look), *flow(told, look), *flow(basis, look)])


def _none(found: Result) -> str:
    lowest, highest = share(found["lowest"]), share(found["highest"])
    reach = f"it stays at {lowest}" if lowest == highest else f"on these draws it goes from {lowest} to {highest}"
    beyond = f"between {found['from']:.4g} and {found['to']:.4g}"
    if found["lowest"] >= found["share"]:
        return f"It is at least {share(found['share'])} at every value tried {beyond}: {reach}."
    return f"No value tried {beyond} makes it {share(found['share'])}: {reach}."


def _reached(found: Result) -> str:
    """Return from or up to which value the answer has the share, and how well the draws know that."""
    wished, side = share(found["share"]), {"from": "from", "up_to": "up to"}[found["side"]]
    low, high = found["within"]
    told = f"It is at least {wished} {side} {found['path']} = {found['value']:.3g}"
    told += f"; between {low:.3g} and {high:.3g} these draws cannot tell it from {wished}, by one standard error."
    more = found["crossings"] - 1
    if more:
        told += f" It crosses {wished} {more} more time{'s' * (more > 1)} farther off."
    return told
