"""What each assessor of a merged case said: the section `assessed` of a case file."""

from __future__ import annotations

from typing import Any

from detente.case.assessed import Assessed
from detente.case.check.desk import Missing, Node
from detente.case.check.fields import Table, build, entries, kept, quantity, record, text
from detente.case.check.names import Names, marks, sources
from detente.case.check.sections import rows

FIGURE = (-1e9, 1e9)


def assessed(node: Node, names: Names) -> tuple[Assessed, ...]:
    """Read `assessed`."""
    given = quantity(*FIGURE, sources(names))

    def values(item: Node) -> Any:
        found = {key: given(value) for key, value in entries(item, filled=True)}
        return {key: value for key, value in found.items() if not isinstance(value, Missing)}

    table: Table = {"path": text, "values": values, **marks(names)}
    needed = ("path", "values")
    return kept(build(Assessed, record(item, table, needed), needed) for item in rows(node))
