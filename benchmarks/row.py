"""One timed piece of work, and the table of many."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from statistics import median

PACKAGES = ("detente", "numpy", "scipy", "numba")


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
