"""Who works: serial, or any executor of `concurrent.futures`, with few tasks under way and answers as they come."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from itertools import islice
from queue import SimpleQueue
from typing import Any

from detente.case.fault import TooLarge
from detente.scenarios.sweep.outputs import Columns
from detente.scenarios.sweep.task import Task, alone, judged

EACH, UNKNOWN = 4, 2_000
"""Tasks under way for each worker; where their number is not known, in all."""
TRIES = 3
"""How often a pool of our own is made anew when a worker of it dies."""
PATIENCE, MOMENT = 10.0, 0.01
"""Seconds that the end of a pool is waited for at most, and between two looks."""
AT_ONCE = 1 << 16
"""Bytes that are read from a pipe at once."""
Answered = Iterator[tuple[Task, Columns]]


def processors() -> int:
    """Return the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serial(tasks: Iterable[Task]) -> Answered:
    """Yield every task with its answer, one after the other."""
    for task in tasks:
        yield task, judged(task)


def over(executor: Executor, tasks: Iterable[Task]) -> Answered:
    """Yield tasks with their answers as an executor has them, in any order; it stays open.

    When the caller stops, or a task fails, what has not begun is given up.
    """
    left, under_way = iter(tasks), dict[Future[Columns], Task]()
    count = getattr(executor, "_max_workers", None)
    room = EACH * count if isinstance(count, int) else UNKNOWN
    done = SimpleQueue[Future[Columns]]()
    try:
        while True:
            for task in islice(left, room - len(under_way)):
                future = executor.submit(judged, task)
                under_way[future] = task
                future.add_done_callback(done.put)
            if not under_way:
                return
            future = done.get()
            yield under_way.pop(future), future.result()
    finally:
        for future in under_way:
            future.cancel()


def over_processes(tasks: Iterable[Task], workers: int | None = None) -> Answered:
    """Yield tasks with their answers from a pool of processes of our own, made anew where a worker dies.

    Raises `TooLarge` when workers die again and again.
    """
    waiting = deque(tasks)
    for _ in range(TRIES):
        done: set[tuple[int, int]] = set()
        pool = process_pool(workers)
        try:
            for task, answer in over(pool, waiting):
                done.add((task.low, task.high))
                yield task, answer
            return
        except BrokenExecutor:
            waiting = deque(task for task in waiting if (task.low, task.high) not in done)
        finally:
            _end(pool)
    raise TooLarge(
        f"worker processes died {TRIES} times, as they do when memory runs out; give fewer workers or smaller chunks:"
        " what is done is kept, and the same call goes on from there"
    )


def process_pool(workers: int | None = None) -> ProcessPoolExecutor:
    """Return a pool of fresh processes, never copies of this one, each with one thread."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    return ProcessPoolExecutor(workers or processors(), context, initializer=alone)


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool without waiting for what is under way.

    Who hands out tasks may be writing to a full pipe that nobody reads any more, and would wait for ever: it is read
    here until the pool is ended. Newer Pythons do so by themselves (CPython issue 94777).
    """
    held: Any = getattr(pool, "_processes", None)
    manager: Any = getattr(pool, "_executor_manager_thread", None)
    pipe: Any = getattr(getattr(pool, "_call_queue", None), "_reader", None)
    working = [*held.values()] if held else []
    pool.shutdown(wait=False, cancel_futures=True)
    for process in working:
        process.terminate()
    until = time.monotonic() + PATIENCE
    while manager is not None and manager.is_alive() and time.monotonic() < until and _read(pipe):
        manager.join(MOMENT)


def _read(pipe: Any) -> bool:
    """Read the bytes that lie in a pipe; false once it is closed, as whoever ends the pool does.

    Not message by message: of the first one a worker that was ended may have read a part.
    """
    try:
        while pipe.poll():
            if not os.read(pipe.fileno(), AT_ONCE):
                return False
    except OSError:
        return False
    return True
