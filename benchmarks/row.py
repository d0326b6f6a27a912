"""One timed piece of work, and the table of many."""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from multiprocessing.connection import Connection
from os import cpu_count
from pathlib import Path
from statistics import median

PACKAGES = ("detente", "numpy", "scipy", "numba", "negmas", "fortitudo.tech")


@dataclass(frozen=True, slots=True)
class Row:
    """One piece of work and what it is measured against.

    Parameters
    ----------
    work
        What was done, with its size.
    seconds
        What it took.
    reach
        The bound in seconds.
    peer
        Whose time stands beside it, measured in the same run; empty when there is none.
    peer_seconds
        What the peer took, or None.
    note
        What a reader must know, as why a peer is missing.
    """

    work: str
    seconds: float
    reach: float
    peer: str = ""
    peer_seconds: float | None = None
    note: str = ""

    def ratio(self) -> str:
        """Return how many times faster than the peer, or else than the bound."""
        against, name = (self.reach, "bound") if self.peer_seconds is None else (self.peer_seconds, self.peer)
        return f"{against / self.seconds:.2g} x {name}"


def timed(work: Callable[[], object], times: int = 5) -> float:
    """Return the median of the seconds that the work takes, after one run that is not counted."""
    work()
    return median(once(work) for _ in range(times))


def once(work: Callable[[], object]) -> float:
    """Return the seconds that the work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Taken:
    """What a piece of work took in a process of its own: None, and why, where it did not end."""

    seconds: float | None
    megabytes: float
    why: str = ""


def in_process(work: Callable[[], object], patience: float) -> Taken:
    """Return the seconds and peak memory of a piece of work in a fresh process, stopped after `patience` seconds."""
    context = get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(work, sender))
    process.start()
    try:
        if not receiver.poll(patience):
            return Taken(None, 0.0, f"stopped after {patience:.0f} s")
        told = receiver.recv()
    except EOFError:
        return Taken(None, 0.0, "ended without an answer")
    finally:
        process.kill()
        process.join()
    return told if isinstance(told, Taken) else Taken(None, 0.0, str(told))


def _report(work: Callable[[], object], sender: Connection) -> None:
    try:
        seconds = once(work)
    except ModuleNotFoundError as error:
        sender.send(f"{error.name} is not installed")
        return
    sender.send(Taken(seconds, _peak()))


def _peak() -> float:
    """Return the most memory that this process has held, in MB.

    On Linux from its own status: what `getrusage` tells there is no less than what the parent held when it began.
    """
    status = Path("/proc/self/status")
    if status.exists():
        held = next(row for row in status.read_text(encoding="ascii").splitlines() if row.startswith("VmHWM"))
        return int(held.split()[1]) / 1_000
    import resource

    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def page(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown page that names the machine, the versions and the day."""
    head = ["# Benchmarks", "", f"{date.today().isoformat()}; {_machine()}; {_versions()}.", ""]
    table = ["| ratio | work | seconds | bound | within | note |", "|---|---|---|---|---|---|"]
    lines = [
        f"| {row.ratio()} | {row.work} | {row.seconds:.2g} | {row.reach:g} "
        f"| {'yes' if row.seconds <= row.reach else 'no'} | {row.note} |"
        for row in rows
    ]
    return "\n".join([*head, *table, *lines, ""])


def _machine() -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{platform.system()} {platform.machine()}, {cpu_count()} cores, {python}"


def _versions() -> str:
    return ", ".join(f"{name} {_version(name)}" for name in PACKAGES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
