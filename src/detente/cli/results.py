"""Results of a run by name for the verbs: a results.json, its folder, or a case that is run for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
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
YOUNGER = ("economy", "evidence", "brief", "digest")
"""Parts that older results lack; readers do without."""
MOST_TOLD = 3
"""Places of damaged results that are told; the rest are counted."""


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
    schema = run.get("schema") if isinstance(run, dict) else None
    if schema not in (SCHEMA, PORTFOLIO):
        raise Refused(f"{path}: not the results of a run (schema {SCHEMA}); make them with: detente run CASE --out DIR")
    return _whole(run, path) if schema == SCHEMA else _of_portfolio(run, path)


def _whole(run: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return results of a run that fit their schema, without the digest, which says that nobody changed them since."""
    from detente.formats.json_text import DIGEST, digest
    from detente.report.schemas.agreement import AGREEMENTS, disagreements

    what, todo = f"{path}: results of a run that are damaged", "run the case again"
    _refuse(_misfits(run, "run", YOUNGER), what, todo)
    _refuse((*disagreements(run, AGREEMENTS), *_no_paths(run)), what, todo)
    found = {key: value for key, value in run.items() if key != DIGEST}
    if DIGEST in run and run[DIGEST] != digest(found):
        raise Refused(
            f"{path}: results of a run that were changed since: their {DIGEST} is not of what they say; {todo}"
        )
    return found


def _no_paths(run: dict[str, Any]) -> Iterator[str]:
    for k, held in enumerate(run["inputs"]):
        if held["path"].count(".") < (3 if held["path"].startswith("views.") else 1):
            yield f"inputs[{k}].path: {held['path'][:80]!r} is no path of an input"


def _of_portfolio(found: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return the answer of `portfolio`, which fits its schema, in the form of a run."""
    from detente.ensemble.portfolio_provenance import as_run

    _refuse(_misfits(found, "portfolio"), f"{path}: an answer of portfolio that is damaged", "ask for it again")
    return as_run(found)


def _misfits(answer: dict[str, Any], verb: str, optional: tuple[str, ...] = ()) -> Iterator[str]:
    """Give where an answer does not fit what the verb prints, of which some parts may be missing."""
    from detente.report.schemas import ANSWERS, SHAPES
    from detente.report.schemas.fit import misfits

    # A key that nobody knows is refused: what a newer version says there would be left out without a word.
    schema = ANSWERS[verb]
    yield from misfits(answer, {**schema, "required": {*schema["required"]} - {*optional}}, SHAPES)


def _refuse(found: Iterable[str], what: str, todo: str) -> None:
    """Refuse a file in which something was found: the first few places of many, and what to do."""
    places = iter(found)
    told = [*islice(places, MOST_TOLD)]
    if told:
        more = sum(1 for _ in places)
        raise Refused(f"{what}: {'; '.join(told)}{f'; and {more} more' if more else ''}; {todo}")
