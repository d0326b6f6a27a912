"""The page of the verb `portfolio`."""

from __future__ import annotations

from typing import Any

from detente.formats.holdings import safe_table
from detente.report.digits import DASH, decimal, points, share, signed
from detente.report.labels import begun
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
MOST_SHOWN = 6
"""Scenarios that get a row, the likeliest first; all of them are in the JSON."""
MOST_HEDGES = 5
NO_DEAL = "no_deal"
MIXED, SETTLED, BEFORE = "mixed by the odds", "given a settlement", "before any view"


def portfolio_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` every series, what each scenario says of markets, and who publishes the prices."""
    lines = title_lines(found, look)
    lines += _about(found, look)
    lines += ["", *_scenarios(found, look), "", *_contributions(found, look), "", *_diversification(found, look), ""]
    lines += [*_defensive(found, look), *_hedges(found, look), "", *_odds(found, look), *_stories(found, look)]
    lines += ["", *_fit(found, look)]
    if whole:
        lines += _whole(found, look)
    return "\n".join(lines)


def portfolio_csv(found: Result) -> str:
    """Return what each holding adds under each scenario and mixed, as a table for spreadsheets."""
    head: list[str | float | None] = ["scenario", "probability", "asset", "weight", "mean_percent", "cvar_percent"]
    weights = {row["asset"]: row["weight"] for row in found["holdings"]["rows"]}
    parts = [(row["id"], row["probability"], row) for row in found["scenarios"]]
    parts.append(("mixture", 1.0, found["mixture"]))
    rows: list[list[str | float | None]] = [
        [key, p, own["asset"], weights[own["asset"]], own["mean"], own["cvar"]]
        for key, p, row in parts
        for own in row["contributions"]
    ]
    return safe_table([[found["caution"]], head, *rows])


def _shown(found: Result) -> list[Result]:
    """Return the scenarios that get a row: the likeliest, no deal last, in the order of the case."""
    rows = [row for row in found["scenarios"] if row["id"] != NO_DEAL]
    kept = sorted(rows, key=lambda row: -row["probability"])[: MOST_SHOWN - 1]
    return [*(row for row in rows if row in kept), *(row for row in found["scenarios"] if row["id"] == NO_DEAL)]


def _percent(x: float | None) -> str:
    return signed(x, exact=True)


def _plain(x: float) -> str:
    return points(x, exact=True)


def _about(found: Result, look: Look) -> list[str]:
    past, held = found["sample"], found["holdings"]
    whose = f"Holdings of {held['file']}" if held["file"] else "Holdings of the example that ships, invented"
    lines = flow(
        f"{begun(found['caution'])}. {whose}; changes in % over {past['span']} months, from {past['windows']} windows"
        f" that end {past['first']} to {past['last']}. Drivers are changes against {found['baseline']}.",
        look,
    )
    for words in (*found["warnings"], *found["lacking"]):
        lines += flow(f"{begun(words)}.", look)
    return lines


def _scenarios(found: Result, look: Look) -> list[str]:
    draws = found["odds"]["draws"]
    rows = [
        [row["name"], share(row["probability"], row["se"], draws), _percent(row["mean"]),
         f"{_percent(row['low'])} to {_percent(row['high'])}", _plain(row["var"]), _plain(row["cvar"])]
        for row in _shown(found)
    ]  # fmt: skip
    for key, words in (("mixture", MIXED), ("given_settlement", SETTLED), ("before", BEFORE)):
        row = found[key]
        if row is not None:
            rows.append([words, DASH, _percent(row["mean"]), DASH, _plain(row["var"]), _plain(row["cvar"])])
    level = decimal(100 * found["level"])
    head = ["The portfolio, %", "odds", "mean", "5-95 %", f"VaR {level}", f"CVaR {level}"]
    lines = [*columns(head, rows, look)]
    lines += flow(f"Basis of the odds: {found['odds']['basis']}. The range is that of the drivers.", look)
    total = found["holdings"]["total"]
    if total is not None:
        money = found["mixture"]["amounts"]
        lines += flow(f"Of {total:,.0f} in all: mean {money['mean']:+,.0f}, CVaR {money['cvar']:,.0f}.", look)
    return lines


def _contributions(found: Result, look: Look) -> list[str]:
    against = _shown(found)[-1]
    settled = found["given_settlement"] or {"contributions": [{"mean": None}] * len(against["contributions"])}
    rows = [
        [own["asset"], f"{100 * own['weight']:.1f} %", _percent(peace["mean"]), _percent(war["mean"]),
         _percent(mixed["mean"]), _plain(mixed["cvar"])]
        for own, peace, war, mixed in zip(
            found["holdings"]["rows"], settled["contributions"], against["contributions"],
            found["mixture"]["contributions"], strict=True,
        )
    ]  # fmt: skip
    return columns(["Who adds what, points", "weight", "settled", "no deal", "mixed", "to CVaR"], rows, look)


def _diversification(found: Result, look: Look) -> list[str]:
    parts = [(row["name"], row) for row in _shown(found)] + [(MIXED, found["mixture"])]
    rows = [
        [name, _plain(row["diversification"]["volatility_apart"]), _plain(row["volatility"]),
         _plain(row["diversification"]["cvar_apart"]), _plain(row["cvar"])]
        for name, row in parts
    ]  # fmt: skip
    head = ["Diversification, %", "moves apart", "together", "CVaR apart", "together"]
    words = f"As many holdings as {_plain(found['holdings']['effective_number'])} of equal size."
    return [*columns(head, rows, look), *flow(words, look)]


def _defensive(found: Result, look: Look) -> list[str]:
    """Return how the user's series move, sorted by what no deal does to them, beside equity where there is one."""
    own = [row for row in found["moves"] if row["own"]]
    if not own:
        return []
    against = {row["series"]: row["scenarios"][-1]["change"] for row in own}
    rows = [
        [
            row["name"],
            _percent(against[row["series"]]),
            _percent(row["no_deal_beside_equity"]),
            _percent(row["mixture"]),
        ]
        for row in sorted(own, key=lambda row: -against[row["series"]])
    ]
    head = ["Your series against the prior, points", "no deal", "beside equity", "mixed"]
    words = (
        "Above 0 beside equity: loses less than equity, or gains more, if there is no deal. Defensive means no more."
    )
    return [*columns(head, rows, look), *flow(words, look), ""]


def _hedges(found: Result, look: Look) -> list[str]:
    rows = [
        [row["name"], f"{signed(100 * row['size'])} %", _plain(row["cvar"]), _percent(-row["cost"]),
         share(row["break_even"]) if row["break_even"] is not None else DASH]
        for row in found["hedges"][:MOST_HEDGES] if row["size"]
    ]  # fmt: skip
    if not rows:
        return flow("No single series would have made the CVaR of the mixture less.", look)
    head = ["One series beside it, at the size of least CVaR", "size", "CVaR", "to mean", "pays from"]
    words = (
        f"CVaR without any: {_plain(found['hedges'][0]['without'])}. Sizes in % of the portfolio, fitted to these"
        " windows; below 0: owed. Pays from: chance of no deal at which its mean is 0, where there is one."
    )
    return [*columns(head, rows, look), *flow(words, look)]


def _odds(found: Result, look: Look) -> list[str]:
    row, lines = found["break_even"], list[str]()
    if row is not None:
        ends = f"{_percent(row['if_settled'])} % with a settlement, {_percent(row['if_not'])} % without"
        p = row["probability"]
        told = "at no odds is the mean 0" if p is None else f"the mean is 0 at a chance of a settlement of {share(p)}"
        lines += flow(f"Break-even: {ends}; {told}.", look)
    for row in found["implied"]:
        lines += flow(f"{_implied(row)}.", look)
    return lines


def _implied(row: Result) -> str:
    if row["if_settled"] is None:
        return f"{row['name']} implies nothing: no settlement has any odds"
    ends = f"{row['if_settled']:.6g} with a settlement, {row['if_not']:.6g} without"
    if row["probability"] is None:
        return f"{row['name']} at {row['price']:g} implies no probability: it is not between {ends}"
    return (
        f"{row['name']} at {row['price']:g} implies a settlement with {share(row['probability'])}, risk-neutral"
        f" ({ends}; back to {row['price_again']:.6g}); a premium for risk would move it"
    )


def _stories(found: Result, look: Look) -> list[str]:
    prior, names = found["prior"], {row["id"]: row["name"] for row in found["scenarios"]}
    lines = flow(
        f"Prior of supply shocks: windows in which {prior['demand']} and {prior['energy']} moved the same way count"
        f" {prior['same_sign_weight']:g} ({prior['coded']}; 1 is plain history); {share(prior['opposite'])} moved"
        " oppositely. The sign that this gives equity is imposed, not found.",
        look,
    )
    shown = {row["id"] for row in _shown(found)}
    rows = [
        [names[row["scenario"]], _percent(row["implied"]), "up" if row["story"] > 0 else "down",
         "AGAINST" if row["contradicts"] else "with"]
        for row in found["stories"] if row["contradicts"] or row["scenario"] in shown
    ]  # fmt: skip
    if not rows:
        return lines
    title = f"Story check: {found['stories'][0]['series']} by energy and cereals alone"
    return [*lines, "", *columns([title, "points", "story", "it moves"], rows, look)]


def _fit(found: Result, look: Look) -> list[str]:
    rows = []
    for row in _shown(found):
        second = row["gaussian"]
        told = [DASH] * 3 if second is None else [
            _percent(second["mean"]), f"{second['distance']:.1f} sd", share(second["tail"])
        ]  # fmt: skip
        rows.append([row["name"], f"{row['windows']:.0f}", *told])
    head = ["How far the past carries it", "windows left", "2nd engine", "how far", "chance"]
    lines = columns(head, rows, look)
    lines += flow(
        "How far: Mahalanobis distance of the views from the prior, and the chance of one as far. Windows overlap, so"
        " that fewer are independent.",
        look,
    )
    for row in found["scenarios"]:
        for words in row["warnings"]:
            lines += flow(f"{row['name']}: {words}.", look)
    return lines


def _whole(found: Result, look: Look) -> list[str]:
    names = {row["id"]: row["name"] for row in found["scenarios"]}
    shown = [row["id"] for row in _shown(found)]
    views = [
        [f"{names[row['scenario']]}: {row['series']} by {row['driver']} ({row['ground']})",
         _percent(row["target"]), row["coded"]]
        for row in found["views"] if row["scenario"] in shown
    ]  # fmt: skip
    moves = [
        [row["name"], _percent(row["prior"]), _percent(row["scenarios"][-1]["change"]), _percent(row["mixture"])]
        for row in found["moves"]
    ]
    lines = ["", *columns(["What each scenario says of markets", "mean, %", ""], views, look), ""]
    lines += [*columns(["Every series, points against the prior", "prior", "no deal", "mixed"], moves, look), ""]
    for row in found["credits"]:
        lines += flow(f"{', '.join(row['series'])}: {row['name']}, {row['licence']}; {row['url']}", look)
    return lines
