"""What the section `futures` of a case comes to: strategies against worlds, the box, the alliances."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from detente.case.nouns import Case
from detente.ensemble.setting import Drawing, Progress
from detente.scenarios import alliances, morphology, strategies


def wider(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any] | None:
    """Return strategies, box and alliances as plain data, each null where the case has none; null without the section.

    Futures are measured on at most `strategies.MOST_DRAWS` draws.
    """
    model = case.futures
    if model is None:
        return None
    some, table = replace(drawing, draws=min(drawing.draws, strategies.MOST_DRAWS)), None
    if model.axes:
        table = strategies.as_rows(model, strategies.tables(case, model, some, progress))
    return {
        "note": model.note,
        "two_by_two": table,
        "box": None if model.box is None else morphology.as_rows(model.box),
        "alliances": None if model.alliances is None else alliances.as_rows(model.alliances),
    }
