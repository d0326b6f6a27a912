"""The track record of the models in the method section of the report: as it ships with this version."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Details, Note, say, table
from detente.report.digits import DASH, decimal, points
from detente.report.economy_sentences import checked_word, product_words, published_cell
from detente.report.labels import begun
from detente.report.track_record import (
    AGAINST,
    ZONE,
    agreed_option,
    chance,
    difference,
    interval,
    past_range,
    plus,
    shipped_record,
    verdict,
)

Result = dict[str, Any]


def record_blocks() -> list[Block]:
    """Return errors by model, differences from the baselines, and published economic figures beside the model's."""
    found = shipped_record()
    return [
        Details(
            "The track record of the models",
            (
                Note(f"{begun(found['caution'])}."),
                _errors(found),
                *(_against(found, base) for base in AGAINST),
                say(ZONE, _context(found), kind="small"),
                _past(found["economy"]),
                say(f"{begun(found['economy']['caution'])}. Printed anew by: detente track-record.", kind="small"),
            ),
        )
    ]


def _errors(found: Result) -> Block:
    rows = [
        (m["name"], str(m["cases"]), str(m["issues"]), interval(m["error"]), agreed_option(m)) for m in found["models"]
    ]
    head = "Model|Cases#|Issues#|Mean absolute error, 95 %#|Agreed option named#"
    return table("Errors on talks that are over, points of 0-100", head, rows)


def _against(found: Result, base: str) -> Block:
    rows = [
        (m["name"], str(held["questions"]), difference(held), chance(held), points(held["detectable"], exact=True))
        for m in found["models"]
        if (held := m["against"].get(base))
    ]
    head = "Model|Cases#|Error less that of the baseline, 95 %#|p#|Least that could show#"
    return table(f"Paired with {AGAINST[base]}", head, rows)


def _context(found: Result) -> str:
    rows = found["published"]
    told = "; ".join(f"{row['model']} {decimal(row['value'], 2)}" for row in rows)
    first = rows[0]
    return f"{begun(first['status'])}: {first['measure']} on {first['issues']} issues of {first['data']}: {told}."


def _past(held: Result) -> Block:
    rows = [(row["what"], published_cell(row), past_range(row), verdict(row)) for row in held["past"]]
    rows += [
        (f"{row['source']}: {row['indicator']} {row['region'] or DASH}", published_cell(row),
         f"{plus(row['q05'])} to {plus(row['q95'])}", verdict(row))
        for row in held["settlement"]
    ]  # fmt: skip
    rows += [
        (f"{row['what']}, %", published_cell(row), product_words(row["value"]), checked_word(row))
        for row in held["formulas"]
    ]
    return table("Economy, published and here", "What~|Published#|Here#|", rows)
