"""The figures of a run: each with its drawing, its text alternative and the table of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.report.blocks import Figure, Table, column, table
from detente.report.charts import Bar, Point, Series, bars, curves
from detente.report.digits import DASH, ends, error, points, share, whole
from detente.report.labels import Labels
from detente.report.sentences import drawn, full_share, given_share
from detente.report.svg import SHAPES, SIGNS, drawing

Result = dict[str, Any]
SOURCES = {
    "central": "central inputs only",
    "no_deal": "no-deal values drawn",
    "preferences": "preferences drawn",
    "red_lines": "red lines drawn",
    "all": "all drawn",
}
MOST_BARS = 10
LEAST_SHARE = 0.005
"""An input share below half a percent prints as `<1 %` and gets no bar."""
INDENT = "\u2007\u2007"
UNEXPLAINED = "unexplained"
WIDE = 2.0
"""Error bands are two standard errors wide on each side."""


def _figure(id_: str, title: str, drawn: tuple[float, list[str]], numbers: Table, alt: str) -> Figure:
    return Figure(id_, title, drawing(id_, drawn[0], title, alt, drawn[1]), alt, numbers)


def model_shape(index: int) -> str:
    """Return the marker of the model at this place in the list."""
    return SHAPES[index % len(SHAPES)]


def scenario_figure(run: Result, labels: Labels) -> Figure:
    """Return the scenario bars: mean share, interval from low to high, a marker for each model's own share."""
    rows = [_scenario_bar(run, s, labels) for s in run["scenarios"]]
    first = max(run["scenarios"], key=lambda s: s["value"])
    alt = (
        f"{len(rows)} scenarios on one axis from 0 to 100 %. The longest bar is {labels.scenario(first['id'])} with "
        f"{share(first['value'], first['se'], run['draws'])}. Whiskers show the range over models and inputs."
    )
    drawn = _figure("scenario-bars", "Scenarios, if talks conclude", bars(rows), _scenario_table(run, labels), alt)
    signs = [f"{SIGNS[model_shape(i)]} {m['name']}" for i, m in enumerate(run["models"])]
    key = ("Bar: mean of the models", "Whisker: low to high over models and inputs", *signs)
    return Figure(drawn.id, drawn.title, drawn.svg, drawn.alt, drawn.table, drawn.caption, key)


def _scenario_bar(run: Result, scenario: Result, labels: Labels) -> Bar:
    value = share(scenario["value"], scenario["se"], run["draws"])
    marks = tuple(
        (model_shape(i), scenario["models"][m["id"]], f"{m['name']}: {_of_model(scenario, m, run)}")
        for i, m in enumerate(run["models"])
        if scenario["id"] != "no_deal"
    )
    text = f"{value} ({ends(scenario)})"
    kind = "none" if scenario["id"] == "no_deal" else ""
    name = labels.scenario(scenario["id"])
    return Bar(name, scenario["value"], text, scenario["low"], scenario["high"], marks, kind)


def _of_model(scenario: Result, model: Result, run: Result) -> str:
    """Return a scenario's share under one model."""
    return share(scenario["models"][model["id"]], scenario["models_se"][model["id"]], run["draws"])


def _scenario_table(run: Result, labels: Labels) -> Table:
    rows = []
    for s in run["scenarios"]:
        own = [_of_model(s, m, run) for m in run["models"]]
        from_ = [_end(s, "low", labels), _end(s, "high", labels)]
        shown = [share(s["value"], s["se"], run["draws"]), ends(s), given_share(s, run)]
        rows.append((labels.scenario(s["id"]), *shown, error(s["se"]), *own, *from_))
    names = "".join(column(m["name"]) for m in run["models"])
    columns = (
        f"Scenario|Share#|Low{DASH}high#|Given a settlement#|Sampling error#{names}|Low comes from~|High comes from~"
    )
    return table("Scenario shares, if talks conclude", columns, rows)


def _end(scenario: Result, end: str, labels: Labels) -> str:
    where = scenario.get(f"{end}_from")
    if not where:
        return DASH
    return labels.end(where)


def source_figure(run: Result) -> Figure:
    """Return P(zone) by what is drawn: nothing, no-deal values, preferences, red lines, all."""
    parts = run["zone_probability"]["by_source"]
    kept = [(name, parts[name], drawn(name, parts[name])) for name in SOURCES]
    rows: list[Bar] = []
    cells: list[tuple[str, ...]] = []
    for name, part, draws in kept:
        some, full = share(part["value"], part["se"], draws), full_share(part, draws)
        rows.append(_error_bar(SOURCES[name], part["value"], part["se"], some))
        whole_value, whole_se = part["comprehensive"], part["comprehensive_se"]
        rows.append(_error_bar(f"{INDENT}nothing left open", whole_value, whole_se, full, "second"))
        cells.append((SOURCES[name], some, error(part["se"]), full))
    columns = "What is drawn|P(zone)#|Sampling error#|Nothing left open#"
    numbers = table("P(zone) by source of uncertainty", columns, cells)
    told = "; ".join(f"{name} {some}, nothing left open {full}" for name, some, _, full in cells)
    alt = f"Bars of the share of draws with a non-empty zone: {told}."
    return _figure("zone-by-source", "P(zone) by source of uncertainty", bars(rows), numbers, alt)


