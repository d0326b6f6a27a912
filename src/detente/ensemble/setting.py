"""What every step of a run needs, and how steps report progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.case.nouns import Case
from detente.ensemble import propagate
from detente.ensemble.draws import Draws, draw
from detente.settlement.inputs import Inputs
from detente.settlement.known import known

Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Report no progress."""
    del stage, done, total


@dataclass(frozen=True, slots=True)
class Setting:
    """What every step of a run needs: the case as known, its signing part, the draws, and how to work."""

    case: Case
    signing: Case
    rows: np.ndarray
    draws: Draws
    seed: int
    threads: int | None
    progress: Progress
    backend: str

    def of_signing(self, inputs: Inputs) -> Inputs:
        """Return the inputs of the required parties."""
        return propagate.of_parties(self.case, inputs, self.rows)

    def work(self, progress: Callable[[int], None] | None = None) -> propagate.Work:
        """Return how the kernels are to work."""
        told = {} if progress is None else {"progress": progress}
        return propagate.Work(self.backend, self.threads, **told)

    def begin(self, stage: str) -> None:
        """Say that a stage begins which is not counted; who watches may stop the work, or hold it up, there."""
        self.progress(stage, 0, 1)

    def counter(self, stage: str, total: int) -> Callable[[int], None]:
        """Return what is to be called with the number of draws done at a stage, and reports progress."""
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            self.progress(stage, done, total)

        return advance

    def some(self, most: int) -> int:
        """Return the size of a sub-sample: at most `most`, a tenth of the draws, and at least 20 of them."""
        return min(most, max(20, self.draws.inputs.draws // 10), self.draws.inputs.draws)


@dataclass(frozen=True, slots=True)
class Drawing:
    """How many draws, from which seed, on how many threads (None: all)."""

    draws: int
    seed: int
    threads: int | None = None


def setting_of(
    case: Case, drawing: Drawing, progress: Progress | None = None, *, backend: str | None = None
) -> Setting:  # fmt: skip
    """Return the setting of a case, known as of its date; by default with the backend of the size rule, compiled."""
    now = known(case)
    signing, rows = propagate.signing(now)
    told = progress or silent
    chosen = backend or propagate.backend_for(signing, drawing.draws)
    propagate.prepare(chosen, told)
    told("draws", 0, drawing.draws)
    held = draw(now, draws=drawing.draws, seed=drawing.seed)
    return Setting(now, signing, rows, held, drawing.seed, drawing.threads, told, chosen)
