"""What stands behind a number of the economy: sizes of drivers, responses with their sources, and their products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from detente.case.nouns import NO_DEAL

Run = Mapping[str, Any]
Names = Mapping[str, str]
Row = dict[str, Any]
RECESSION = "gdp_{region}"
"""Indicator that a recession is told by."""


def behind(run: Run, names: Names) -> tuple[list[Row], list[Row]]:
    """Return inputs and sources behind a number of the section `economy`, as rows of the run's inputs and sources.

    `names` is what the pattern of its rule names: an indicator or a line of its products, a region, a driver, a
    response, a published figure, and under which scenario.
    """
    told = run.get("economy")
    if not told:
        return [], []
    drivers, responses = _named(told, names)
    scenarios = _scenarios(told, names)
    set_by = [row for row in told["drivers"] if row["driver"] in drivers and row["scenario"] in scenarios]
    used = [row for row in told["responses"] if row["id"] in responses]
    figures = [row for row in told["consistency"]["rows"] if row["id"] == names.get("row")]
    figures += [row for row in told["consistency"]["formulas"] if row["id"] == names.get("formula")]
    cited = [
        _source({**row, "id": _name(row), "source": row["ground"], "as_of": told["baseline"]})
        for row in set_by
        if row["url"]
    ]
    return [*map(_size, set_by), *map(_response, used)], [*cited, *(_source(row) for row in (*used, *figures))]


def lines(run: Run, names: Names) -> list[Row]:
    """Return the largest products behind an indicator under a scenario, of which the run tells them."""
    told = run.get("economy") or {"contributions": []}
    found = _scenario(told["contributions"], names)
    wanted = names.get("line")
    return [line for line in found if wanted in (None, line["id"])]


def _scenario(held: Iterable[Row], names: Names) -> list[Row]:
    rows = (own for row in held if row["id"] == _indicator(names) for own in row["scenarios"])
    return next((own["lines"] for own in rows if own["id"] == names.get("under")), [])


def _indicator(names: Names) -> str:
    return RECESSION.format(region=names["region"]) if "region" in names else names.get("indicator", "")


def _named(told: Row, names: Names) -> tuple[set[str], set[str]]:
    """Return the drivers and the responses that a number names, or by which its indicator is reached."""
    if "driver" in names or "response" in names or "formula" in names:
        return {names.get("driver", "")}, {names.get("response", "")}
    if "line" in names:
        ways = [line for line in _scenario(told["contributions"], names) if line["id"] == names["line"]]
    else:
        figure = next((row for row in told["consistency"]["rows"] if row["id"] == names.get("row")), None)
        wanted = (
            _indicator(names) if figure is None else "_".join(filter(None, (figure["indicator"], figure["region"])))
        )
        ways = next((row["ways"] for row in told["indicators"] if row["id"] == wanted), [])
    return {way["driver"] for way in ways}, {key for way in ways for key in way["responses"]}


def _scenarios(told: Row, names: Names) -> set[str]:
    """Return the scenarios whose sizes enter: one and, since a deal may break, no deal; all of a mixture."""
    figure = next((row for row in told["consistency"]["rows"] if row["id"] == names.get("row")), None)
    if figure is not None:
        return {figure["scenario"]}
    if "line" in names:
        return {NO_DEAL if names["line"].endswith(f"-{NO_DEAL}") else names["under"]}
    if "under" in names:
        return {names["under"], *([] if "driver" in names else [NO_DEAL])}
    return {row["scenario"] for row in told["drivers"]}


def _name(row: Row) -> str:
    return f"{row['scenario']}.{row['driver']}"


def _size(row: Row) -> Row:
    cited = [_name(row)] if row["url"] else []
    return _input(f"economy.drivers.{_name(row)}", row, cited, f"{row['name']}, {row['unit']}: {row['ground']}")


def _response(row: Row) -> Row:
    return _input(f"economy.responses.{row['id']}", row, [row["id"]], row["unit"]) | {"date": row["as_of"]}


def _input(path: str, row: Row, sources: list[str], said: str) -> Row:
    ends = {key: row[key] for key in ("low", "mid", "high")}
    marks = {"date": None, "stale": False, "hindsight": False, "evidence": said}
    return {"path": path, **ends, "shape": "triangular", "coded": row["coded"], "sources": sources, **marks}


def _source(row: Row) -> Row:
    head = {"id": row["id"], "title": row["source"], "url": row.get("url", ""), "date": row["as_of"]}
    return {**head, "grade": "", "note": "", "approximate": False}
