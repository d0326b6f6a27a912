"""How far each forecasting model counts: the section `models` of a case file."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import MISSING, Missing, Node
from detente.case.check.fields import Table, build, number, record, words
from detente.case.check.names import Names, sources
from detente.case.check.sections import CODED
from detente.case.mixture import MIXABLE, Mixture

HEAVIEST = 1e6
WEIGHTS: Table = dict.fromkeys(MIXABLE, number(0.0, HEAVIEST))


def mixture(node: Node, names: Names) -> Any:
    """Read `models`."""
    table: Table = {"weights": _weights, "why": words, "sources": sources(names), "coded": CODED}
    found = build(Mixture, record(node, table, ("weights",)), ("weights",))
    return None if isinstance(found, Missing) else found


def _weights(node: Node) -> Any:
    found = record(node, WEIGHTS)
    if isinstance(found, Missing) or len(found) < len(node.value):
        return MISSING
    if not any(found.values()):
        return node.fault("no model has any weight", "give at least one a weight above 0, or leave the section out")
    return found
