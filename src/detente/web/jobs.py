"""Work that a newer question makes void: of each stream only the latest request is answered.

What follows a moving slider does not wait behind what takes long; who has gone away is not worked for any more.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from detente.ensemble.setting import Progress
from detente.web.problems import CONFLICT, UNFIT, Problem, Refused

Answer = dict[str, Any]
Work = Callable[[Progress], Answer]

AT_ONCE = 2
"""Long questions worked on at the same time, and as many quick ones; others wait."""
MOST_SECONDS = 120.0
KEPT = 64
"""Answers kept for those who ask the same again."""
GONE: ContextVar[threading.Event | None] = ContextVar("gone", default=None)
"""What is set once the client of the request at hand has gone away."""


class Jobs:
    """The questions being worked on, and the latest answers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places = threading.Semaphore(AT_ONCE)
        self._quick = threading.Semaphore(AT_ONCE)
        self._latest: dict[str, tuple[int, threading.Event]] = {}
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def answer(self, key: str, work: Work, *, stream: str = "", turn: int = 0) -> Answer:
        """Return the answer of some work, kept under its key; refused when a newer question of its stream has come.

        Of two questions of a stream that with the higher turn is newer, whichever comes first; of equal turns the one
        that comes later. An empty stream is never made void.
        """
        return self._answered(key, work, self._begun(stream, turn), self._places)

    def quick(self, key: str, work: Work, *, stream: str = "", turn: int = 0) -> Answer:
        """Return the answer of work that takes little, as `answer`; it waits for no question that takes long."""
        return self._answered(key, work, self._begun(stream, turn), self._quick)

    def _answered(self, key: str, work: Work, void: threading.Event, places: threading.Semaphore) -> Answer:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        with places:
            _go_on(void)
            found = work(_watch(void))
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return found

    def _begun(self, stream: str, turn: int) -> threading.Event:
        """Return what is set once a newer question of the stream has come; the older one is made void now."""
        void = threading.Event()
        if not stream:
            return void
        with self._lock:
            seen, other = self._latest.get(stream, (turn, threading.Event()))
            if turn < seen:
                void.set()
            else:
                other.set()
                self._latest[stream] = (turn, void)
        return void


def _watch(void: threading.Event) -> Progress:
    """Return what the work reports its progress to, and what stops it there."""
    until = time.monotonic() + MOST_SECONDS

    def watch(stage: str, done: int, total: int) -> None:
        del stage, done, total
        _go_on(void)
        if time.monotonic() > until:
            message = f"not answered within {MOST_SECONDS:.0f} s; ask for fewer draws, or on the command line"
            raise Refused(Problem(UNFIT, "limits", message))

    return watch


def _go_on(void: threading.Event) -> None:
    gone = GONE.get()
    if void.is_set() or (gone is not None and gone.is_set()):
        raise Refused(Problem(CONFLICT, "superseded", "a newer question has taken the place of this one"))
