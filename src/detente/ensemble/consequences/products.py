"""Why an indicator moves: the largest products of driver, coefficient and lag under each scenario, and what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.consequences.ledger import EXACT, contribution_table, contributions
from detente.consequences.responses import responses
from detente.ensemble.consequences.drawn import World
from detente.ensemble.consequences.indicators import output_id, via, year

MOST_LINES = 6
"""Products that are told one by one; the others are told as their sum."""

Row = dict[str, Any]


def products(held: World, output: tuple[str, str]) -> Row:
    """Return the largest products behind an indicator after a year, by scenario, with the sum of the others."""
    month = year(held)
    design = replace(held.design, terms=tuple(term for term in held.design.terms if term.output == output))
    ids = [row.id for row in responses()]
    rows = [
        {"id": key, **_largest(contribution_table(contributions(design, draws, month), ids))}
        for key, draws in zip(held.odds.ids, held.draws, strict=True)
    ]
    return {"id": output_id(*output), "month": month, "scenarios": rows}


def _largest(table: list[Row]) -> Row:
    """Return the largest lines with an id each; `rest` is the sum of the others, `total` that of all."""
    ranked = sorted(table, key=lambda row: -abs(row["value"]))
    largest = [row for row in ranked[:MOST_LINES] if abs(row["value"]) > EXACT]
    keys = ("driver", "part", "responses", "size", "coefficient", "lag", "value")
    lines = [{"id": _id(row), "via": via(row), **{key: row[key] for key in keys}} for row in largest]
    total = sum(row["value"] for row in table)
    rest = sum(row["value"] for row in ranked[MOST_LINES:]) if len(largest) == MOST_LINES else 0.0
    return {"total": total, "rest": rest, "lines": lines}


def _id(row: Row) -> str:
    """Return the way of a line as a word: its responses in order, and the part of the scenario."""
    return "-".join([*(row["responses"] or [row["driver"]]), row["part"]])
