"""The verb `explain`: where one number of a run comes from."""

from __future__ import annotations

import json
from os.path import exists, isdir, isfile
from pathlib import Path
from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.refusal import Refused
from detente.cli.run import DEMO_DRAWS, RESULTS, answer
from detente.report.screen import Look, clean, flow

LARGEST = 500_000_000
SCHEMA = "detente.run/1"
PORTFOLIO = "detente.portfolio/1"
SHAPE: dict[str, type] = {"case": dict, "inputs": list, "sources": list, "draws": int, "seed": int}


@click.command("explain", short_help="Where one number of a run comes from.")
@click.argument("results")
@click.argument("number", required=False, metavar="[ID]")
@speaks()
def explain(results: str, number: str | None, manner: Manner) -> None:
    """Say where the number ID of a run comes from: its formula, its inputs with their sources, and what computed it.

    RESULTS is a results.json, the folder that holds one, the answer of portfolio --json, or a case (which is then run
    with 200 draws). ID is the
    number's place in it, as scenarios.no_deal.value; without ID all ids are listed.
    """
    from detente.ensemble.explain import UnknownId, ids
    from detente.ensemble.explain import explain as explain_number

    run = _results(results, manner)
    if number is None:
        listed = ids(run)
        manner.answer("explain", {"ids": listed}, lambda look: "\n".join(listed))
        return
    try:
        found = explain_number(run, number)
    except UnknownId as error:
        raise click.BadParameter(str(error), param_hint="ID") from error

    def page(look: Look) -> str:
        return _page(found, run, look)

    manner.answer("explain", found, page)


def _results(name: str, manner: Manner) -> dict[str, Any]:
    path = Path(name)
    if isdir(name):
        path = path / RESULTS
        if not isfile(path):
            raise Refused(f"{name} holds no {RESULTS}; make one: detente run CASE --out {name}")
    if path.suffix == ".json" and isfile(path):
        return _read(path)
    from detente.cli.cases import is_case, open_case

    if not is_case(name):
        raise Refused(_no_results(name))
    case, _ = open_case(name, manner)
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
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path}: larger than {LARGEST:,} bytes; results of a run are far smaller")
        run = json.loads(path.read_text(encoding="utf-8"))
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


# The page


def _page(found: dict[str, Any], run: dict[str, Any], look: Look) -> str:
    lines = [
        *flow(f"{found['id']} = {_shown(found)}", look),
        "",
        *(flow(f"set by    {_end(found['set_by'], run)}", look) if found["set_by"] else []),
        *flow(f"formula   {found['formula']}", look),
        *flow(f"made by   {found['made_by']}", look),
        *flow(f"draws     {_drawn(found)}", look),
        "",
        *_products(found["products"], look),
        *_inputs(found["inputs"], look),
        *_sources(found["sources"], found["inputs"], look),
    ]
    return "\n".join(lines).rstrip()


def _shown(found: dict[str, Any]) -> str:
    from detente.report.digits import decimal, error, points, share, signed_level

    value, se = found["value"], found["se"]
    if value is None:
        return "not known (null)"
    if found["unit"] == "share":
        return share(value, se, found["draws"] if found["seed"] is not None else 0) + (
            f" (standard error {error(se)})" if se else ""
        )
    if found["unit"] == "level":
        return signed_level(value, se or 0.0) + (f" (standard error {se:.1g})" if se else "")
    if found["unit"] == "points":
        return f"{points(value, exact=found['draws'] == 1)} points"
    return f"{value:,}" if isinstance(value, int) else decimal(value, 2)


def _end(row: str, run: dict[str, Any]) -> str:
    """Return the row that sets an end of a range in words: a model, or the inputs that were fixed."""
    from detente.report.labels import labels_of

    if row in [model.get("name") for model in run.get("models") or []]:
        return f"the model {row}"
    group, _, end = labels_of(run).end(row).rpartition(" ")
    return f"{group} fixed at its {end}, all else drawn"


def _drawn(found: dict[str, Any]) -> str:
    if found["seed"] is None:
        return "none: the central case, every number at its middle value"
    return f"{found['draws']:,}, seed {found['seed']}"


LISTED = 12
DECLARED = ("levers.", "wild_cards.", "tracks.", "venues.", "economy.")
"""Sections whose inputs are told one by one, with who declared them and why."""


def _products(rows: list[dict[str, Any]], look: Look) -> list[str]:
    """Return the largest products of driver, coefficient and lag behind a number of the economy."""
    if not rows:
        return []
    from detente.report.economy_sentences import product_words
    from detente.report.screen_tables import columns

    cells = [
        [f"{row['driver']} by {', '.join(row['responses'])} ({row['part']})", f"{row['size']:+.2f}",
         f"{row['coefficient']:+.4f}", f"{row['lag']:.2f}", product_words(row["value"])]
        for row in rows
    ]  # fmt: skip
    head = ["products, means over draws", "driver", "x coefficient", "x lag", "="]
    return [*columns(head, cells, look), ""]


def _inputs(rows: list[dict[str, Any]], look: Look) -> list[str]:
    if not rows:
        return []
    if len(rows) > LISTED:
        own = [row for row in rows if row["path"].startswith(DECLARED)]
        listed = [line for row in own[:LISTED] for line in flow(f"{_row(row)}: {clean(row.get('evidence', ''))}", look)]
        return [f"inputs    {len(rows)}, by party and kind:", *_groups(rows), *listed, ""]
    return ["inputs    low / mid / high", *(line for row in rows for line in flow(_row(row), look)), ""]


def _groups(rows: list[dict[str, Any]]) -> list[str]:
    counts: dict[str, int] = {}
    for row in rows:
        name = _group(row["path"].split("."))
        counts[name] = counts.get(name, 0) + 1
    return [f"  {clean(name)}: {count}" for name, count in counts.items()]


def _group(parts: list[str]) -> str:
    if parts[0] == "views":
        return f"{parts[1]} {parts[3].replace('_', ' ')}"
    if parts[0] == "parties":
        return f"{parts[1]} leverage"
    plain = {
        "issues": "option scores",
        "no_deal": f"{parts[1]} no-deal value",
        "interactions": f"{parts[1]} interactions",
    }
    return plain.get(parts[0], parts[0].replace("_", " "))


def _row(row: dict[str, Any]) -> str:
    numbers = " / ".join(f"{row[end]:g}" for end in ("low", "mid", "high"))
    marks = ", ".join([row["coded"], *(mark for mark in ("stale", "hindsight") if row.get(mark))])
    cited = f" [{', '.join(row['sources'])}]" if row["sources"] else ""
    return clean(f"  {row['path']}: {numbers} ({marks}){cited}")


def _sources(rows: list[dict[str, Any]], inputs: list[dict[str, Any]], look: Look) -> list[str]:
    if not rows:
        return ["sources   none: the numbers are judged or assumed"] if inputs else []
    shown = [
        f"  {row['id']} {row.get('grade') or '-'} {row.get('date') or 'undated'} {row.get('title', '')}" for row in rows
    ]
    more = [f"  and {len(shown) - LISTED} more; all with --json"] if len(shown) > LISTED else []
    return [f"sources   {len(rows)}:", *(row for line in shown[:LISTED] for row in flow(clean(line), look)), *more]
