"""A hundred thousand variants on a Dask cluster of which a worker is killed, beside the serial result, to the bit.

Too long for every run of the tests: ``python -m tests.scenarios.sweep.long_sweep [VARIANTS]``.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import detente
from detente.scenarios.sweep.run import Swept
from tests.scenarios.sweep.test_run import same, wait_for_parts

OVER = {
    "no_deal.RU": (50, 95), "no_deal.UA": (60, 99), "views.RU.donbas.salience": (50, 100),
    "views.UA.donbas.salience": (50, 100), "views.UA.guarantee.salience": (50, 100),
}  # fmt: skip
OUTPUTS = ("zone", "gap", "nash", "scenarios")
VARIANTS, WORKERS, KILLED_AFTER = 100_000, 3, 5


def on_cluster(count: int, folder: Path) -> tuple[Swept, int]:
    """Return the result of a cluster that loses a worker on the way, and how many variants were done by then."""
    import distributed

    with (
        distributed.LocalCluster(WORKERS, threads_per_worker=1, processes=True, dashboard_address=None) as made,
        distributed.Client(made) as client,
    ):
        first = next(iter(client.run(os.getpid).values()))
        parts: list[int] = []

        def kill() -> None:
            wait_for_parts(folder, KILLED_AFTER)
            os.kill(first, signal.SIGKILL)
            parts.append(len([*folder.glob("part-*")]))

        killer = threading.Thread(target=kill)
        killer.start()
        found = detente.sweep(
            "miami", detente.lhs(count, 1, OVER), OUTPUTS, executor=client.get_executor(), checkpoint=folder
        )
        killer.join()
        if first in client.run(os.getpid).values():
            raise SystemExit("the worker was not killed")
    return found, parts[0]


def main(count: int) -> None:
    """Compare the two and say what was seen."""
    began = time.perf_counter()
    serial = detente.sweep("miami", detente.lhs(count, 1, OVER), OUTPUTS, executor="serial")
    middle = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found, parts = on_cluster(count, Path(folder) / "parts")
        every = len([*(Path(folder) / "parts").glob("part-*")])
    took = time.perf_counter() - middle
    told = f"{count:,} variants: serial {middle - began:.0f} s; Dask with {WORKERS} workers {took:.0f} s,"
    told += f" one killed after {parts} of {every} parts; the same bits: {same(serial, found)}"
    sys.stdout.write(told + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else VARIANTS)
