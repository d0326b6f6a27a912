"""Work that a newer question makes void: of each stream only the latest request is answered.

What follows a moving slider waits for nothing, and all else gives way to it; who has gone away is not worked for any
more.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from enum import Enum
from typing import Any

from detente.ensemble.setting import Progress
from detente.web.problems import CONFLICT, UNFIT, Problem, Refused
from detente.web.way import Way

Answer = dict[str, Any]
Work = Callable[[Progress], Answer]

AT_ONCE = 2
"""Long questions worked on at the same time, as many that refine a figure, as many urgent ones; others wait."""
MOST_SECONDS = 120.0
MOST_GIVEN = 30.0
"""Seconds in all that one answer gives way for, beside those of its own: hands that never rest hold it up no longer."""
KEPT = 64
"""Answers kept for those who ask the same again."""
GONE: ContextVar[threading.Event | None] = ContextVar("gone", default=None)
"""What is set once the client of the request at hand has gone away."""


class Pace(Enum):
    """How soon a question wants its answer."""

    URGENT = "follows a moving hand: everything else gives way"
    REFINING = "gives the figures on the screen their last digits"
    LONG = "is waited for"


class Jobs:
    """The questions being worked on, and the latest answers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._way = Way()
        self._places = {pace: threading.Semaphore(AT_ONCE) for pace in Pace}
        self._latest: dict[str, tuple[int, threading.Event]] = {}
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def answer(self, key: str, work: Work, pace: Pace = Pace.LONG, *, stream: str = "", turn: int = 0) -> Answer:
        """Return the answer of some work, kept under its key; refused when a newer question of its stream has come.

        Of two questions of a stream that with the higher turn is newer, whichever comes first; of equal turns the one
        that comes later. An empty stream is never made void. Questions of one pace wait for none of another.
        """
        void = self._begun(stream, turn)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        with self._places[pace]:
            _go_on(void)
            found = self._worked(work, void, pace)
        with self._lock:
            self._answers[key] = found
            while len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        return found

    def _worked(self, work: Work, void: threading.Event, pace: Pace) -> Answer:
        if pace is Pace.URGENT:
            with self._way.first():
                return work(_watch(void, _nothing))
        return work(_watch(void, self._way.give))

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


def _nothing() -> float:
    """Give way to nobody."""
    return 0.0


def _watch(void: threading.Event, give: Callable[[], float]) -> Progress:
    """Return what the work reports its progress to, and what stops it, or holds it up, there."""
    until, left = time.monotonic() + MOST_SECONDS, MOST_GIVEN

    def watch(stage: str, done: int, total: int) -> None:
        nonlocal until, left
        del stage, done, total
        if left > 0:
            given = give()
            until, left = until + given, left - given
        _go_on(void)
        if time.monotonic() > until:
            message = f"not answered within {MOST_SECONDS:.0f} s; ask for fewer draws, or on the command line"
            raise Refused(Problem(UNFIT, "limits", message))

    return watch


def _go_on(void: threading.Event) -> None:
    gone = GONE.get()
    if void.is_set() or (gone is not None and gone.is_set()):
        raise Refused(Problem(CONFLICT, "superseded", "a newer question has taken the place of this one"))
