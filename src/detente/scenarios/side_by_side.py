"""Variants of a case side by side: while one is searched, outside the interpreter, another is set up."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from detente.ensemble.draws import FEW
from detente.ensemble.setting import Drawing, Progress, silent
from detente.kernels.cache import ready
from detente.kernels.solve import threads_available

A = TypeVar("A")
T = TypeVar("T")
Task = Callable[[A, Drawing, Progress], T]
"""What is asked of a variant: it draws as it is told, and reports progress, where it may be stopped."""


class _Stopped(Exception):
    """What ends a task of which nobody waits for the answer any more."""


def side_by_side(
    task: Task[A, T], variants: Iterable[A], drawing: Drawing, told: Callable[[int], None] | None = None
) -> list[T]:
    """Return what a task makes of each variant, in their order; `told` hears how many are done.

    Short runs share out the threads, and no other begins while `told` holds on; longer ones have all threads, one after
    the other, so that fewer are held at once. So do all where nothing is compiled, as numpy hardly leaves the
    interpreter. A fault of one, or of `told`, stops those at work.
    """
    asked, heard = [*variants], told or _unheard
    count = threads_available() if drawing.threads is None else drawing.threads
    if count > 1 and drawing.draws <= FEW and ready():
        return _at_once(task, asked, replace(drawing, threads=1), heard, count)
    found: list[T] = []
    for variant in asked:
        found.append(task(variant, drawing, silent))
        heard(len(found))
    return found


def _at_once(task: Task[A, T], asked: list[A], drawing: Drawing, told: Callable[[int], None], count: int) -> list[T]:
    stop, waiting, found = threading.Event(), deque(asked), list[T]()

    def stopped(stage: str, done: int, total: int) -> None:
        del stage, done, total
        if stop.is_set():
            raise _Stopped

    running: deque[Future[T]] = deque()
    with ThreadPoolExecutor(count) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < count:
                    running.append(pool.submit(task, waiting.popleft(), drawing, stopped))
                found.append(running.popleft().result())
                told(len(found))
        finally:
            if len(found) < len(asked):
                stop.set()
    return found


def _unheard(done: int) -> None:
    del done
