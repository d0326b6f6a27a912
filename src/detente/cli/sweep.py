"""The verb `sweep`: many variants of a case, judged by one processor, by all, or by a cluster."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from detente.case.nouns import Case
from detente.cli.manner import Manner, speaks
from detente.cli.refusal import Conflict, Unwritable, within_limits
from detente.cli.run import MOST_DRAWS, MOST_SEED
from detente.report.screen import Look

SIZE, LEVELS = 1_000, 5
"""Variants of a hypercube, and levels of an input of a grid, where nobody says."""
DASK = "dask"
EXECUTORS = ("auto", "serial", "processes", "threads", DASK)
MOST_WORKERS = 4_096


@click.command("sweep", short_help="Many variants of a case: on all processors, or a cluster.")
@click.argument("case")
@click.option("--design", default="lhs", show_default=True, metavar="lhs|grid|FILE.csv", help="Which variants.")
@click.option(
    "--n", "size", type=click.IntRange(1), metavar="N",
    help=f"Variants of lhs ({SIZE:,}); levels of a range of grid ({LEVELS}).",
)  # fmt: skip
@click.option(
    "--set", "put", multiple=True, metavar="PATH=...",
    help="LO:HI, LO:MID:HI, or of a grid A,B,C; PATH alone: its own range. lhs without any: every range of the case.",
)  # fmt: skip
@click.option("--outputs", metavar="A,B,C", help="What to ask of every variant; zone,gap,scenarios if not said.")
@click.option(
    "--draws", type=click.IntRange(0, MOST_DRAWS), default=0, metavar="N",
    help="Draws of every variant; its central case if not said.",
)  # fmt: skip
@click.option("--executor", default="auto", show_default=True, metavar="|".join(EXECUTORS), help="Or dask://ADDRESS.")
@click.option("--workers", type=click.IntRange(1, MOST_WORKERS), metavar="N", help="One per processor if not said.")
@click.option("--chunk", type=click.IntRange(1), metavar="N", help="Variants per task; half a second's if not said.")
@click.option(
    "--out", "-o", "folder", type=click.Path(path_type=Path), metavar="DIR",
    help="Folder for the parts; the same call goes on there.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(0, MOST_SEED), default=1, show_default=True, metavar="N",
    help="Seed of lhs, and of draws.",
)  # fmt: skip
@speaks(out=False)
def sweep(case: str, manner: Manner, **asked: Any) -> None:
    """Judge many variants of CASE, and say how many have a zone, how far outputs go, and which inputs matter.

    Paths are those of `whatif --set`. The result is the same to the bit for every executor, chunk and number of
    workers. With --out DIR every chunk is kept as it is done: whatever stops the sweep, the same call goes on there.
    """
    from detente.case.fault import InputFaults
    from detente.case.levers import CannotChange
    from detente.cli.cases import examine
    from detente.formats.parts import OtherSweep, Unplaced
    from detente.scenarios.sweep.plan import NoOutput

    found = examine(case)
    if found.case is None:
        raise InputFaults(found.file, found.faults)
    try:
        with within_limits():
            _answer(found.case, (found.file, found.data), manner, asked)
    except (CannotChange, NoOutput) as error:
        raise click.UsageError(str(error)) from error
    except OtherSweep as error:
        raise Conflict(str(error)) from error
    except Unplaced as error:
        raise Unwritable(str(error)) from error


def _answer(case: Case, file: tuple[str, bytes], manner: Manner, asked: dict[str, Any]) -> None:
    from hashlib import sha256

    from detente.report.about import about
    from detente.report.pages.sweep import sweep_page
    from detente.scenarios.sweep.run import sweep as judge
    from detente.scenarios.sweep.summary import summary

    outputs = None if asked["outputs"] is None else [name.strip() for name in asked["outputs"].split(",")]
    wished = _wished(case, asked)
    with _executor(asked, manner) as executor, _progress(manner) as told:
        done = judge(
            file, wished, outputs, executor=executor, workers=asked["workers"], chunk=asked["chunk"] or "auto",
            checkpoint=asked["folder"], progress=told, draws=asked["draws"], seed=asked["seed"],
        )  # fmt: skip
    for note in done.notes:
        manner.say(f"note: {note}")
    found = {
        "case": about(case, sha256(file[1]).hexdigest()), "names": {row.id: row.name for row in case.scenarios},
        "design": asked["design"], "draws": asked["draws"], "seed": asked["seed"], **summary(done),
        "folder": done.folder and str(done.folder),
    }  # fmt: skip

    def page(look: Look) -> str:
        return sweep_page(found, look)

    manner.answer("sweep", found, page)


def _wished(case: Case, asked: dict[str, Any]) -> Any:
    from detente.scenarios.sweep import designs

    design, put = asked["design"], asked["put"]
    if design == "lhs":
        return designs.lhs(asked["size"] or SIZE, asked["seed"], dict(map(_range, put)) if put else None)
    if design == "grid":
        return designs.grid(dict(_levels(case, text, asked["size"] or LEVELS) for text in put))
    if not design.lower().endswith(".csv"):
        raise click.UsageError(f"--design {design}: give lhs, grid, or the path of a table that ends in .csv")
    if put or asked["size"]:
        raise click.UsageError("a table says itself what is set and how many variants there are; leave --set and --n")
    from detente.formats.override_table import read

    return designs.Overrides(*read(design))


def _range(text: str) -> tuple[str, tuple[float, ...] | None]:
    path, equals, values = text.partition("=")
    ends = tuple(_number(text, part) for part in values.split(":")) if equals else None
    if ends is not None and (len(ends) not in (2, 3) or [*ends] != sorted(ends)):
        raise click.UsageError(f"--set {text}: write PATH=LO:HI or PATH=LO:MID:HI, in rising order; or PATH alone")
    return path.strip(), ends


def _levels(case: Case, text: str, count: int) -> tuple[str, list[float]]:
    """Return the levels of an input: those listed, or evenly from the low to the high end of its range."""
    from detente.scenarios.sweep.settle import own_range

    path, _, values = text.partition("=")
    if "," in values:
        return path.strip(), [_number(text, part) for part in values.split(",")]
    _, ends = _range(text) if ":" in values else (path, None)
    if ends is None and values:
        return path.strip(), [_number(text, values)]
    low, high = own_range(case, path.strip()) if ends is None else (ends[0], ends[-1])
    return path.strip(), [low + (high - low) * k / max(1, count - 1) for k in range(count)]


def _number(where: str, text: str) -> float:
    from detente.cli.changes import value_of

    value = value_of(f"--set {where}", text.strip())
    if not isinstance(value, float):
        raise click.UsageError(f"--set {where}: {text} is not a number")
    return value


@contextmanager
def _executor(asked: dict[str, Any], manner: Manner) -> Generator[Any, None, None]:
    """Yield who works, for as long as the sweep takes."""
    name, workers = asked["executor"], asked["workers"]
    kind, _, address = name.partition("://")
    if kind == DASK and (address or name == DASK):
        from detente.scenarios.sweep.cluster import cluster

        with cluster(f"tcp://{address}" if address else None, workers) as executor:
            manner.detail(f"working on {executor.told}")
            yield executor.executor
        return
    if name not in EXECUTORS:
        raise click.UsageError(f"--executor {name}: give {', '.join(EXECUTORS)}, or dask://HOST:PORT")
    if name != "threads":
        yield None if name == "auto" else name
        return
    from concurrent.futures import ThreadPoolExecutor

    from detente.scenarios.sweep.pool import processors

    pool = ThreadPoolExecutor(workers or processors())
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _progress(manner: Manner) -> Generator[Any, None, None]:
    from detente.cli.progress import progress

    with progress(manner, "sweep") as told:
        yield False if told is None else told
