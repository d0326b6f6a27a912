"""The page of the verb `levers`."""

from __future__ import annotations

from typing import Any

from detente.report.change_sentences import change_words, cost_range, cost_words, move_words
from detente.report.digits import DASH, share
from detente.report.labels import LONG, Labels, labels_of
from detente.report.pages.whatif import moved
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
SHOWN = ("zone_full", "signed", "in_force", "kept", "lasting")
HEADS = {
    "zone_full": "nothing open", "signed": "signed", "in_force": "in force", "kept": "kept", "lasting": "24 months",
}  # fmt: skip
TORNADO = ("zone", "zone_full", "signed")
FEW = 5
ABOUT = (
    "Change in percentage points, with the standard error of the paired difference. Nothing open: share of draws with a"
    " settlement that all accept and that leaves nothing open. Signed, in force: by the horizon. Kept: would be signed,"
    " and kept by all. 24 months: a deal in force still stands. In the order of the file: nothing is recommended."
)
NO_LEVERS = "The case names no `levers`: what somebody could do, who owns it and what it costs."
ABOUT_TORNADO = (
    "Of {inputs} inputs with a range, those that move the central gap most, then the others in the order of the file."
    " Gap in points; shares on {draws} draws. Flips at: up to which value, from the middle one on, the central zone"
    " goes on holding some settlement, or none | one that leaves nothing open, or none. Nine values over the field are"
    " tried first; what comes and goes between two is missed."
)
NOTHING_OPENS = "No set of these concessions opens it."


