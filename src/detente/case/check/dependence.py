"""The section `dependence`: how steps of ratification go together, given the draw."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import Node
from detente.case.check.fields import number, one_of
from detente.case.check.names import Names
from detente.case.ratification import ALIKE, HIGHEST, INDEPENDENTLY, ONE_FACTOR, Dependence

WORDS = (INDEPENDENTLY, ALIKE)


def dependence(node: Node, names: Names) -> Any:
    """Read `dependence`: one word, or ``{one_factor: rho}``."""
    del names
    if not isinstance(node.value, dict):
        word = one_of((*WORDS, f"{{{ONE_FACTOR}: rho}}"))(node)
        return Dependence(word) if word in WORDS else word
    if [*node.value] != [ONE_FACTOR]:
        return node.unlike(f"{' or '.join(WORDS)}, or a mapping with {ONE_FACTOR} alone, as {{{ONE_FACTOR}: 0.3}}")
    rho = number(0.0, HIGHEST)(node.at(ONE_FACTOR))
    return Dependence(ONE_FACTOR, rho) if isinstance(rho, int | float) else rho
