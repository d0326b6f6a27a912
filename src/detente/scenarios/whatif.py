"""What if: a case before and after some changes, on the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.case.levers import Change
from detente.case.nouns import Case
from detente.ensemble.setting import Drawing, Progress
from detente.scenarios.change import apply
from detente.scenarios.levers import change_row
from detente.scenarios.measure import Asked, measure
from detente.scenarios.paired import effects


def whatif(
    case: Case, changes: Sequence[Change], drawing: Drawing, progress: Progress | None = None
) -> dict[str, Any]:  # fmt: skip
    """Return the main answers before and after changes, with their difference and its paired error.

    Raises `CannotChange` where the case does not allow a change.
    """
    changed = apply(case, changes)
    before, after = (measure(held, Asked(drawing, progress=progress)) for held in (case, changed))
    return {
        "draws": drawing.draws,
        "seed": drawing.seed,
        "changes": [change_row(change) for change in changes],
        **effects(before, after),
    }