def _error_bar(name: str, value: float, se: float | None, text: str, kind: str = "") -> Bar:
    spread = WIDE * (se or 0.0)
    ends = (max(0.0, value - spread), min(1.0, value + spread)) if spread else (None, None)
    return Bar(name, value, text, *ends, kind=kind)


def firmness_figure(run: Result) -> Figure:
    """Return P(zone) as a curve over one common firmness of all red lines, with bands of two standard errors."""
    rows = sorted(run["zone_probability"]["by_firmness"], key=lambda r: r["firmness"])
    some = [_spot(r["firmness"], r["value"], r["se"]) for r in rows]
    full = [_spot(r["firmness"], r["comprehensive"], r["comprehensive_se"]) for r in rows]
    series = [Series(some), Series(full, "square", "second")]
    key = ("● some settlement", "■ one that leaves nothing open")
    title, caption = "P(zone) by firmness of the red lines", "Bands: two standard errors each side."
    cells = [(f"{r['firmness']:.2g}", *_firm_cells(r)) for r in rows]
    numbers = table(title, "Firmness#|P(zone)#|Nothing left open#|Sampling error#|Draws#", cells)
    first, last = (f"{_shown(r)} at firmness {r['firmness']:.2g}" for r in (rows[0], rows[-1]))
    alt = f"A curve of the share of draws with a non-empty zone, from {first} to {last}. {caption}"
    height, parts = curves(series, "↑ P(zone)", "common firmness of all red lines →")
    svg = drawing("zone-by-firmness", height, title, alt, parts)
    return Figure("zone-by-firmness", title, svg, alt, numbers, caption, key)


def _spot(x: float, y: float, se: float) -> Point:
    return Point(x, y, max(0.0, y - WIDE * se), min(1.0, y + WIDE * se))


def _firm_cells(row: Result) -> tuple[str, ...]:
    return _shown(row), full_share(row, row["draws"]), error(row["se"]), whole(row["draws"])


def _shown(row: Result) -> str:
    return share(row["value"], row["se"], row["draws"])


def sensitivity_figure(run: Result, output: str, labels: Labels) -> Figure:
    """Return how much of one result's spread each group of inputs accounts for: the ten largest drawn, all listed."""
    found = sorted((r for r in run["sensitivity"] if r["output"] == output), key=lambda r: -r["share"])
    fit = (run["sensitivity_method"]["r2"]).get(output)
    drawn = [r for r in found if r["input"] != UNEXPLAINED and r["share"] >= LEAST_SHARE][:MOST_BARS]
    rows = [Bar(labels.input(r["input"]), r["share"], share(r["share"])) for r in drawn]
    name = labels.moved(output)
    title = f"What moves {name}"
    numbers = table(
        f"{title}: input shares" + (f" (the estimator explains {share(fit)} of the spread)" if fit is not None else ""),
        "Inputs|Share of spread#|First order#",
        [(labels.input(r["input"]), share(r["share"]), share(r["first_order"])) for r in found],
    )
    top = "; ".join(f"{r.name} {r.text}" for r in rows[:3])
    alt = f"Bars of the share of the spread of {name} that groups of inputs account for. Largest: {top}."
    return _figure(f"moves-{_slug(output)}", title, bars(rows), numbers, alt)


def _slug(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in text)


def acceptability_figure(run: Result, labels: Labels) -> Figure:
    """Return the share of draws in which each offer and each optimum lies in the zone."""
    ranked = sorted(run["acceptability"], key=lambda s: -s["share"])
    rows = [
        _error_bar(labels.package(s), s["share"], s["se"], share(s["share"], s["se"], run["draws"]))
        for s in ranked[:MOST_BARS]
    ]
    numbers = table(
        "Acceptability of offers and optima",
        "Settlement|Kind|Share of draws in the zone#|Sampling error#",
        [(labels.package(s), s["kind"], share(s["share"], s["se"], run["draws"]), error(s["se"])) for s in ranked],
    )
    best = f"Largest: {rows[0].name} {rows[0].text}." if rows else ""
    alt = f"Bars of the share of draws in which each settlement lies in the zone. {best}"
    return _figure("acceptability-bars", "Acceptability of offers and optima", bars(rows), numbers, alt)


def binding_figure(rows: list[Result], draws: int, labels: Labels, what: str = "") -> Figure:
    """Return the binding parties: share of `draws` empty draws that dropping each would open.

    `what` is empty, or `comprehensive` for settlements that leave nothing open.
    """
    ranked: Sequence[Result] = sorted(rows, key=lambda b: -(b["share"] or 0.0))
    told = [(labels.party(b["party"]), share(b["share"], b["se"], draws), b) for b in ranked]
    drawn = [_error_bar(name, b["share"] or 0.0, b["se"], text) for name, text, b in told]
    cells = [(name, text, error(b["se"]), points(b["gap_points"])) for name, text, b in told]
    columns = "Party|Share of empty draws that dropping it opens#|Sampling error#|Points of gap#"
    title = "Who binds, when nothing may stay open" if what else "Who binds"
    alt = "Bars of the share of empty draws that dropping one party opens: "
    alt += "; ".join(f"{name} {text}" for name, text, _ in told)
    return _figure(f"binding{'-' if what else ''}{what}", title, bars(drawn), table(title, columns, cells), alt)
