"""A task in a second process, for what numpy would otherwise do in turn: ``python -m detente.scenarios.aside``.

Compiled code leaves the interpreter, so that threads share out the processors. Numpy hardly does; where nothing is
compiled, a run has the half of its work that needs nothing of the other done by a second interpreter. The answer is the
same; where the second one fails, the first does it all.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import Any, ParamSpec, TypeVar

from detente.case.fault import Unanswerable

P = ParamSpec("P")
T = TypeVar("T")
ANSWER, FAULT, LOST = "answer", "fault", "lost"
MARK = b"detente aside\n"
"""What an answer begins with: what another program says, begun in the place of an interpreter, is none."""


@contextmanager
def aside(task: Callable[P, T], *args: P.args, **named: P.kwargs) -> Generator[Callable[[], T], None, None]:
    """Begin a task, a function of a module, in a second process; yield what waits for its answer.

    What it raises as `Unanswerable` is raised there too. A process that nobody waits for is ended.
    """
    process = _begun(pickle.dumps((task, args, named)))

    def answer() -> T:
        kind, found = _told(process)
        if kind == FAULT:
            raise Unanswerable(found)
        return found if kind == ANSWER else task(*args, **named)

    try:
        yield answer
    finally:
        if process is not None:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _begun(asked: bytes) -> subprocess.Popen[bytes] | None:
    """Return a process that works, None where there cannot be one.

    It looks for code where this one does, and not in the working folder besides. A frozen program is no interpreter:
    it would begin itself once more.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return None
    words = [sys.executable, "-P", "-m", "detente.scenarios.aside"]
    paths = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    try:
        process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=quiet, env=paths)
    except OSError:
        return None
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as told:
            told.write(asked)
        process.stdin = None
    return process


def _told(process: subprocess.Popen[bytes] | None) -> tuple[str, Any]:
    """Return what a process answered, and as what; `LOST` where it ended without an answer."""
    if process is None:
        return LOST, None
    told, _ = process.communicate()
    ours = process.returncode == 0 and told.startswith(MARK)
    return pickle.loads(told.removeprefix(MARK)) if ours else (LOST, None)


def _work(asked: bytes) -> tuple[str, Any]:
    task, args, named = pickle.loads(asked)
    try:
        return ANSWER, task(*args, **named)
    except Unanswerable as error:
        return FAULT, str(error)


def main() -> None:
    """Answer what comes in; whatever else is written on the way goes nowhere."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as told:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        told.write(MARK + pickle.dumps(_work(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
