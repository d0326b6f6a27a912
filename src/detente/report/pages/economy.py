"""The page of the verb `economy`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.report.digits import level, share, signed_level
from detente.report.economy_sentences import (
    GIVEN,
    MIXED,
    after,
    at_month,
    checked_word,
    mean_cell,
    mixture_words,
    odds_rows,
    product_words,
    published_cell,
    range_cell,
    region_name,
    title_of,
)
from detente.report.economy_sentences import names as names_of
from detente.report.economy_sentences import shown as scenarios_shown
from detente.report.labels import and_more, begun
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
SHOWN = ("oil", "gas", "food", "cpi_EA", "gdp_EA", "gdp_WLD", "equity")


def economy_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` the lines of the ledger, what each scenario sets, and every source."""
    lines = title_lines(found, look)
    lines += flow(f"{begun(found['caution'])}. Changes against {found['baseline']}.", look)
    for words in found["warnings"]:
        lines += flow(words, look)
    shown = scenarios_shown(found)
    lines += ["", *_odds(found, shown, look), "", *_indicators(found, shown, look), *_chances(found, shown, look)]
    lines += _people(found, shown, look)
    lines += _security(found, look)
    lines += _consistency(found, look)
    if whole:
        lines += _whole(found, shown, look)
    return "\n".join(lines)


def _odds(found: Result, shown: list[str], look: Look) -> list[str]:
    """Return the odds, unconditional and given a settlement, and what they make of the mixture."""
    table = columns(["Odds by which scenarios are mixed", "", "given a settlement"], odds_rows(found), look)
    basis = [f"Basis: {found['odds']['basis']}.", mixture_words(found["odds"])]
    return [*table, *(line for words in basis for line in flow(words, look)), *_not_shown(found, shown, look)]


def _not_shown(found: Result, shown: list[str], look: Look) -> list[str]:
    """Return which scenarios have no row below."""
    names = [row["name"] for row in found["odds"]["scenarios"] if row["id"] not in shown]
    return flow(f"Below, without {and_more(names)}: all are in the JSON.", look) if names else []


def _mixed(row: Result, told: Callable[[Any], str]) -> list[list[str]]:
    """Return the rows of the mixture, whole and given a settlement."""
    given = row["given_settlement"]
    rows = [[MIXED, told(row["mixture"])]]
    return rows if given is None else [*rows, [GIVEN, told(given)]]


def _indicators(found: Result, shown: list[str], look: Look) -> list[str]:
    """Return one table per indicator: median and 5-95 % range at a year, under each scenario and of the mixture."""
    names = names_of(found)
    lines: list[str] = []
    for row in found["indicators"]:
        if row["id"] not in SHOWN:
            continue
        by = {own["id"]: own["months"] for own in row["scenarios"]}
        cells = [[names[key], range_cell(at_month(by[key]))] for key in shown]
        cells += _mixed(row, lambda months: range_cell(at_month(months)))
        lines += [*columns([f"{title_of(row)}, after {after(found)}", "median (5-95 %)"], cells, look), ""]
    return lines


def _chances(found: Result, shown: list[str], look: Look) -> list[str]:
    names, lines = names_of(found), list[str]()
    for row in found["recession"]:
        by = {own["id"]: own["value"] for own in row["scenarios"]}
        cells = [[names[key], share(by[key])] for key in shown]
        cells += [*_mixed(row, share), ["nothing changes", share(row["baseline"])]]
        lines += [
            *columns([f"Recession, {region_name(row)}", "chance"], cells, look),
            *flow(f"{row['definition']}.", look),
        ]
        lines.append("")
    held = found["leverage"]
    if held:
        by = {own["id"]: own["months"] for own in held["scenarios"]}
        cells = [[names[key], range_cell(at_month(by[key]))] for key in shown]
        cells += _mixed(held, lambda months: range_cell(at_month(months)))
        lines += [*columns(["Energy leverage over Europe, % of GDP", "median (5-95 %)"], cells, look)]
        lines += [*flow(f"{begun(held['definition'])}.", look), ""]
    return lines


