"""Results of a run by name for the verbs: a results.json, its folder, or a case that is run for them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from os.path import exists, isdir, isfile
from pathlib import Path
from typing import Any

from detente.cli.manner import Manner
from detente.cli.reader import open_for, refuse_results
from detente.cli.refusal import Refused
from detente.cli.run import DEMO_DRAWS, RESULTS, answer

LARGEST = 100_000_000
SCHEMA = "detente.run/1"
PORTFOLIO = "detente.portfolio/1"
SHAPE: dict[str, type] = {"case": dict, "inputs": list, "sources": list, "draws": int, "seed": int}


def results_of(name: str, manner: Manner, party: str | None = None, marking: str | None = None) -> dict[str, Any]:
    """Return a run by its results.json, by the folder that holds one, or by a case, which is run as a reader has it."""
    path = Path(name)
    if isdir(name):
        path = path / RESULTS
        if not isfile(path):
            raise Refused(f"{name} holds no {RESULTS}; make one: detente run CASE --out {name}")
    if path.suffix == ".json" and isfile(path):
        refuse_results(name, party, marking)
        return _read(path)
    from detente.cli.cases import is_case

    if not is_case(name):
        raise Refused(_no_results(name))
    case, _ = open_for(name, manner, party, marking)
    manner.say(f"running {case.id} with {DEMO_DRAWS} draws, seed 1")
    return answer(case, manner, draws=DEMO_DRAWS, seed=1)


@contextmanager
def readable(name: str) -> Generator[None, None, None]:
    """Refuse results of a file in which something is missing, or is not what a run writes there."""
    from detente.cli.cases import is_case

    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, AssertionError) as error:
        if name == "-" or is_case(name):
            raise
        raise Refused(f"{name}: results of a run that are damaged; run the case again") from error


def _no_results(name: str) -> str:
    """Return why a name that is no folder and no case cannot be explained, and what can."""
    from detente.case.document import cut
    from detente.cli.cases import nearest
    from detente.formats.load import shipped

    cases = shipped()
    there = exists(name)
    what = "it is neither results (.json) nor a case (.yaml)" if there else "there is no such file or folder"
    allowed = "a results.json, the folder that holds one, a case file ending in .yaml, or a case that ships"
    return f"{cut(name)}: {what}; {nearest(name, cases)}give {allowed} ({', '.join(cases)})"


def _read(path: Path) -> dict[str, Any]:
    """Read the results of a run; anything else is refused with what it is."""
    from detente.formats.json_text import strict

    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path}: larger than {LARGEST:,} bytes; results of a run are far smaller")
        run = strict(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path}: not JSON: {error}") from error
    if isinstance(run, dict) and run.get("schema") == PORTFOLIO:
        run = _of_portfolio(run, path)
    elif not isinstance(run, dict) or run.get("schema") != SCHEMA:
        raise Refused(f"{path}: not the results of a run (schema {SCHEMA}); make them with: detente run CASE --out DIR")
    lacking = [key for key, kind in SHAPE.items() if not isinstance(run.get(key), kind)]
    if lacking or not _rows_are_whole(run):
        raise Refused(
            f"{path}: results of a run that are damaged ({', '.join(lacking) or 'inputs'}); run the case again"
        )
    return run


def _of_portfolio(found: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return the answer of `portfolio` in the form of a run."""
    from detente.ensemble.portfolio_provenance import as_run

    try:
        return as_run(found)
    except (KeyError, TypeError, AttributeError):
        raise Refused(f"{path}: an answer of portfolio that is damaged; ask for it again") from None


def _rows_are_whole(run: dict[str, Any]) -> bool:
    parties, inputs, sources = run["case"].get("parties"), run["inputs"], run["sources"]
    return (
        _all_hold(parties, id=str, required=bool)
        and _all_hold(inputs, path=str, sources=list)
        and _all_hold(sources, id=str)
        and all(row["path"].count(".") >= (3 if row["path"].startswith("views.") else 1) for row in inputs)
    )


def _all_hold(rows: Any, **kinds: type) -> bool:
    return isinstance(rows, list) and all(
        isinstance(row, dict) and all(isinstance(row.get(key), kind) for key, kind in kinds.items()) for row in rows
    )
