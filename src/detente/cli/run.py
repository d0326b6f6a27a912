"""The verbs `run` and `demo`: everything that a case allows."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from detente.cli.manner import Manner, as_json, speaks, write
from detente.cli.refusal import within_limits

DEMO_DRAWS = 200
RUN_DRAWS = 2000
FEWEST_DRAWS = 20
"""Fewer give no share that could be printed."""
MOST_DRAWS = 1_000_000
MOST_THREADS = 256
MOST_SEED = 2**63 - 1
FLAGSHIP = "miami"
RESULTS, REPORT = "results.json", "report.html"
MARK = b"detente.run/"


def drawing(draws: int) -> Any:
    """Give a verb the options `--draws`, `--seed` and `--threads`."""

    def decorate(verb: Any) -> Any:
        for option in (
            click.option(
                "--threads", metavar="N", type=click.IntRange(1, MOST_THREADS), help="Threads; the answer is the same."
            ),
            click.option(
                "--seed", metavar="N", type=click.IntRange(0, MOST_SEED), default=1, show_default=True,
                help="Seed of the random numbers; the same seed gives the same answer.",
            ),
            click.option(
                "--draws", "-n", metavar="N", type=click.IntRange(FEWEST_DRAWS, MOST_DRAWS), default=draws,
                show_default=True, help="Joint draws of all uncertain numbers.",
            ),
        ):  # fmt: skip
            verb = option(verb)
        return verb

    return decorate


FOLDER = click.option(
    "--out", "-o", "folder", type=click.Path(path_type=Path), metavar="DIR",
    help=f"Folder for {RESULTS} and {REPORT}.",
)  # fmt: skip


@click.command("demo", short_help="Answer the flagship case on one page.")
@click.argument("case", default=FLAGSHIP)
@drawing(DEMO_DRAWS)
@FOLDER
@speaks(out=False)
def demo(case: str, folder: Path | None, manner: Manner, **drawn: Any) -> None:
    """Answer the flagship case, or CASE, with 200 draws on one page.

    Nothing is written unless --out says where.
    """
    result = _prepared_run(case, folder, manner, drawn)
    _show(result, manner, case)


@click.command("run", short_help="Everything a case allows.")
@click.argument("case")
@drawing(RUN_DRAWS)
@FOLDER
@click.option("--keep", is_flag=True, help="Keep inputs' hash, seed and answer in the ledger: detente forecast runs.")
@click.option("--db", metavar="PATH|URL", help="The ledger to keep it in; by default a file of yours.")
@speaks(out=False)
def run(case: str, folder: Path | None, manner: Manner, **options: Any) -> None:
    """Answer everything that CASE allows.

    A summary is printed; results.json and a self-contained report.html go to DIR, by default a folder named for the
    case here. With --json the object is printed instead, and files are written only when --out says where.
    """
    keep, db = options.pop("keep"), options.pop("db")
    if keep and _is_secret(case):
        raise click.UsageError("the case is encrypted and the ledger is not; leave --keep out")
    with _kept(keep, db, manner) as keep_result:
        result = _prepared_run(case, folder, manner, options, by_default=not manner.json)
        keep_result(result)
    _show(result, manner, case)


@contextmanager
def _kept(keep: bool, db: str | None, manner: Manner) -> Generator[Callable[[dict[str, Any]], None], None, None]:
    """Open the ledger before the work, so that nobody waits for a run that is not kept; gives what keeps it."""
    if not keep:
        if db is not None:
            raise click.UsageError("--db says where to keep a run; it goes with --keep")
        yield lambda result: None
        return
    from detente.cli.forecast import ledger_of
    from detente.ledger.runs import keep_run
    from detente.ledger.store import writing

    with ledger_of(db, create=True) as store:

        def keep_result(result: dict[str, Any]) -> None:
            with writing(store) as connection:
                entry = keep_run(connection, result)
            manner.say(f"kept as {entry.subject}:{entry.version} in {store.place.shown}")

        yield keep_result


def _is_secret(name: str) -> bool:
    from detente.formats.load import is_secret

    return is_secret(name)


def _secret(name: str, manner: Manner) -> bool:
    """Return whether a case is encrypted, and say then that nothing of it is written unasked."""
    if not _is_secret(name):
        return False
    manner.say("the case is encrypted, so no file is written; --out DIR writes the answer unencrypted")
    return True


def _prepared_run(
    name: str, folder: Path | None, manner: Manner, drawn: dict[str, Any], *, by_default: bool = False
) -> dict[str, Any]:
    """Open the case, see that its answer can be written, run it, and write it; it holds a digest of what it says."""
    from detente.cli.cases import open_case
    from detente.cli.files import prepare_folder
    from detente.formats.json_text import DIGEST, digest

    case, seen = open_case(name, manner)
    if folder is None and by_default and not _secret(name, manner):
        folder = Path(f"{case.id}-results")
    if folder is not None:
        prepare_folder(folder, (RESULTS, REPORT), mark=MARK)
    result = answer(case, manner, **drawn)
    result["case"]["sha256"] = seen
    result[DIGEST] = digest(result)
    if folder is not None:
        _keep(result, folder, name, manner)
    return result


def answer(case: Any, manner: Manner, *, draws: int, seed: int, threads: int | None = None) -> dict[str, Any]:
    """Run a case with progress on a terminal; returns the object of ``detente run --json``."""
    from detente.cli.progress import progress
    from detente.scenarios.run import run as run_case

    with within_limits(), progress(manner, case.title) as told:
        return run_case(case, draws=draws, seed=seed, progress=told, threads=threads)


def _keep(result: dict[str, Any], folder: Path, name: str, manner: Manner) -> None:
    from detente.cli.files import write_file
    from detente.report.html import report
    from detente.report.published import published

    write_file(folder / RESULTS, as_json(result))
    write_file(folder / REPORT, report(result, published(name)))
    manner.say(f"written: {folder / RESULTS}, {folder / REPORT}")


def _show(result: dict[str, Any], manner: Manner, source: str) -> None:
    if manner.json:
        write(as_json(result))
        return
    from detente.report.terminal import answer as one_page

    manner.detail(f"{result['draws']} draws, seed {result['seed']}")
    called = os.environ.get("DETENTE_CALLED", "detente")
    write(manner.page(lambda look: one_page(result, source=source, called=called, ascii=look.ascii, width=look.width)))
