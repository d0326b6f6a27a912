"""Who goes first: what takes long gives way, wherever it reports its progress, to what follows a moving hand."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager

LONGEST = 1.0
"""Seconds that work gives way for at most each time."""


class Way:
    """The way of the work of one server, which is clear while nothing urgent is under way."""

    def __init__(self) -> None:
        self._clear = threading.Condition()
        self._urgent = 0

    @contextmanager
    def first(self) -> Generator[None]:
        """Go before all that gives way."""
        with self._clear:
            self._urgent += 1
        try:
            yield
        finally:
            with self._clear:
                self._urgent -= 1
                self._clear.notify_all()

    def give(self) -> float:
        """Wait until the way is clear, but no longer than `LONGEST`; return how long that was, in seconds."""
        begun = time.monotonic()
        with self._clear:
            self._clear.wait_for(lambda: self._urgent == 0, LONGEST)
        return time.monotonic() - begun
