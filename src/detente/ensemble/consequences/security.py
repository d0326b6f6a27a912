"""The panel of security: defence spending and its debt by country, forces under a cap, treaties that lapse."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.consequences.fans import fan
from detente.consequences.security import Country, debt_path, defence_path, force_ratio, security, standing
from detente.ensemble.consequences.drawn import World

YEARS = 10


def security_panel(held: World) -> dict[str, Any] | None:
    """Return the panel; None where the case asks for none."""
    said = held.case.consequences
    if said is None or not said.security:
        return None
    table = security()
    return {
        "target": {"share": table.target.share, "by": int(table.target.by), "source": table.target.source},
        "years": YEARS,
        "countries": [_country(held, row) for row in table.countries],
        "forces": _forces(held),
        "treaties": [
            {"id": row.id, "name": row.name, "lapses": str(row.lapses), "days": days, "what": row.what,
             "coded": row.coded, "source": row.source}
            for row, days in standing(table.treaties, held.case.as_of)
        ],
    }  # fmt: skip


def _country(held: World, row: Country) -> dict[str, Any]:
    """Return what the way to the target costs a country: money in the last year, debt, effect on GDP."""
    table, start = security(), held.value(f"security.{row.id}", row.share)
    path = defence_path(start, table.target.share, YEARS, float(held.case.as_of.year), table.target.by)
    added = path - path[:, :1]
    borrowed = added[:, 1:] * held.value("security.debt", table.financed_by_debt.value)[:, None]
    debt = debt_path(row.debt, row.interest, row.growth, borrowed)
    without = debt_path(row.debt, row.interest, row.growth, np.zeros_like(borrowed))
    parts = {
        "share_now": path[:, 0],
        "share_then": path[:, -1],
        "usd_bn_then": added[:, -1] * row.gdp / 100.0,
        "debt_added": debt[:, -1] - without[:, -1],
        "gdp_effect": added[:, -1] * held.value("security.multiplier", table.multiplier.value),
    }
    spread = {name: _spread(values) for name, values in parts.items()}
    return {"id": row.id, "name": row.name, **spread, "coded": row.coded, "source": row.source}


def _forces(held: World) -> dict[str, Any]:
    table = security().forces
    other, line, needed = (
        held.value(f"security.{name}", getattr(table, name).value) for name in ("other", "line", "needed")
    )
    rows: list[dict[str, Any]] = []
    for cap in table.caps:
        found = force_ratio(cap, other, line, needed)
        head = {"cap": cap, "suffices": float(found.suffices.mean())}
        rows.append({**head, "ratio": _spread(found.ratio), "per_km": _spread(found.per_km)})
    return {"rows": rows, "sources": [getattr(table, k).source for k in ("own", "other", "line", "needed")]}


def _spread(values: np.ndarray) -> dict[str, float]:
    found = fan(values)
    ends = {"q05": float(found.quantiles[0]), "q95": float(found.quantiles[4])}
    return {"mean": float(found.mean), "se": float(found.se), **ends, "quantile_se": float(found.quantile_se)}
