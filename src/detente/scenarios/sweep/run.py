"""Run a sweep: what is there already is kept, what is missing is cut into tasks, and every answer is saved as it comes.

A variant's answer depends on the plan and its number alone, so that executors, chunks, order and interruptions leave no
trace in the result.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypedDict, Unpack

import numpy as np

from detente.ensemble.propagate import prepare
from detente.ensemble.setting import Progress, silent
from detente.formats import parts
from detente.formats.parts import Folder
from detente.scenarios.sweep import pool
from detente.scenarios.sweep.designs import Design, Wished
from detente.scenarios.sweep.outputs import Columns, labels_of
from detente.scenarios.sweep.plan import Plan, Question, Source, case_of, planned
from detente.scenarios.sweep.task import BLOCK, VARIANT, Task, judged

TASK_SECONDS, SERIAL_SECONDS = 0.5, 2.0
"""What a task is to take, so that handing it out costs little; work below which no pool is started."""
TRIED, LONGEST = 64, 20_000
"""Variants that are timed to choose a chunk, the first of which is not counted; and the longest chunk."""
STAGE = "variants"
AUTO = "auto"
Workers = Executor | Literal["serial", "processes"] | None


class How(TypedDict, total=False):
    """How a sweep is run; see `sweep`."""

    executor: Workers
    workers: int | None
    chunk: int | Literal["auto"]
    checkpoint: str | Path | None
    progress: bool | Progress
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Swept:
    """The result of a sweep.

    Parameters
    ----------
    paths
        Inputs that varied.
    columns
        Name -> one value per variant, ``(n,)``: ``variant``, every path (NaN: as the case has it), every output.
    labels
        Column that holds codes -> the words that they stand for; -1 stands for none.
    digest
        Hash of case, design, outputs and version.
    reused
        Variants that were there already.
    notes
        What was found wrong with earlier parts, in words.
    folder
        Where the parts are; None where they were not kept.
    """

    paths: tuple[str, ...]
    columns: Columns
    labels: dict[str, tuple[str, ...]]
    digest: str
    reused: int = 0
    notes: tuple[str, ...] = ()
    folder: Path | None = None

    @property
    def size(self) -> int:
        """Number of variants."""
        return self.columns[VARIANT].size

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield every variant as a plain mapping, codes in words."""
        words = {name: [*own, None] for name, own in self.labels.items()}
        for k in range(self.size):
            row = {name: column[k].item() for name, column in self.columns.items()}
            yield row | {name: own[row[name]] for name, own in words.items()}


def sweep(
    case: Source, design: Wished, outputs: Sequence[str] | None = None, **how: Unpack[How]
) -> Swept:  # fmt: skip
    """Judge many variants of a case.

    Parameters
    ----------
    case
        A case, or the path or the id of one.
    design
        Which variants: `lhs`, `grid` or `overrides` of `scenarios.sweep.designs`.
    outputs
        Names of `scenarios.sweep.outputs`; None: the zone, the gap and the weights of the scenarios.
    **how
        How it is done, none of which changes the answer but the first two. `draws`: of every variant, 0 for its central
        case; `seed`: of what is drawn; `executor`: None (serial below two seconds of work, else processes),
        ``"serial"``, ``"processes"``, or any executor of `concurrent.futures`, as a pool of threads or Dask's
        ``Client.get_executor()``; `workers`: processes of our own, None for one per processor; `chunk`: variants per
        task, ``"auto"`` aims at half a second; `checkpoint`: folder for one part per task, from which a sweep that was
        stopped goes on, None to keep nothing; `progress`: True for a line on stderr, or a function of stage, done and
        total.

    Returns
    -------
    Swept
        The same to the bit for every executor, chunk and order, and after any interruption.

    Raises
    ------
    InputFaults, CannotChange, Unanswerable, TooLarge, ValueError
        When the case has faults, or does not allow the design; when the folder holds something else.
    """
    question = Question(None if outputs is None else tuple(outputs), how.get("draws", 0), how.get("seed", 1))
    plan, wanted = planned(case, design, question)
    told = how.get("progress", False)
    told = (_on_stderr if told else silent) if isinstance(told, bool) else told
    work = _opened(plan, wanted, how.get("checkpoint"), told)
    return work.run(how)


def about(plan: Plan, design: Design) -> dict[str, Any]:
    """Return what the page of a folder says of its sweep."""
    held = design.to_dict()
    told = held if "axes" not in held else {**held, "axes": len(held["axes"])}
    return {
        "case": plan.file, "sha256": sha256(plan.data).hexdigest(), "version": plan.version,
        "design": told, "variants": design.size, "paths": list(design.paths),
        "outputs": list(plan.outputs), "draws": plan.draws, "seed": plan.seed,
    }  # fmt: skip


