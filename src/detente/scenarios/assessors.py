"""What each assessor's case answers, on the same random numbers, and how far the answers lie apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.nouns import Case
from detente.ensemble.setting import Drawing, Progress
from detente.scenarios.glance import glance

Answers = list[dict[str, Any]]


def answers(case: Case, assessed: Mapping[str, Case], drawing: Drawing, progress: Progress | None = None) -> Answers:
    """Return the main answers of a merged case and of each assessor's own, with the range over assessors.

    Every row holds `id`, `value` and `se` of the merged case, `assessors` (name -> `value`, `se`), and `low`, `high`:
    the range over assessors, which no further draw makes smaller and which is no sampling error. An answer that some
    case does not give is left out.
    """
    own = {name: _outputs(held, drawing, progress) for name, held in assessed.items()}
    whole = _outputs(case, drawing, progress)
    shared = [name for name in whole if all(name in rows for rows in own.values())]
    return [_row(name, whole[name], {who: rows[name] for who, rows in own.items()}) for name in shared]


def _outputs(case: Case, drawing: Drawing, progress: Progress | None) -> dict[str, dict[str, float]]:
    found = glance(case, drawing, progress)
    rows = {f"scenarios.{row['id']}": row for row in found["scenarios"]} | found["outputs"]
    return {name: {"value": row["value"], "se": row["se"]} for name, row in rows.items()}


def _row(name: str, whole: dict[str, float], own: dict[str, dict[str, float]]) -> dict[str, Any]:
    values = [row["value"] for row in own.values()]
    return {"id": name, **whole, "assessors": own, "low": min(values), "high": max(values)}