def levers_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` all opening sets, the curves and the pairs of levers."""
    labels = labels_of(found)
    lines = [*title_lines(found, look)]
    for row in found["blocking"]:
        lines += flow(_blocked(row, labels), look)
    for row in found["opens"]:
        lines += [*_gap(lines), *_opens(row, labels, look, most=len(row["sets"]) if whole else FEW)]
    lines += ["", *(line for row in found["tipping"] for line in flow(_tips(row, labels), look))]
    if found["tornado"]:
        lines += ["", *_tornado(found["tornado"], look)]
    if not found["levers"]:
        return "\n".join([*lines, "", *flow(NO_LEVERS, look)])
    lines += ["", *_effects(found, labels, look)]
    if whole:
        lines += [*_curves(found, look), *_pairs(found, look)]
    return "\n".join(lines)


def _gap(lines: list[str]) -> list[str]:
    """Return an empty line where the last one is not."""
    return [""] if lines[-1] else []


def _blocked(row: Result, labels: Labels) -> str:
    who: dict[str, list[str]] = {}
    for option, parties in row["barred"].items():
        for party in parties:
            who.setdefault(party, []).append(option)
    told = "; ".join(f"{labels.party(party, LONG)} bars {', '.join(options)}" for party, options in who.items())
    until = ", so that it can only stay open" if row["deferrable"] else ""
    return f"Every option of {labels.issue(row['issue'])} meets a red line{until}: {told}."


def _opens(row: Result, labels: Labels, look: Look, most: int) -> list[str]:
    kind = "a settlement that leaves nothing open" if row["whole"] else "some settlement"
    if row["size"] == 0:
        return flow(f"Central case: the zone holds {kind} as it is.", look)
    head = f"What would make the central zone hold {kind}, of {row['moves']} single concessions:"
    if row["size"] is None:
        more = "" if row["tested"] is None else f" of up to {row['tested']}; larger ones are too many to test"
        return [*flow(head, look), *flow(f"  {NOTHING_OPENS[:-1]}{more}.", look), *_miss(row, labels, look)]
    size = f"{row['size']} concession{'s' * (row['size'] > 1)}"
    lines = flow(f"{head} no fewer than {size}; {_ties(row['count'])}.", look)
    for held in row["sets"][:most]:
        told = "; ".join(move_words(move, labels) for move in held["moves"])
        surplus = ", ".join(f"{labels.party(party)} {points:+.1f}" for party, points in held["surplus"].items())
        lines += flow(f"  {told}. Points over no-deal as things stand: {surplus}.", look)
    if row["count"] > most:
        lines += flow(f"  and {row['count'] - most:,} more.", look)
    return [*lines, *_miss(row, labels, look)]


def _ties(count: int) -> str:
    return "one set" if count == 1 else f"{count:,} sets do it, all listed in --json up to 50"


def _miss(row: Result, labels: Labels, look: Look) -> list[str]:
    miss = row["nearest_miss"]
    if miss is None:
        return []
    short = ", ".join(f"{labels.party(party)} {points:.1f}" for party, points in miss["short"].items())
    return flow(f"  Nearest miss: short of its no-deal value by points: {short}.", look)


def _tips(row: Result, labels: Labels) -> str:
    kind = "a settlement that leaves nothing open" if row["whole"] else "a settlement"
    party = labels.party(row["party"])
    if row["flips_at"] is None:
        state = "holds" if row["holds"] else "holds no"
        told = kind if row["holds"] else kind.removeprefix("a ")
        return f"At any no-deal value of {party} the central zone {state} {told}."
    at, now = f"{row['flips_at']:.1f} points", f"now {row['now']:.1f}"
    if row["holds"]:
        return f"The central zone holds {kind} until {party}'s no-deal value rises above {at} ({now})."
    return f"The central zone holds {kind} once {party}'s no-deal value falls to {at} ({now})."


def _tornado(found: Result, look: Look) -> list[str]:
    draws = found["draws"]
    rows = [
        [row["path"], _pair(row["gap"]), *(_shares(row["answers"].get(name), draws) for name in TORNADO),
         _pair(row["flips_at"])]
        for row in found["rows"]
    ]  # fmt: skip
    head = ["Input, at its low and high", "gap", *(HEADS.get(name, name) for name in TORNADO), "flips at"]
    about = ABOUT_TORNADO.format(inputs=found["inputs"], draws=f"{draws:,}")
    return [*columns(head, rows, look), *flow(about, look)]


def _pair(ends: Result) -> str:
    low, high = (DASH if end is None else f"{end:.1f}" for end in ends.values())
    return f"{low} | {high}"


def _shares(ends: Result | None, draws: int) -> str:
    if ends is None:
        return DASH
    low, high = (share(ends[end], ends[f"{end}_se"], draws) for end in ("low", "high"))
    return f"{low} | {high}"


def _effects(found: Result, labels: Labels, look: Look) -> list[str]:
    shown = [name for name in SHOWN if name in found["base"]]
    base = [share(found["base"][name]["value"], found["base"][name]["se"], found["draws"]) for name in shown]
    rows = [[f"as things stand ({found['draws']:,} draws)", *base]]
    rows += [[row["id"], *(moved(row["effects"][name]) for name in shown)] for row in found["levers"]]
    lines = [*columns(["Lever", *(HEADS[name] for name in shown)], rows, look), *flow(ABOUT, look), ""]
    for row in found["levers"]:
        lines += flow(f"{row['id']}: {row['name']}. {_who(row, labels)}", look)
    return lines


def _who(row: Result, labels: Labels) -> str:
    gains, harmed = (labels.party_list(row[key]) if row[key] else "nobody" for key in ("gains", "harmed"))
    changes = "; ".join(change_words(change) for change in row["changes"])
    owner = labels.party(row["owner"], LONG)
    return f"Owner: {owner}. Cost: {cost_words(row)}. Changes: {changes}. Gains: {gains}; harmed: {harmed}."


def _curves(found: Result, look: Look) -> list[str]:
    """Return what each step of each lever does, with its cost."""
    lines: list[str] = []
    for row in found["levers"]:
        names: list[str] = list(row["curve"][0]["effects"])
        head = [f"{row['id']}, pulled by", "cost", *(HEADS.get(name, name) for name in names)]
        steps = [
            [share(step["part"]), cost_range(step["cost"]), *(moved(step["effects"][name]) for name in names)]
            for step in row["curve"]
        ]
        lines += ["", *columns(head, steps, look)]
    return lines


def _pairs(found: Result, look: Look) -> list[str]:
    if found["pairs_left_out"]:
        told = f"The {found['pairs_left_out']:,} pairs of these levers were not judged; name fewer with --lever."
        return ["", *flow(told, look)]
    if not found["interactions"]:
        return []
    names: list[str] = list(found["interactions"][0]["extra"])
    rows = [
        [f"{pair['first']} + {pair['second']}", *(moved(pair["extra"][name]) for name in names)]
        for pair in found["interactions"]
    ]
    head = ["Together, beyond the sum of both", *(HEADS.get(name, name) for name in names)]
    return ["", *columns(head, rows, look), *flow(f"On the first {found['sub_sample']:,} draws.", look)]
