"""What would change it: the sentences that the terminal and the report share."""

from __future__ import annotations

from typing import Any

from detente.case.tracks import OFFICIAL
from detente.report.digits import DASH, decimal, share, share_change
from detente.report.labels import Labels, head, listed, plain, shorten

Result = dict[str, Any]
SHOWN = ("zone_full", "signed", "in_force", "kept", "lasting")
"""Answers of which the effect of a lever is shown."""
NAMES = {
    "zone": "zone",
    "zone_full": "nothing left open",
    "signed": "signed",
    "in_force": "in force",
    "kept": "kept",
    "lasting": "24 months",
}
CARD_RESULTS = {"zone": "signable", "signed": "signed", "in_force": "in force"}
"""Results that wild cards move."""
SIGNABLE = (
    "Signable: a settlement suits all on the as-of date, at bars raised by what an expected breakdown costs; P(zone) of"
    " `run` and `whatif` is without that."
)
PAIRED = (
    "Changes are in percentage points, on the same random numbers, with the standard error of the paired difference."
)
ORDER = "In the order of the case file: nothing is recommended."
MOST_NAMED, MOST_CARDS, NAME, LONG_NAME = 3, 4, 24, 48
TOLD = 2.0
"""Standard errors beyond which an effect is told on one page."""
CHANGES = ("Opens", "Levers", "Wild card", "Channels", "Places", "Futures")
"""Names of the facts of what would change the answer."""


def move_words(move: Result, labels: Labels) -> str:
    """Return one concession in words."""
    party = labels.party(move["party"])
    if move["kind"] == "lift":
        option = head(labels.option(move["issue"], move["option"]), LONG_NAME)
        return f"{party} lifts its red line on {labels.issue(move['issue'])}, “{option}”"
    if move["kind"] == "step":
        return f"{party} gives one step on {labels.issue(move['issue'])}"
    if move["kind"] == "payment":
        return f"others pay {party} {move['points']:g} points"
    return f"{party}'s no-deal value falls by {move['points']:g} points"


def cost_words(row: Result) -> str:
    """Return the cost of a lever with its range and unit."""
    return f"{cost_range(row['cost'])} {row['unit']}".rstrip() if row["cost"] else "not stated"


def cost_range(cost: Result | None) -> str:
    """Return a cost with its range, without its unit."""
    if cost is None:
        return DASH
    return f"{cost['mid']:g}" if cost["low"] == cost["high"] else f"{cost['mid']:g} ({cost['low']:g}–{cost['high']:g})"


def change_words(change: Result) -> str:
    """Return a change as it is written, a range as its middle and its ends.

    Examples
    --------
    >>> change_words({"path": "no_deal.RU", "kind": "add", "value": [-7.0, -4.0, 0.0]})
    'no_deal.RU - 4 (0 to 7)'
    """
    value = change["value"]
    if value is None:
        return f"drop {change['path']}"
    low, mid, high = value if isinstance(value, list) else (value, value, value)
    word = {"set": "=", "add": "+", "scale": "x"}[change["kind"]]
    if change["kind"] == "add" and high <= 0.0 and low < 0.0:
        word, low, mid, high = "-", 0.0 - high, 0.0 - mid, 0.0 - low
    told = f"{mid:g}" if low == high else f"{mid:g} ({low:g} to {high:g})"
    return f"{change['path']} {word} {told}"


def moved(row: Result) -> str:
    """Return a change in percentage points with its error."""
    return share_change(row["value"], row["se"])


def opens_line(run: Result, labels: Labels) -> str:
    """Return what makes the central zone hold a settlement, one that leaves nothing open where it holds some."""
    some, full = run["opening"]["opens"]
    row, kind = (some, "a settlement") if some["size"] != 0 else (full, "one that leaves nothing open")
    if row["size"] == 0:
        return "the central zone holds a settlement that leaves nothing open as it is."
    if row["size"] is None:
        upto = "" if row["tested"] is None else f" of up to {row['tested']}"
        return f"no set{upto} of {row['moves']} single concessions makes the central zone hold {kind}."
    first = "; ".join(move_words(move, labels) for move in row["sets"][0]["moves"])
    ways = "one set does it" if row["count"] == 1 else f"{row['count']:,} sets do it, as"
    least = f"{row['size']} concession{'s' * (row['size'] != 1)}"
    return f"it takes at least {least} for the central zone to hold {kind}; {ways}: {first}."


def levers_line(run: Result) -> str:
    """Return what each lever that tells does to one answer, in the order of the file; empty without levers."""
    held = run["levers"]
    if held is None:
        return ""
    name = "signed" if "signed" in held["base"] else "zone_full"
    rows = [row for row in held["rows"] if abs(row["effects"][name]["value"]) > TOLD * row["effects"][name]["se"]]
    told = ", ".join(f"{shorten(row['name'], LONG_NAME)} {moved(row['effects'][name])}" for row in rows)
    what = "a signature" if name == "signed" else "a zone with nothing left open"
    return f"on {what}, points, {len(rows)} of {len(held['rows'])} beyond error{': ' if told else ''}{told}."


