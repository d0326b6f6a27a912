"""What follows for prices and growth: the blocks of the report, each figure with its table and its sources."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Cell, Details, Figure, Heading, Link, Note, Table, column, say, table
from detente.report.digits import DASH, share, signed_level, whole
from detente.report.economy_sentences import (
    GIVEN,
    MIXED,
    NO_DEAL,
    after,
    at_month,
    checked_word,
    economy_line,
    mixture_words,
    names,
    odds_rows,
    product_words,
    published_cell,
    range_cell,
    region_name,
    shown,
    title_of,
    way_words,
)
from detente.report.labels import begun
from detente.report.spread_charts import FanPanel, Part, fans, waterfall
from detente.report.svg import drawing

Result = dict[str, Any]
Rows = list[tuple[Cell, ...]]
FANNED = ("gas", "oil", "cpi_EA", "gdp_EA")
QUANTILES = ("q05", "q25", "q50", "q75", "q95")
FAN_KEY = ("Line: median", "Bands: 50 and 90 % of the draws", "Zero: the baseline")
FALL_KEY = ("Blue: adds", "Orange: takes away", "Grey: the whole")
HOW = (
    "Every number is driver × coefficient × lag: what a scenario sets, times a published response, times what has"
    " arrived by the month while the deal holds. A deal that breaks turns to no deal. Months count from the start of a"
    " scenario."
)
PRODUCT = "The mean of a product is not the product of the means where factors vary together."


def economy_blocks(run: Result) -> list[Block]:
    """Return what follows for prices and growth; nothing of a run that does not say."""
    told = run.get("economy")
    if not told:
        return []
    stamp = f"As of {told['as_of']}; changes against {told['baseline']}, {whole(told['draws'])} draws of the ledger."
    return [
        Heading(2, "What would follow for prices and growth?", "economy"),
        Note(f"{begun(told['caution'])}. {stamp}"),
        *(Note(words) for words in told["warnings"]),
        say(begun(economy_line(run))),
        say(HOW, mixture_words(told["odds"])),
        _at_a_year(told),
        *(_fan(told, row) for row in told["indicators"] if row["id"] in FANNED),
        *_falls(told),
        *_recession(told),
        *_published(told),
        *_ground(told),
    ]


def _columns(told: Result) -> list[str]:
    return [names(told)[key] for key in shown(told)]


def _by_column(told: Result, row: Result) -> list[tuple[str, list[Result] | None]]:
    """Return every column of a row of the ledger: the scenarios that are shown, and the mixture twice."""
    by = {own["id"]: own["months"] for own in row["scenarios"]}
    held: list[tuple[str, list[Result] | None]] = [(names(told)[key], by[key]) for key in shown(told)]
    return [*held, (MIXED, row["mixture"]), (GIVEN, row["given_settlement"])]


def _at_a_year(told: Result) -> Table:
    heads = "".join(column(begun(name)) for name in (*_columns(told), MIXED, GIVEN))
    rows: Rows = [
        (title_of(row), *(DASH if months is None else range_cell(at_month(months))
                          for _, months in _by_column(told, row)))
        for row in told["indicators"]
    ]  # fmt: skip
    return table(f"After {after(told)}: median (5–95 %)", f"Indicator~{heads}", rows)


def _fan(told: Result, row: Result) -> Figure:
    held = [(name, months) for name, months in reversed(_by_column(told, row)) if months is not None]
    panels = [
        FanPanel(begun(name), [m["month"] for m in months], [_levels(m) for m in months]) for name, months in held
    ]
    title = title_of(row)
    last = {name: range_cell(at_month(months)) for name, months in held}
    alt = f"Fans over months. After {after(told)}: " + "; ".join(f"{name} {cell}" for name, cell in last.items())
    rows: Rows = [
        (f"{begun(name)}, month {m['month']}", *(signed_level(m[key], m["quantile_se"]) for key in QUANTILES))
        for name, months in held
        for m in months
    ]
    numbers = table(title, "Scenario and month~|5 %#|25 %#|median#|75 %#|95 %#", rows)
    id_ = f"fan-{row['id'].lower().replace('_', '-')}"
    height, parts = fans(panels, "months")
    return Figure(id_, title, drawing(id_, height, title, alt, parts), alt, numbers, key=FAN_KEY)


def _levels(month: Result) -> tuple[float, float, float, float, float]:
    return month["q05"], month["q25"], month["q50"], month["q75"], month["q95"]


def _falls(told: Result) -> list[Block]:
    """Return why inflation and growth move: without a deal, and under the likeliest one; the others on demand."""
    found: list[Block] = []
    rest: list[Block] = []
    first = _first(told)
    for row in told["contributions"]:
        (title,) = [title_of(own) for own in told["indicators"] if own["id"] == row["id"]]
        for own in row["scenarios"]:
            if own["lines"] and own["id"] in (first, NO_DEAL):
                found.append(_fall(told, own, f"{title}, after {row['month']} months: {names(told)[own['id']]}"))
            elif own["lines"] and own["id"] in shown(told):
                rest.append(_product_table(told, own, f"{title}, {names(told)[own['id']]}"))
    more = [Details("The same of other scenarios", tuple(rest))] if rest else []
    return [Heading(3, "Why: driver × coefficient × lag", "economy-why"), *found, say(PRODUCT), *more]


def _first(told: Result) -> str:
    """Return the likeliest deal; of equals the first in the order of the case."""
    deals = [row for row in told["odds"]["scenarios"] if row["id"] != NO_DEAL]
    return max(deals, key=lambda row: row["value"])["id"] if deals else NO_DEAL


def _fall(told: Result, own: Result, title: str) -> Figure:
    lines = [Part(_way(told, own, line), line["value"], product_words(line["value"])) for line in own["lines"]]
    rest = [Part("all others", own["rest"], product_words(own["rest"]))] if own["rest"] else []
    rows = [*lines, *rest, Part("together", own["total"], product_words(own["total"]), whole=True)]
    id_ = f"fall-{title}".lower()
    id_ = "".join(c if c.isascii() and c.isalnum() else "-" for c in id_)
    alt = "; ".join(f"{part.name} {part.text}" for part in rows)
    height, parts = waterfall(rows)
    return Figure(
        id_, title, drawing(id_, height, title, alt, parts), alt, _product_table(told, own, title), key=FALL_KEY
    )


def _way(told: Result, own: Result, line: Result) -> str:
    return begun(way_words(line, own["id"], _drivers(told)))


def _drivers(told: Result) -> dict[str, str]:
    return {row["driver"]: row["name"] for row in told["drivers"]}


def _product_table(told: Result, own: Result, title: str) -> Table:
    by = {row["id"]: row for row in told["responses"]}
    rows: Rows = [
        (_way(told, own, line), f"{line['size']:+.2f}", f"{line['coefficient']:+.4f}", f"{line['lag']:.2f}",
         f"{line['value']:+.3f}", tuple(run for key in line["responses"] for run in (_source(by[key]), " ")))
        for line in own["lines"]
    ]  # fmt: skip
    rows += [("all others", DASH, DASH, DASH, f"{own['rest']:+.3f}", "")] if own["rest"] else []
    rows.append(("together", DASH, DASH, DASH, f"{own['total']:+.3f}", ""))
    return table(title, "Driver~|Driver, mean#|Coefficient#|Lag#|Product#|Source of the coefficient~", rows)


def _source(row: Result) -> str | Link:
    return Link(row["source"], row["url"]) if row["url"] else row["source"]


def _recession(told: Result) -> list[Block]:
    if not told["recession"]:
        return []
    rows: Rows = []
    for row in told["recession"]:
        by = {own["id"]: own["value"] for own in row["scenarios"]}
        rows.append((
            begun(region_name(row)), *(share(by[key]) for key in shown(told)), share(row["mixture"]),
            share(row["given_settlement"]), share(row["baseline"]),
        ))  # fmt: skip
    heads = "".join(column(begun(name)) for name in (*_columns(told), MIXED, GIVEN, "nothing changes"))
    said = " ".join(f"{row['definition']}." for row in told["recession"])
    return [table("Chance of a recession within a year", f"Region{heads}", rows), say(said, kind="small")]


def _published(told: Result) -> list[Block]:
    held = told["consistency"]
    if not held["rows"]:
        return []
    rows: Rows = [
        ((_source(row),), _name(told, row["scenario"]), " ".join(filter(None, (row["indicator"], row["region"]))),
         row["unit"], published_cell(row), range_cell(row), row["as_of"])
        for row in held["rows"]
    ]  # fmt: skip
    heads = "Published~|Scenario, if it holds~|Of|Unit!|Published#|Here#|As of!"
    beside = [table("Published figures beside this", heads, rows), Note(f"This is {held['caution']}.")]
    return [*beside, *_formulas(held["formulas"])]


def _formulas(held: list[Result]) -> list[Block]:
    """Return the formulas of rationing beside published figures, with what is not verified said as such."""
    rows: Rows = [
        (
            begun(row["what"]),
            published_cell(row),
            product_words(row["value"]),
            f"{checked_word(row)}: {row['why']}",
            (_source(row),),
        )
        for row in held
    ]
    heads = "What~|Published#|Here#|Checked~|Source~"
    return (
        [Details("Formulas of rationing beside published figures", (table("Rationing, %", heads, rows),))]
        if held
        else []
    )


def _ground(told: Result) -> list[Block]:
    """Return the odds, and what every number rests on."""
    odds = table("Odds by which scenarios are mixed", "Scenario~|Odds#|Given a settlement#", odds_rows(told))
    sizes: Rows = [
        (_name(told, row["scenario"]), f"{row['name']}, {row['unit']}", _ends(row), row["coded"],
         (Link(row["ground"], row["url"]),) if row["url"] else row["ground"])
        for row in told["drivers"]
    ]  # fmt: skip
    responses: Rows = [
        (row["id"], row["unit"], _ends(row), row["coded"], row["as_of"], (_source(row),)) for row in told["responses"]
    ]
    size_heads = "Scenario~|Driver~|Mid (low–high)#|Coded!|Ground~"
    return [
        Details("Odds", (odds, say(f"{begun(told['odds']['basis'])}."))),
        Details("What each scenario sets", (table("Drivers, changes against the baseline", size_heads, sizes),)),
        Details(
            "Responses and their sources",
            (table("Coefficients", "Response|Unit~|Mid (low–high)#|Coded!|As of!|Source~", responses),),
        ),
    ]


def _name(told: Result, scenario: str) -> str:
    return names(told).get(scenario, scenario)


def _ends(row: Result) -> str:
    told = f"{row['mid']:g} ({row['low']:g} to {row['high']:g})"
    return told.replace("-", "\u2212")
