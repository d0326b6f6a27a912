"""Progress on stderr: a bar on a terminal when the work is long, nothing anywhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from detente.cli.manner import Manner

WAIT = 0.3
"""Seconds of work before a bar appears."""

Told = Callable[[str, int, int], None]


@contextmanager
def progress(manner: Manner, title: str) -> Generator[Told | None, None, None]:
    """Yield the callback ``(stage, done, total)`` that draws a bar; None where nobody watches."""
    if manner.quiet or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(title)
    try:
        yield bar.told
    finally:
        bar.stop()


class _Bar:
    """A rich bar that is made when the first stage outlasts the wait."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._began = time.monotonic()
        self._stage = ""
        self._drawn = None
        self._task = None

    def told(self, stage: str, done: int, total: int) -> None:
        """Show how much of a stage is done."""
        if self._drawn is None:
            if time.monotonic() - self._began < WAIT:
                return
            self._start()
        if self._drawn is not None and self._task is not None:
            self._drawn.update(self._task, description=stage, completed=done, total=max(total, 1))

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        self._drawn = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._drawn.add_task(self._title, total=None)
        self._drawn.start()

    def stop(self) -> None:
        """Take the bar away."""
        if self._drawn is not None:
            self._drawn.stop()
