"""Which drivers a case's scenarios set: its own rows, those of a parent, those of the table that ships."""

from __future__ import annotations

from datetime import date

from detente.case.consequences import Consequences, ScenarioDriver
from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.consequences.drivers import DriverRow, DriverTable, taken

FARTHEST_DAYS = 366
"""Days between the as-of dates of a case and of the table beyond which its changes cannot be meant."""
FAR_DAYS = 90
"""Days beyond which the page warns that they may not fit."""


def driver_rows(case: Case, table: DriverTable, scenario: str) -> dict[str, DriverRow]:
    """Return what a scenario sets by driver: the case's row, else its parent's, else the table's.

    Raises
    ------
    Unanswerable
        When nothing says what the scenario sets, or the table that would is dated too far from the case.
    """
    held = case.consequences or Consequences()
    own = {row.driver: _own(row) for row in held.drivers if row.scenario == scenario}
    heir = next((row for row in held.inherits if row.scenario == scenario), None)
    if heir is not None:
        rest = {
            key: taken(row, scenario, heir.parent, heir.widen)
            for key, row in driver_rows(case, table, heir.parent).items()
        }
    else:
        rest = _shipped(case, table, scenario, alone=not own)
    return {**rest, **own}


def _own(row: ScenarioDriver) -> DriverRow:
    sources = ", ".join(row.sources)
    told = "; ".join(part for part in (row.why, sources) if part)
    return DriverRow(row.scenario, row.driver, row.value, row.coded, told)


def _shipped(case: Case, table: DriverTable, scenario: str, *, alone: bool) -> dict[str, DriverRow]:
    """Return the table's rows; none where the case says its own and they are too far off, or there are none."""
    apart = abs((case.as_of - table.as_of).days)
    if apart > FARTHEST_DAYS:
        if not alone:
            return {}
        message = f"the drivers of {scenario} that ship are changes as of {table.as_of}, the case is as of {case.as_of}"
        raise Unanswerable(f"{message}: write its own under `consequences: drivers`")
    try:
        return table.of(scenario)
    except Unanswerable as lacking:
        if not alone:
            return {}
        where = "under `consequences: drivers` or `consequences: inherits` of the case"
        raise Unanswerable(f"{lacking}, {where}") from None


def warnings(case: Case, table: DriverTable) -> list[str]:
    """Return what a reader must know of the dates of the case and of the table."""
    if abs((case.as_of - table.as_of).days) <= FAR_DAYS:
        return []
    message = f"Drivers are judged changes against {table.as_of}, the case is as of {case.as_of}"
    later = case.as_of >= date(2026, 3, 1)
    more = "; a shock of the Middle East to energy prices lies between" if later else ""
    return [f"{message}{more}: do not set them beside today's prices."]
