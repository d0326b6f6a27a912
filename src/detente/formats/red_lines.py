"""The red lines of a view as its row writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.nouns import View
from detente.case.places import firmness


def lines_written(row: Mapping[str, Any], view: View) -> tuple[list[str] | dict[str, float], tuple[str, ...]]:
    """Return the value of `red_lines` for a view, and the keys of its row that this leaves without use.

    A list stays a list where every line binds as the row says for all; else each line has its own firmness, and that of
    the row goes.

    Examples
    --------
    >>> from detente.case.nouns import RedLine
    >>> from detente.case.quantity import exactly
    >>> view = View("N", "land", exactly(1), red_lines=(RedLine("a"), RedLine("b", 0.5)), flexibility=20)
    >>> lines_written({"red_lines": ["a"]}, view)
    ({'a': 0.8, 'b': 0.5}, ())
    """
    firm = {line.option: firmness(view, line.option) or 0.0 for line in view.red_lines}
    if isinstance(row.get("red_lines"), dict):
        return _short(firm), ()
    common = row.get("firmness")
    if common is None:
        common = 1.0 if view.flexibility is None else 1.0 - view.flexibility / 100.0
    if all(abs(value - common) < 1e-12 for value in firm.values()):
        return [*firm], ()
    return _short(firm), (("firmness",) if "firmness" in row else ())


def _short(firm: Mapping[str, float]) -> dict[str, float]:
    return {option: float(f"{value:.12g}") for option, value in firm.items()}
