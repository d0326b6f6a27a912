"""Half of a run in a second process, for what numpy would otherwise do in turn: ``python -m detente.scenarios.aside``.

Compiled code leaves the interpreter, so that threads share out the processors. Numpy hardly does; where nothing is
compiled, what a run asks under its wild cards, which needs nothing of the rest, is asked by a second interpreter. Case
and answer go through pipes, as the text of a case file and as JSON. The answer is the same; where the second one fails,
the first does it all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import Any

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.ensemble.setting import Drawing
from detente.kernels.anew import anew

ANSWER, FAULT = "answer", "fault"
MARK = "detente aside\n"
"""What an answer begins with: what another program says, begun in the place of an interpreter, is none."""

Told = dict[str, Any]
Worlds = Callable[[Case, Drawing], Told]


@contextmanager
def aside(in_worlds: Worlds, case: Case, drawing: Drawing) -> Generator[Callable[[], Told], None, None]:
    """Begin to ask a case under its wild cards in a second process; yield what waits for the answer.

    `in_worlds` answers where the process does not. What it raises as `Unanswerable` is raised there too. A process that
    nobody waits for is ended.
    """
    from detente.formats.write import dump

    process = _begun(json.dumps([drawing.draws, drawing.seed]) + "\n" + dump(case))

    def answer() -> Told:
        told = _told(process)
        if FAULT in told:
            raise Unanswerable(told[FAULT])
        return told[ANSWER] if ANSWER in told else in_worlds(case, drawing)

    try:
        yield answer
    finally:
        if process is not None:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _begun(asked: str) -> subprocess.Popen[bytes] | None:
    """Return a process that works, None where there cannot be one."""
    how, pipe, quiet = anew("detente.scenarios.aside"), subprocess.PIPE, subprocess.DEVNULL
    if how is None:
        return None
    try:
        process = subprocess.Popen(how.words, stdin=pipe, stdout=pipe, stderr=quiet, env=how.environment)
    except OSError:
        return None
    if process.stdin is not None:
        with suppress(BrokenPipeError), process.stdin as told:
            told.write(asked.encode())
        process.stdin = None
    return process


def _told(process: subprocess.Popen[bytes] | None) -> Told:
    """Return what a process answered; nothing where it ended without an answer."""
    if process is None:
        return {}
    told, _ = process.communicate()
    ours = process.returncode == 0 and told.startswith(MARK.encode())
    return json.loads(told.decode().removeprefix(MARK)) if ours else {}


def worked(asked: bytes) -> str:
    """Return the answer to what is asked: a line with draws and seed, and the text of a case file."""
    from detente.scenarios.run import in_worlds
    from detente.scenarios.sweep.plan import case_in

    head, text = asked.split(b"\n", 1)
    draws, seed = json.loads(head)
    try:
        found = {ANSWER: in_worlds(case_in("case.yaml", text), Drawing(draws, seed, 1))}
    except Unanswerable as error:
        found = {FAULT: str(error)}
    return MARK + json.dumps(found)


def main() -> None:
    """Answer what comes in; whatever else is written on the way goes nowhere."""
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as told:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        asked = sys.stdin.buffer.read()
        told.write(worked(asked).encode())


if __name__ == "__main__":
    main()
