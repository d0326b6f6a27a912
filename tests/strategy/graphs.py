"""Graph models for tests: short ways to write one, and the golden ones."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from detente.case.graph import Choice, ConflictGraph, DecisionMaker, Pattern, Preference
from detente.strategy.stability.graph import Graph
from tests.kernels.graphs import Model, listed

GOLDEN = Path(__file__).parents[1] / "published" / "data" / "graph_models.json"
NAMES = ("Prisoners", "SyriaIraq", "SI_misp", "Elmira")
KEYS = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ"}


@cache
def golden(name: str) -> dict[str, Any]:
    return json.loads(GOLDEN.read_text(encoding="utf-8"))["models"][name]


def pattern(text: str) -> Pattern:
    """Return a pattern from Y, N and - for either."""
    return tuple((k, c == "Y") for k, c in enumerate(text) if c != "-")


def ranking(rows: list[Any]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(row) if isinstance(row, list) else (row,) for row in rows)


def conflict_of(name: str, *, by: str = "") -> ConflictGraph:
    """Return a golden model; `by` picks the ranking or the statements where it has both."""
    held = golden(name)
    return ConflictGraph(
        title=name,
        makers=tuple(_maker(maker, by or maker["preference"]) for maker in held["decision_makers"]),
        options=tuple(Choice(option["name"], option["direction"]) for option in held["options"]),
        infeasible=tuple(map(pattern, held["infeasible"])),
    )


def _maker(held: dict[str, Any], by: str) -> DecisionMaker:
    statements = tuple(
        tuple(map(pattern, s if isinstance(s, list) else [s])) for s in held.get("statements", ()) if by == "statements"
    )
    return DecisionMaker(
        name=held["name"],
        options=tuple(held["options"]),
        preference=Preference(
            ranking=ranking(held["ranking_best_to_worst"]) if by == "ranking" else (), statements=statements
        ),
        misperceived=tuple(map(pattern, held.get("misperceived", ()))),
    )


def graph_from(reach: list[list[set[int]]]) -> Graph:
    """Return the graph of moves listed as sets of states."""
    names = tuple(f"s{s + 1}" for s in range(len(reach[0])))
    return Graph(tuple(f"p{p}" for p in range(len(reach))), listed(reach), names=names)


def graph_of_model(model: Model) -> Graph:
    width = max(mask.bit_length() for mask in model.own)
    options = tuple(f"o{k}" for k in range(width))
    return Graph(tuple(f"p{p}" for p in range(len(model.own))), model.moves(), model.states, options)


def ids(mask: np.ndarray) -> list[int]:
    return (np.flatnonzero(mask) + 1).tolist()
