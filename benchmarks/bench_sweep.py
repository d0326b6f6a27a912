"""Sweeps of the flagship: variants per second beside a loop over changed cases, and what handing work out adds."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import detente
from benchmarks.row import Row, once
from detente.case.levers import SET, Change
from detente.ensemble import propagate
from detente.ensemble.shares import mixed, rows_of
from detente.formats.load import load
from detente.scenarios.change import apply
from detente.scenarios.sweep.outputs import Columns
from detente.scenarios.sweep.plan import Plan, Question, planned
from detente.scenarios.sweep.pool import processors
from detente.scenarios.sweep.task import BLOCK, Task, judged
from detente.settlement.inputs import central_inputs
from detente.settlement.known import known
from detente.solutions.compromise import compromise

CASE, VARIANTS, LOOPED, SEED = "miami", 20_000, 100, 1
OVER = {
    "no_deal.RU": (50, 95), "no_deal.UA": (60, 99), "views.RU.donbas.salience": (50, 100),
    "views.UA.donbas.salience": (50, 100), "views.UA.guarantee.salience": (50, 100),
}  # fmt: skip
OUTPUTS = ("zone", "gap", "scenarios")
OVERHEAD = 0.05
"""What handing out, sending back and writing may add to the work, as a share of it."""
MILLION_IN = 1_800.0
"""Seconds for a million variants of the flagship on one processor: minutes, not hours."""


def run() -> list[Row]:
    """Time a sweep with parts on one processor and on all, beside the bare work and a loop over changed cases.

    What chunks and parts add is a small difference, so it is of processor time, which others on a machine disturb less.
    """
    wished = detente.lhs(VARIANTS, SEED, OVER)
    plan, design = planned(CASE, wished, Question(OUTPUTS))
    judged(Task(plan, design, 0, BLOCK))
    _swept(detente.lhs(1, SEED, OVER), "serial")
    bare, bare_cpu = _both(partial(_bare, plan, design))
    serial, serial_cpu = _both(partial(_swept, wished, "serial"))
    processes = once(partial(_swept, wished, "processes"))
    loop = once(_loop) / LOOPED * VARIANTS
    minutes = serial_cpu / VARIANTS * 1e6 / 60
    told = f"{VARIANTS / serial:,.0f} variants/s; a million in {minutes:.1f} minutes of one processor"
    cores = processors()
    return [
        Row(
            f"sweep of {CASE}, {VARIANTS:,} variants, serial, with parts", serial, MILLION_IN * VARIANTS / 1e6,
            "a loop over changed cases", loop, told,
        ),
        Row(
            f"what chunks and parts add to that, beyond {bare_cpu:.1f} s of work", max(serial_cpu - bare_cpu, 1e-3),
            OVERHEAD * bare_cpu, note=f"{100 * (serial_cpu / bare_cpu - 1):+.1f} % of the work, processor time",
        ),
        Row(
            f"the same on {cores} processes, the start of the pool included", processes, bare,
            note=f"{VARIANTS / processes:,.0f} variants/s; {bare / processes:.2f} times one processor",
        ),
    ]  # fmt: skip


def _both(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds that a piece of work takes, and those of this process."""
    began = time.process_time()
    seconds = once(work)
    return seconds, time.process_time() - began


def _bare(plan: Plan, design: Any) -> Columns:
    """Return the columns of all variants as one task: the work that is to be done, whoever does it."""
    return judged(Task(plan, design, 0, VARIANTS))


def _swept(wished: Any, executor: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        detente.sweep(CASE, wished, OUTPUTS, executor=executor, checkpoint=Path(folder) / "parts")


def _loop() -> None:
    """Judge some variants one by one, each as a changed case of its own."""
    case = load(CASE)
    _, design = planned(CASE, detente.lhs(VARIANTS, SEED, OVER), Question(OUTPUTS))
    values = design.values(0, LOOPED).tolist()
    for row in values:
        changes = [Change(path, SET, value) for path, value in zip(design.paths, row, strict=True)]
        now = known(apply(case, changes))
        slim, signers = propagate.signing(now)
        inputs = central_inputs(now)
        seen = propagate.of_parties(now, inputs, signers)
        solved = propagate.solve_inhabited(slim, seen, propagate.Work("compiled", 1))
        mixed(now, rows_of(now, solved, compromise(now, inputs, solved.space)))
