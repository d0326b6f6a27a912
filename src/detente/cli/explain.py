"""The verb `explain`: where one number of a run comes from."""

from __future__ import annotations

from typing import Any

import click

from detente.cli.manner import Manner, speaks
from detente.cli.results import results_of
from detente.report.screen import Look, clean, flow


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

    run = results_of(results, manner)
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
