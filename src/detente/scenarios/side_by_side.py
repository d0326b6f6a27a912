"""Variants of a case side by side: while one is searched, outside the interpreter, another is set up."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from detente.ensemble.setting import Drawing
from detente.kernels.solve import threads_available

A = TypeVar("A")
T = TypeVar("T")
FEW_DRAWS = 500
"""Draws up to which variants share out the threads; of more, each is shared out itself, and fewer are held at once."""


def side_by_side(task: Callable[[A, Drawing], T], variants: Sequence[A], drawing: Drawing) -> Generator[T]:
    """Yield what a task returns for each variant, in their order, and go no further while nobody takes it.

    The task is told how to draw. As many are at work as there are threads; a fault of one ends all.
    """
    count = threads_available() if drawing.threads is None else drawing.threads
    if count == 1 or drawing.draws > FEW_DRAWS:
        yield from (task(variant, drawing) for variant in variants)
        return
    alone = replace(drawing, threads=1)
    with ThreadPoolExecutor(count) as pool:
        running = deque(pool.submit(task, variant, alone) for variant in variants[:count])
        for variant in variants[count:]:
            found = running.popleft().result()
            running.append(pool.submit(task, variant, alone))
            yield found
        while running:
            yield running.popleft().result()