def _people(found: Result, shown: list[str], look: Look) -> list[str]:
    panel = found["people"]
    if not panel:
        return []
    names, lines = names_of(found), list[str]()
    for row in panel["rows"]:
        by = {own["id"]: own for own in row["scenarios"]}
        cells = [[names[key], mean_cell(by[key])] for key in shown]
        cells += _mixed(row, mean_cell)
        title = f"{begun(row['name'])}, {row['unit']}"
        lines += [*columns([f"{title}, month {panel['month']}", "mean (5-95 %)"], cells, look), ""]
    words = f"The share who intend to return fell by {share(panel['intent_fades'])} a year between two surveys"
    return [*lines, *flow(f"{words}: each year without a deal costs returns.", look), ""]


def _mean(row: Result) -> str:
    return level(row["mean"], row["se"])


def _security(found: Result, look: Look) -> list[str]:
    panel = found["security"]
    if not panel:
        return []
    countries = [
        [row["name"], f"{_mean(row['share_now'])} -> {_mean(row['share_then'])}", _mean(row["usd_bn_then"]),
         signed_level(row["debt_added"]["mean"], row["debt_added"]["se"])]
        for row in panel["countries"]
    ]  # fmt: skip
    forces = [
        [f"{row['cap']:g} thousand", f"{row['ratio']['mean']:.2f}", f"{row['per_km']['mean']:.0f}"]
        for row in panel["forces"]["rows"]
    ]
    treaties = [
        [row["name"], row["lapses"], f"in {row['days']} days" if row["days"] > 0 else "lapsed"]
        for row in panel["treaties"]
    ]
    return [
        *columns(["Defence to the target", "% of GDP", "USD bn more", "debt, pp"], countries, look), "",
        *columns(["Ukraine's forces under a cap", "of Russia's", "per km of line"], forces, look), "",
        *columns(["Arms control", "ends", ""], treaties, look), "",
    ]  # fmt: skip


def _consistency(found: Result, look: Look) -> list[str]:
    held = found["consistency"]
    if not held["rows"]:
        return []
    names = names_of(found)
    rows = [
        [f"{row['source']}: {row['indicator']} {row['region']}".strip(), published_cell(row), range_cell(row)]
        for row in held["rows"]
    ]
    title = f"Published, and {names[held['rows'][0]['scenario']]} if it holds"
    told = [*columns([title, "published", "here"], rows, look), *flow(f"This is {held['caution']}.", look)]
    return [*told, *_formulas(held["formulas"], look)]


def _formulas(held: list[Result], look: Look) -> list[str]:
    """Return the formulas of rationing beside published figures, with what is not verified said as such."""
    if not held:
        return []
    rows = [[begun(row["what"]), published_cell(row), product_words(row["value"]), checked_word(row)] for row in held]
    whys = [f"{begun(row['what'])}: {row['why']}." for row in held if row["checked"] != "exact"]
    table = columns(["Rationing by formula, %", "published", "here", ""], rows, look)
    return ["", *table, "Not verified:", *(line for words in whys for line in flow(f"  {words}", look))]


def _whole(found: Result, shown: list[str], look: Look) -> list[str]:
    names = names_of(found)
    ledger = [
        [f"{names[row['scenario']]}: {row['indicator']} {row['region']} by {row['driver']} ({row['part']})",
         f"{row['size']:+.2f}", f"{row['coefficient']:+.4f}", f"{row['lag']:.2f}", f"{row['value']:+.3f}"]
        for row in found["contributions"] if row["scenario"] in shown
    ]  # fmt: skip
    sets = [
        [f"{names[row['scenario']]}: {row['name']}, {row['unit']}",
         f"{row['mid']:+g} ({row['low']:+g} to {row['high']:+g})", row["coded"]]
        for row in found["drivers"] if row["scenario"] in shown
    ]  # fmt: skip
    lines = [
        "",
        *columns([f"The ledger, after {after(found)}", "driver", "coefficient", "lag", "product"], ledger, look),
        "",
    ]
    lines += [*columns(["What each scenario sets", "mid (low to high)", ""], sets, look), ""]
    for row in found["responses"]:
        lines += flow(
            f"{row['id']}: {row['mid']:g} ({row['low']:g} to {row['high']:g}) {row['unit']}; {row['source']}", look
        )
    return lines