def cards_line(run: Result) -> str:
    """Return what each wild card does to a signature, if it happens, and all on average; empty without any."""
    held = run["wild_cards"]
    if held is None:
        return ""
    name = "signed" if "signed" in held["without"] else "zone"
    told = ", ".join(
        f"{shorten(row['name'], LONG_NAME)} {moved(row['effect'][name])}" for row in held["cards"][:MOST_CARDS]
    )
    what = "a signature" if name == "signed" else "P(zone)"
    return f"on {what}, points: {told}; average {moved(held['shift'][name])}."


def channels_line(run: Result, labels: Labels) -> str:
    """Return what each secret channel does, up to which leak, and what is worth knowing; empty without tracks."""
    told = [
        f"{head(row['name'], NAME)} {moved(row['gain'])} points, leaks {share(row['leak'])} a month, harm from"
        f" {leak_words(row['threshold'])}"
        for row in run["tracks"] or ()
        if row["kind"] != OFFICIAL
    ]
    known = knowing(run)[:1]
    worth = f" Worth knowing first: {_known(run, known[0]['of'], labels)}, {_points(known[0])} points." if known else ""
    return f"{'; '.join(told)}.{worth}" if told else ""


def _known(run: Result, of: str, labels: Labels) -> str:
    """Return the name of what could be known: a wild card, how often a channel leaks, or an input."""
    rows = [*(run["wild_cards"] or {"cards": ()})["cards"], *run["tracks"]]
    names = {row["id"]: shorten(row["name"], LONG_NAME) for row in rows}
    first, _, rest = of.partition(".")
    track, _, part = rest.partition(".")
    if first == "tracks" and track in names:
        what, _, whom = part.partition(".")
        return f"{plain(what)}{f' to {labels.party(whom)}' if whom else ''} of {names[track]}"
    return names.get(of) or labels.input(of)


def leak_words(value: float | None) -> str:
    """Return a threshold of the chance of a leak."""
    if value is None:
        return "none undoes it"
    return "never helps" if value == 0.0 else f"{decimal(100.0 * value)} %"


def knowing(run: Result) -> list[Result]:
    """Return what is worth knowing before a channel is chosen, more than chance would show, the worthiest first."""
    held = run["information"] or {"cards": [], "inputs": []}
    rows = sorted([*held["cards"], *held["inputs"]], key=lambda row: -row["value"])
    return [row for row in rows if row["value"] > row["floor"]]


def worth_words(run: Result, labels: Labels, most: int) -> str:
    """Return what knowing is worth before a channel is chosen; empty where there is no choice."""
    held = run["information"]
    if held is None:
        return ""
    told = "; ".join(f"{_known(run, row['of'], labels)} {_points(row)}" for row in knowing(run)[:most])
    return f"Worth of knowing first, points: all of it {_points(held['everything'])}; {told or 'nothing alone'}."


def _points(row: Result) -> str:
    return decimal(100.0 * row["value"], 2)


def venues_line(run: Result) -> str:
    """Return the places that are best under most weights of the criteria; empty without venues."""
    held = run["venues"]
    if held is None:
        return ""
    ranked = sorted(held["venues"], key=lambda row: -row["share"])[:MOST_NAMED]
    told = ", ".join(f"{row['name']} {share(row['share'], row['se'], held['samples'])}" for row in ranked)
    return f"best under most weights of {len(held['criteria'])} criteria: {told}; no sign of a deal."


def futures_line(run: Result) -> str:
    """Return how many wider futures are consistent; empty without a cross-impact matrix."""
    held = run["futures"]
    if held is None:
        return ""
    return f"{len(held['consistent']):,} of {held['combinations']:,} combinations of wider developments are consistent."


def change_facts(run: Result, labels: Labels) -> list[tuple[str, str]]:
    """Return the facts of what would change the answer, those that the case says something of; none of an older run."""
    if "opening" not in run:
        return []
    told = (
        opens_line(run, labels), levers_line(run), cards_line(run),
        channels_line(run, labels), venues_line(run), futures_line(run),
    )  # fmt: skip
    lines = zip(CHANGES, told, strict=True)
    return [(name, text) for name, text in lines if text]


def host_words(row: Result, labels: Labels) -> str:
    """Return what to know of a track: who hosts it, and who that must consent is not in it."""
    told = [f"hosted by a {row['flag']}" if row["flag"] else ""]
    told += [f"without {listed(labels.party(p) for p in row['absent'])}" if row["absent"] else ""]
    return "; ".join(part for part in told if part) or DASH
