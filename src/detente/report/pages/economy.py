"""The page of the verb `economy`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from detente.report.digits import error, level, share, signed_level
from detente.report.labels import and_more, begun
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
SHOWN = ("oil", "gas", "food", "cpi_EA", "gdp_EA", "gdp_WLD", "equity")
MONTH = 12
MIXED, GIVEN = "mixed by the odds", "mixed, given a settlement"
LITTLE = 0.05
"""Chance of a settlement below which the page says that the mixture is nearly all no deal."""
MOST_SHOWN = 6
"""Scenarios that get a column, the likeliest first; all of them are in the JSON."""


def economy_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` the lines of the ledger, what each scenario sets, and every source."""
    lines = title_lines(found, look)
    lines += flow(f"{begun(found['caution'])}. Changes against {found['baseline']}.", look)
    for words in found["warnings"]:
        lines += flow(words, look)
    shown = _shown(found)
    lines += ["", *_odds(found, shown, look), "", *_indicators(found, shown, look), *_chances(found, shown, look)]
    lines += _people(found, shown, look)
    lines += _security(found, look)
    lines += _consistency(found, look)
    if whole:
        lines += _whole(found, shown, look)
    return "\n".join(lines)


def _shown(found: Result) -> list[str]:
    """Return the scenarios that get a column: the likeliest, no deal last, in the order of the case."""
    rows = [row for row in found["odds"]["scenarios"] if row["id"] != "no_deal"]
    kept = sorted(rows, key=lambda row: -row["value"])[: MOST_SHOWN - 1]
    return [*(row["id"] for row in rows if row in kept), "no_deal"]


def _names(found: Result) -> dict[str, str]:
    return {row["id"]: row["name"] for row in found["odds"]["scenarios"]}


def _odds(found: Result, shown: list[str], look: Look) -> list[str]:
    """Return the odds, unconditional and given a settlement, and what they make of the mixture."""
    odds, draws = found["odds"], found["odds"]["draws"]
    rows = [
        [row["name"], share(row["value"], row["se"], draws), share(row["given_settlement"], row["given_settlement_se"])]
        for row in odds["scenarios"]
    ]
    table = columns(["Odds by which scenarios are mixed", "", "given a settlement"], rows, look)
    return [
        *table,
        *flow(f"Basis: {odds['basis']}.", look),
        *flow(mixture_words(odds), look),
        *_not_shown(found, shown, look),
    ]


def _not_shown(found: Result, shown: list[str], look: Look) -> list[str]:
    """Return which scenarios have no row below."""
    names = [row["name"] for row in found["odds"]["scenarios"] if row["id"] not in shown]
    return flow(f"Below, without {and_more(names)}: all are in the JSON.", look) if names else []


def mixture_words(odds: Result) -> str:
    """Return what the mixture is made of, where that is nearly one thing."""
    held = odds["settled"]
    if held is None:
        return "In no draw is there a settlement: the mixture is no deal."
    if held["value"] < LITTLE:
        some = f"{100.0 * held['value']:.1g} % (standard error {error(held['se'])})"
        return (
            f"A settlement has a chance of {some}: the mixture is nearly all no deal. Given a settlement it is another."
        )
    return ""


def _at(rows: Iterable[Result], month: int) -> Result:
    held = list(rows)
    return next((row for row in held if row["month"] == month), held[-1])


def _cell(row: Result) -> str:
    middle, low, high = (signed_level(row[key], row["quantile_se"]) for key in ("q50", "q05", "q95"))
    return f"{middle} ({low} to {high})"


def _mixed(row: Result, told: Callable[[Any], str]) -> list[list[str]]:
    """Return the rows of the mixture, whole and given a settlement."""
    given = row["given_settlement"]
    rows = [[MIXED, told(row["mixture"])]]
    return rows if given is None else [*rows, [GIVEN, told(given)]]


def _indicators(found: Result, shown: list[str], look: Look) -> list[str]:
    """Return one table per indicator: median and 5-95 % range at a year, under each scenario and of the mixture."""
    names = _names(found)
    lines: list[str] = []
    for row in found["indicators"]:
        if row["id"] not in SHOWN:
            continue
        by = {own["id"]: own["months"] for own in row["scenarios"]}
        cells = [[names[key], _cell(_at(by[key], MONTH))] for key in shown]
        title = f"{begun(row['name'])}{', ' * bool(row['region'])}{row['region']}, {row['unit']}"
        cells += _mixed(row, lambda months: _cell(_at(months, MONTH)))
        lines += [*columns([f"{title}, after a year", "median (5-95 %)"], cells, look), ""]
    return lines


def _chances(found: Result, shown: list[str], look: Look) -> list[str]:
    names, lines = _names(found), list[str]()
    for row in found["recession"]:
        by = {own["id"]: own["value"] for own in row["scenarios"]}
        cells = [[names[key], share(by[key])] for key in shown]
        cells += [*_mixed(row, share), ["nothing changes", share(row["baseline"])]]
        lines += [
            *columns([f"Recession, {row['region']}", "chance"], cells, look),
            *flow(f"{row['definition']}.", look),
        ]
        lines.append("")
    held = found["leverage"]
    if held:
        by = {own["id"]: own["months"] for own in held["scenarios"]}
        cells = [[names[key], _cell(_at(by[key], MONTH))] for key in shown]
        cells += _mixed(held, lambda months: _cell(_at(months, MONTH)))
        lines += [*columns(["Energy leverage over Europe, % of GDP", "median (5-95 %)"], cells, look)]
        lines += [*flow(f"{begun(held['definition'])}.", look), ""]
    return lines


def _people(found: Result, shown: list[str], look: Look) -> list[str]:
    panel = found["people"]
    if not panel:
        return []
    names, lines = _names(found), list[str]()
    for row in panel["rows"]:
        by = {own["id"]: own for own in row["scenarios"]}
        cells = [[names[key], _mean_cell(by[key])] for key in shown]
        cells += _mixed(row, _mean_cell)
        title = f"{begun(row['name'])}, {row['unit']}"
        lines += [*columns([f"{title}, month {panel['month']}", "mean (5-95 %)"], cells, look), ""]
    words = f"The share who intend to return fell by {share(panel['intent_fades'])} a year between two surveys"
    return [*lines, *flow(f"{words}: each year without a deal costs returns.", look), ""]


def _mean_cell(row: Result) -> str:
    ends = (level(row[key], row["quantile_se"]) for key in ("q05", "q95"))
    return f"{level(row['mean'], row['quantile_se'])} ({' to '.join(ends)})"


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
    names = _names(found)
    rows = [
        [f"{row['source']}: {row['indicator']} {row['region']}".strip(), _range(row), _cell(row)]
        for row in held["rows"]
    ]
    title = f"Published, and {names[held['rows'][0]['scenario']]} if it holds"
    return [*columns([title, "published", "here"], rows, look), *flow(f"This is {held['caution']}.", look)]


def _range(row: Result) -> str:
    low, high = row["published_low"], row["published_high"]
    return f"{low:+g}" if low == high else f"{low:+g} to {high:+g}"


def _whole(found: Result, shown: list[str], look: Look) -> list[str]:
    names = _names(found)
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
    lines = ["", *columns(["The ledger, after a year", "driver", "coefficient", "lag", "product"], ledger, look), ""]
    lines += [*columns(["What each scenario sets", "mid (low to high)", ""], sets, look), ""]
    for row in found["responses"]:
        lines += flow(
            f"{row['id']}: {row['mid']:g} ({row['low']:g} to {row['high']:g}) {row['unit']}; {row['source']}", look
        )
    return lines