def _opened(plan: Plan, design: Design, checkpoint: str | Path | None, progress: Progress) -> _Work:
    labels = labels_of(case_of(plan), plan.outputs, bool(plan.draws))
    if checkpoint is None:
        return _Work(plan, design, labels, None, progress)
    folder = parts.opened(Path(checkpoint), plan.digest, about(plan, design), labels)
    held, notes = parts.kept(folder)
    work = _Work(plan, design, labels, folder, progress, tuple(notes))
    for part, columns in held:
        work.take(part.low, part.high, columns)
    return replace(work, reused=sum(part.high - part.low for part, _ in held))


@dataclass(frozen=True, slots=True)
class _Work:
    """A sweep under way: its plan, and the answers so far by the first variant of their range."""

    plan: Plan
    design: Design
    labels: dict[str, tuple[str, ...]]
    folder: Folder | None
    progress: Progress
    notes: tuple[str, ...] = ()
    reused: int = 0
    held: dict[int, tuple[int, Columns]] = field(default_factory=dict[int, tuple[int, Columns]])

    def take(self, low: int, high: int, columns: Columns) -> None:
        """Take up an answer."""
        self.held[low] = high, columns

    def run(self, how: How) -> Swept:
        """Judge what is missing and return the whole."""
        chunk = how.get("chunk", AUTO)
        seconds = 0.0
        if chunk == AUTO:
            seconds = self._tried()
            chunk = _sized(seconds)
        elif chunk < 1:
            raise ValueError(f"a chunk of {chunk} variants: give 1 or more")
        for task, columns in self._answers(how, chunk, seconds):
            self._keep(task, columns)
        return self._whole()

    def _keep(self, task: Task, columns: Columns) -> None:
        if self.folder is not None:
            parts.save(self.folder, task.low, task.high, columns)
        self.take(task.low, task.high, columns)
        self.progress(STAGE, sum(high - low for low, (high, _) in self.held.items()), self.design.size)

    def _tried(self) -> float:
        """Judge the first of the missing variants and return the seconds that one takes; 0 when none is left."""
        prepare(self.plan.backend, self.progress)
        judged(self._task(0, 1))
        low, high = next(iter(self._missing()), (0, 0))
        if low == high:
            return 0.0
        task = self._task(low, min(high, low + TRIED))
        began = time.process_time()  # of this process: what others do meanwhile says nothing of the work
        columns = judged(task)
        took = time.process_time() - began
        self._keep(task, columns)
        return took / (task.high - task.low)

    def _missing(self) -> list[tuple[int, int]]:
        held = [parts.Part(Path(), low, high) for low, (high, _) in self.held.items()]
        return parts.missing(self.design.size, held)

    def _task(self, low: int, high: int) -> Task:
        return Task(self.plan, self.design.part(low, high), low, high)

    def _tasks(self, chunk: int) -> Iterator[Task]:
        for low, high in self._missing():
            for first in range(low, high, chunk):
                yield self._task(first, min(high, first + chunk))

    def _answers(self, how: How, chunk: int, seconds: float) -> pool.Answered:
        executor = how.get("executor")
        left = sum(high - low for low, high in self._missing())
        if executor is None:
            executor = "serial" if left * seconds < SERIAL_SECONDS and how.get("chunk", AUTO) == AUTO else "processes"
        tasks = [*self._tasks(chunk)] if isinstance(executor, str) else self._tasks(chunk)
        if executor == "serial" or not left:
            return pool.serial(tasks)
        if executor == "processes":
            return pool.over_processes(tasks, how.get("workers"))
        if isinstance(executor, str):
            raise ValueError(f'no executor "{executor}"; give serial, processes, or an executor')
        return pool.over(executor, tasks)

    def _whole(self) -> Swept:
        ordered = [self.held[low][1] for low in sorted(self.held)]
        columns = {name: np.concatenate([held[name] for held in ordered]) for name in ordered[0]}
        if not np.array_equal(columns[VARIANT], np.arange(self.design.size)):
            raise ValueError("the parts of the sweep do not make a whole")
        place = None if self.folder is None else self.folder.path
        return Swept(self.design.paths, columns, self.labels, self.plan.digest, self.reused, self.notes, place)


def _sized(seconds: float) -> int:
    """Return how many variants of so many seconds each make a task, in whole blocks where there is more than one."""
    wanted = min(LONGEST, round(TASK_SECONDS / seconds)) if seconds else LONGEST
    return max(1, wanted if wanted < BLOCK else wanted // BLOCK * BLOCK)


def _on_stderr(stage: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r{done:,} of {total:,} {stage}" + "\n" * (done >= total))
    sys.stderr.flush()
