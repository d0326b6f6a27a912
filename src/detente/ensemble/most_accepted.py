"""Which of all settlements are signed most often over the draws, where all of them can be judged one by one."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble import propagate
from detente.ensemble.shares import sampling_error
from detente.kernels.acceptability import Tally, fits, tally
from detente.settlement.inputs import Inputs
from detente.settlement.judge import judge
from detente.settlement.space import Space, table

SHOWN = 10


def most_accepted(case: Case, inputs: Inputs, given: Space, threads: int | None) -> dict[str, Any]:
    """Return the settlements that all required parties accept in the largest shares of draws, the first ten.

    `case` and `inputs` hold the required parties only; `given` is the central space. ``judged`` is how many settlements
    were judged in every one of the first ``draws`` draws, None where they are too many; ``tied`` how many share the
    largest share. The best of many shares flatters: it was picked because it is large.
    """
    if not fits(np.diff(given.start)):
        return {"judged": None, "draws": 0, "tied": 0, "settlements": []}
    space = propagate.space_of(case, inputs)
    found = tally(table(space), threads=threads)
    cells = _largest(found.counts.ravel())
    picks = found.settlements(cells)
    rows = [
        _row(given, space.settlement(pick), int(found.counts.ravel()[cell]), found)
        for cell, pick in zip(cells, picks, strict=True)
    ]
    best = int(found.counts.max())
    tied = int((found.counts == best).sum()) if best else 0
    judged = int(np.prod(np.diff(given.start)[: len(given.issues)]))
    return {"judged": judged, "draws": found.draws, "tied": tied, "settlements": rows}


def _largest(counts: np.ndarray) -> np.ndarray:
    """Return the cells of the largest positive counts, falling, equal ones in order of cells."""
    kept = min(SHOWN, counts.size)
    least = max(int(np.partition(counts, counts.size - kept)[counts.size - kept]), 1)
    cells = np.flatnonzero(counts >= least)
    return cells[np.argsort(-counts[cells], kind="stable")][:kept]


def _row(given: Space, options: dict[str, str], count: int, found: Tally) -> dict[str, Any]:
    share = count / found.draws
    return {**judge(given, given.pick(options)).to_dict(), "share": share, "se": sampling_error(share, found.draws)}
