"""Feed damaged files to a reader and judge what it does: it reads, or it refuses in words, soon and in little memory.

What is new guides the search: an input that draws a kind of message which none before has drawn joins the corpus.
"""

from __future__ import annotations

import re
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from detente.case.unseen import UNSEEN
from detente.cli.refusal import refusal
from tests.fuzz.mutate import mutated
from tests.fuzz.targets import Target

MOST_SECONDS = 5.0
"""Of the processor that one case may take."""
MOST_MEMORY = 200_000_000
"""Bytes that may be resident beyond what was before the first case."""
MOST_KEPT = 300
"""Inputs in the corpus of one reader."""
DETAIL = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'|[0-9][0-9,.]*')
SHAPE = re.compile(r"[a-z]{2,}")
"""What is left of a message to tell its kind by: its first words."""
WORDS = 8
TRACEBACK, SLOW, MEMORY, MESSAGE = "traceback", "slow", "memory", "message"


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that a reader does not stand up to; findings of one `key` have one cause."""

    target: str
    kind: str
    key: str
    detail: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case came to: the kinds of messages that it drew, and what is wrong, if anything."""

    read: bool
    kinds: frozenset[str]
    fault: tuple[str, str, str] | None = None


class _TooSlow(BaseException):
    """The time of one case is over. No reader catches it, whatever else it catches."""


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    def over(number: int, frame: FrameType | None) -> None:
        raise _TooSlow

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


class Scale:
    """The memory of this process: its peak since the last look."""

    def __init__(self, most: int = MOST_MEMORY) -> None:
        self.most = most
        self.reset()
        self.base = self._peak()
        self.highest = 0

    def look(self) -> bool:
        """Return whether the peak is within bounds; where it is not, begin anew."""
        beyond = self._peak() - self.base
        self.highest = max(self.highest, beyond)
        if beyond > self.most:
            self.reset()
            return False
        return True

    def reset(self) -> None:
        """Forget the peak, where the system lets us."""
        try:
            Path("/proc/self/clear_refs").write_text("5")
        except OSError:
            self.base = self._peak()

    @staticmethod
    def _peak() -> int:
        size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return size if sys.platform == "darwin" else 1024 * size


def judge(target: Target, data: bytes, scale: Scale, seconds: float = MOST_SECONDS) -> Outcome:
    """Return what a reader makes of one input."""
    said: list[str] = []
    fault: tuple[str, str, str] | None = None
    read = False
    try:
        with _timed(seconds):
            said = target.read(data)
            read = True
    except _TooSlow:
        fault = (SLOW, f"{SLOW} {target.name}", f"more than {seconds:g} s of the processor")
    except MemoryError:
        fault = (MEMORY, f"{MEMORY} {target.name}", "no memory is left within the bound of the process")
    except Exception as error:  # what is no refusal that the command line knows is what is looked for
        if refusal(error) is None and not isinstance(error, target.also):
            fault = (TRACEBACK, _key(error), f"{type(error).__name__}: {str(error)[:300]}")
        said = [str(error)] if fault is None and refusal(error) is not None else []
    if not scale.look() and fault is None:
        fault = (MEMORY, f"{MEMORY} {target.name}", f"more than {scale.most / 1e6:.0f} MB beyond what was before")
    hidden = next((found for text in said if (found := UNSEEN.search(text))), None)
    if hidden and fault is None:
        text = next(text for text in said if UNSEEN.search(text))
        fault = (MESSAGE, f"{MESSAGE} {target.name}", f"U+{ord(hidden[0]):04X} in {text[:300]!a}")
    return Outcome(read, frozenset(_shape(line) for text in said for line in text.split("\n")[:200]), fault)


def _shape(line: str) -> str:
    return " ".join(SHAPE.findall(DETAIL.sub("", line))[:WORDS])


def _key(error: BaseException) -> str:
    """Return what an exception is and the innermost place of this program from which it came."""
    frame, place = error.__traceback__, ""
    while frame is not None:
        code = frame.tb_frame.f_code
        if "detente" in code.co_filename:
            place = f"{Path(code.co_filename).name}:{frame.tb_lineno}"
        frame = frame.tb_next
    return f"{type(error).__name__} at {place or 'the target'}"


@dataclass
class Tally:
    """What one reader has been through."""

    target: Target
    corpus: list[bytes]
    cases: int = 0
    read: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    kinds: set[str] = field(default_factory=set[str])
    findings: dict[str, Finding] = field(default_factory=dict[str, Finding])


def begin(target: Target) -> Tally:
    """Return the tally of a reader before its first case."""
    return Tally(target, list(target.seeds()))


def step(tally: Tally, seed: int, scale: Scale, seconds: float = MOST_SECONDS) -> Finding | None:
    """Run the next case of a reader; return a finding that is none of those before.

    The first cases are the seeds as they stand. Case k follows from the seed, the reader's name and k alone.
    """
    rng = Random(f"{seed}/{tally.target.name}/{tally.cases}")
    k = tally.cases
    data = tally.corpus[k] if k < len(tally.corpus) and k < 50 else mutated(rng, tally.corpus, tally.target.words)
    began = time.process_time()
    outcome = judge(tally.target, data, scale, seconds)
    took = time.process_time() - began
    tally.cases += 1
    tally.read += outcome.read
    tally.seconds += took
    tally.slowest = max(tally.slowest, took)
    if not outcome.kinds <= tally.kinds:
        tally.kinds |= outcome.kinds
        _keep(tally, data, rng)
    if outcome.fault is None or outcome.fault[1] in tally.findings:
        return None
    kind, key, detail = outcome.fault
    found = Finding(tally.target.name, kind, key, detail, data)
    tally.findings[key] = found
    return found


def _keep(tally: Tally, data: bytes, rng: Random) -> None:
    """Put an input into the corpus, in the place of another once it is full."""
    if len(tally.corpus) < MOST_KEPT:
        tally.corpus.append(data)
    else:
        tally.corpus[rng.randrange(len(tally.corpus) // 4, len(tally.corpus))] = data


def smallest(data: bytes, fails: Callable[[bytes], bool], tries: int = 400) -> bytes:
    """Return a shorter input that still fails, by leaving out ever smaller pieces.

    >>> smallest(b"a lot of words around one X here", lambda data: b"X" in data)
    b'X'
    """
    size = max(1, len(data) // 2)
    while size and tries > 0:
        at = 0
        while at < len(data) and tries > 0:
            shorter = data[:at] + data[at + size :]
            tries -= 1
            if fails(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data


def minimised(found: Finding, target: Target, scale: Scale) -> bytes:
    """Return the smallest input found that shows the same."""

    def fails(data: bytes) -> bool:
        fault: Any = judge(target, data, scale).fault
        return fault is not None and fault[1] == found.key

    return smallest(found.data, fails, 8 if found.kind in (SLOW, MEMORY) else 400)
