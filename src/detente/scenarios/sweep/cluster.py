"""Dask as an executor: a cluster on this machine, or one that is there already."""

from __future__ import annotations

import logging
from collections.abc import Generator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from detente._optional import need
from detente.case.fault import Unanswerable
from detente.scenarios.sweep.pool import processors

EXTRA = "cluster"
PATIENCE = 30
"""Seconds until a cluster that does not answer is given up."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """An executor of a cluster, and where it works, in words."""

    executor: Executor
    told: str


def _of_this_machine(distributed: Any, count: int) -> Any:
    """Return a cluster that nobody else can give work to, as far as that can be had: without pages, and encrypted."""
    dask = need("dask", EXTRA)
    with dask.config.set({"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}):
        return distributed.LocalCluster(
            count, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.ERROR,
            security=find_spec("cryptography") is not None,
        )  # fmt: skip


@contextmanager
def cluster(address: str | None = None, workers: int | None = None) -> Generator[Cluster, None, None]:
    """Yield a Dask cluster as an executor: that at an address, or one of processes of this machine.

    Raises
    ------
    MissingExtra
        Without `distributed`.
    Unanswerable
        When nobody answers at the address.
    """
    distributed = need("distributed", EXTRA)
    if address is None:
        count = workers or processors()
        with _of_this_machine(distributed, count) as made, distributed.Client(made) as client:
            yield Cluster(client.get_executor(pure=False), f"{count} processes of this machine")
        return
    try:
        client = distributed.Client(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise Unanswerable(f"no Dask scheduler answers at {address}: {error}") from error
    with client:
        yield Cluster(client.get_executor(pure=False), address)
