"""Who goes first: what takes long gives way, wherever it reports its progress, to what follows a moving hand."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager

LONGEST = 1.0
"""Seconds that work gives way for at most each time, so that hands that never rest do not hold it up for ever."""


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

    def give(self) -> None:
        """Wait until the way is clear, but no longer than `LONGEST`."""
        with self._clear:
            self._clear.wait_for(lambda: self._urgent == 0, LONGEST)
