"""One task of a sweep: a range of variants, judged. It is given the plan and the range, and nothing else.

Everything here is at the top of its module, so that it can be sent to any process by name.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np

from detente import __version__
from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble.propagate import prepare
from detente.ensemble.setting import Drawing, silent
from detente.kernels import solve as search
from detente.scenarios.change import apply
from detente.scenarios.measure import Asked, Measured, measure
from detente.scenarios.sweep.batch import Batch, batches
from detente.scenarios.sweep.designs import Design
from detente.scenarios.sweep.outputs import OUTPUTS, Columns, Seen
from detente.scenarios.sweep.plan import Plan, case_of
from detente.scenarios.sweep.settle import changes_of
from detente.settlement.space import table

BLOCK = 512
"""Variants whose arrays are held at one time."""
VARIANT = "variant"
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Task:
    """Variants ``low ... high - 1`` of a plan, with what is needed of the design to give their values."""

    plan: Plan
    design: Design
    low: int
    high: int


def judged(task: Task) -> Columns:
    """Return the columns of a task: the number of every variant, its values by path, and its outputs.

    They depend on the plan and on the number of a variant alone: not on the range, nor on who else works.
    """
    plan = task.plan
    if plan.version != __version__:
        raise Unanswerable(
            f"a worker has detente {__version__}, and the sweep was planned by {plan.version}: install one"
        )
    _at_hand(plan.backend)
    values = task.design.values(task.low, task.high)
    head: Columns = {VARIANT: np.arange(task.low, task.high, dtype=np.int64)}
    head |= {path: values[:, k] for k, path in enumerate(task.design.paths)}
    over = _drawn if plan.draws else _central
    parts = [
        over(plan, task.design.paths, values[low : low + BLOCK], task.low + low) for low in range(0, len(values), BLOCK)
    ]
    return head | {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


@lru_cache(maxsize=2)
def _at_hand(backend: str) -> None:
    """Have the kernels compiled; a process looks once."""
    prepare(backend, silent)


def _central(plan: Plan, paths: tuple[str, ...], values: np.ndarray, first: int) -> Columns:
    """Judge the central case of some variants.

    One variant alone is judged twice and told once: numpy sums an array with an axis of one in another order.
    """
    count = len(values)
    given = np.repeat(values, 2, axis=0) if count == 1 else values
    found: Columns = {}
    for batch in batches(case_of(plan), paths, given):
        for name, held in _outputs(plan, batch, first).items():
            column = found.setdefault(name, np.zeros(len(given), dtype=held.dtype))
            column[batch.rows] = held
    return {name: column[:count] for name, column in found.items()}


def _outputs(plan: Plan, batch: Batch, first: int) -> Columns:
    asked = [OUTPUTS[name] for name in plan.outputs]
    solved = None
    if any(output.optima for output in asked):
        solved = search.solve(table(batch.space), by_leverage=False, backend=plan.backend, threads=1)
    rows = batch.rows + first
    seen = Seen(batch, solved, plan.backend, plan.parties, partial(_generator, plan.seed, rows))
    return {name: column for output in asked for name, column in output.of(seen).items()}


def _generator(seed: int, rows: np.ndarray, row: int) -> np.random.Generator:
    """Return the random numbers of one variant: of the seed and its number alone."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(int(rows[row]),))))


def _drawn(plan: Plan, paths: tuple[str, ...], values: np.ndarray, first: int) -> Columns:
    """Judge the draws of some variants, the same random numbers for all, as `detente whatif` does for one."""
    del first
    rows = [_measured(plan, case_of(plan), paths, row) for row in values.tolist()]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _measured(plan: Plan, case: Case, paths: tuple[str, ...], values: list[float]) -> dict[str, float]:
    asked = Asked(Drawing(plan.draws, plan.seed, 1))
    found = measure(apply(case, changes_of(paths, values)), asked)
    return dict(_means(plan, found))


def _means(plan: Plan, found: Measured) -> Iterator[tuple[str, float]]:
    for name in plan.outputs:
        if name == "utility":
            for party in plan.parties:
                held = found.utility.get(party)
                yield f"utility.{party}", float("nan") if held is None else float(held.mean())
        elif name == "scenarios":
            yield from ((key, found.mean(key)) for key in found.mixture)
        else:
            yield name, found.mean(name) if name in found.outputs else float("nan")


def alone() -> None:
    """Make a process a worker: one thread, deaf to the keys of the terminal, gone when the process it works for is."""
    for name in THREADS:
        os.environ[name] = "1"
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent's end: a worker of one that was killed would wait for work for ever."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
