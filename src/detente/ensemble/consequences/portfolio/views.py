"""Views of scenarios on markets: the drivers of `economy` at the end of one window, means and draws of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from detente.case.fault import Unanswerable
from detente.consequences.portfolio.weighing import FactorView
from detente.ensemble.consequences.drawn import World

NO_REGION = ""


def views_of(held: World, by_driver: Mapping[str, str], month: int) -> dict[str, tuple[FactorView, ...]]:
    """Return the views of every scenario: the mean of each of its drivers that has a market, as `economy` prints it.

    Raises
    ------
    Unanswerable
        When the case is not followed for that many months.
    """
    if month not in held.months:
        raise Unanswerable(f"the case is followed for {held.design.horizon} months, a view needs {month}")
    return {
        scenario: tuple(
            FactorView(scenario, driver, series, float(_path(held, k, driver, month).mean()),
                       held.rows[scenario][driver].coded, held.rows[scenario][driver].ground)
            for driver, series in by_driver.items() if driver in held.rows[scenario]
        )
        for k, scenario in enumerate(held.odds.ids)
    }  # fmt: skip


def drawn_views(
    held: World, views: Mapping[str, Sequence[FactorView]], month: int, count: int
) -> dict[str, list[tuple[FactorView, ...]]]:  # fmt: skip
    """Return the views of every scenario in each of the first `count` draws."""
    found: dict[str, list[tuple[FactorView, ...]]] = {}
    for k, scenario in enumerate(held.odds.ids):
        paths = [_path(held, k, row.driver, month)[:count] for row in views[scenario]]
        targets = np.column_stack(paths) if paths else np.zeros((count, 0))
        found[scenario] = [
            tuple(replace(row, target=float(x)) for row, x in zip(views[scenario], own, strict=True)) for own in targets
        ]
    return found


def stories(held: World, driver: str) -> dict[str, int]:
    """Return the sign of a driver that each scenario sets while it holds; scenarios that set none are left out."""
    middle = {key: rows[driver].value.mid for key, rows in held.rows.items() if driver in rows}
    return {key: int(np.sign(value)) for key, value in middle.items() if value}


def _path(held: World, scenario: int, driver: str, month: int) -> np.ndarray:
    """Return what a driver has done by the end of a month in every draw, ``(D,)``."""
    return held.ledgers[scenario].of(driver, NO_REGION)[:, held.months.index(month)]
