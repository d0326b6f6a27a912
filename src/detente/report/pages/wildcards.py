"""The page of the verb `wildcards`."""

from __future__ import annotations

from typing import Any

from detente.report.change_sentences import CARD_RESULTS, SIGNABLE, leak_words
from detente.report.digits import DASH, decimal, share, share_change
from detente.report.labels import LONG, Labels, labels_of
from detente.report.screen import Look, flow
from detente.report.screen_tables import columns, title_lines

Result = dict[str, Any]
PAIRED = "Changes are in percentage points, paired on common draws, with their standard error."
WORKS = (
    "A wild card is taken to happen on the as-of date, works through its declared changes alone, and is judged. {how}"
)
EVERY = "On average: over all {n} combinations, each with its probability."
SAMPLE = "On average: over a sample of the {n} combinations."
LEAK = (
    "Threshold: the chance of a leak in a month above which the channel makes a deal less likely than open talks; in"
    " brackets the same as a race of constant rates without a horizon. A leak raises the bar of those whom it costs."
)
ORDERS = (
    "Exposed: points by which the worst-off party is below its no-deal value on the way, at worst, should nothing"
    " follow; x months: the same at every stage, times the months until the next phase is done. Ends after: where the"
    " deal most often ends when each may stop it after any phase and nobody answers, with the share of draws. Signs:"
    " share in which no required party would end below its no-deal value, red lines aside. A table, no advice."
)
KNOW = (
    "Worth of knowing, before a track is chosen, in percentage points of the {payoff}, with its standard error: all"
    " {all}; {rest}."
)
NOTHING = "nothing else could change the choice"
SHOWN = 5
EXACT = 1e-12


def wildcards_page(found: Result, look: Look, *, whole: bool) -> str:
    """Return the page; with `whole` every scenario under each wild card, and who is exposed in which phase."""
    labels = labels_of(found)
    parts = (
        _cards(found, labels, look, whole),
        _tracks(found, labels, look),
        _information(found, look),
        _venues(found, labels, look),
        _orders(found, labels, look, whole),
    )
    lines = title_lines(found, look)
    for part in parts:
        lines += [*part, ""]
    return "\n".join(lines[:-1])


def _cards(found: Result, labels: Labels, look: Look, whole: bool) -> list[str]:
    held = found["wild_cards"]
    if held is None:
        return flow("No wild cards: the case has no `wild_cards`.", look)
    names = [name for name in found["outlook"]["results"] if name in CARD_RESULTS or whole]
    heads = [CARD_RESULTS.get(name) or labels.scenario(name.partition(".")[2]) for name in names]
    rows = [
        [row["name"], _chance(row, found), *(share_change(**_flat(row["effect"][n])) for n in names)]
        for row in held["cards"]
    ]
    rows.append(["All, on average", "", *(share_change(**_flat(held["shift"][n])) for n in names)])
    plain = ["Without any: the chance itself", "", *(_share(held["without"][n], found) for n in names)]
    how = (EVERY if held["exact"] else SAMPLE).format(n=f"{held['combinations']:,}")
    return [
        *columns(["Wild card, if it happens", "chance", *heads], [plain, *rows], look),
        *flow(f"{SIGNABLE} {PAIRED} {WORKS.format(how=how)}", look),
    ]


def _flat(mean: Result) -> Result:
    return {"value": mean["value"], "se": mean["se"]}


def _share(mean: Result, found: Result) -> str:
    return share(mean["value"], mean["se"], found["draws"])


def _chance(row: Result, found: Result) -> str:
    """Return the probability of a wild card; one that the file gives without a range has no sampling error."""
    mean = row["probability"]
    return share(mean["value"]) if mean["se"] < EXACT else _share(mean, found)


def _tracks(found: Result, labels: Labels, look: Look) -> list[str]:
    if not found["tracks"]:
        return flow("No tracks to compare: the case has no `tracks`, or no `timing`.", look)
    rows = [
        [
            row["name"],
            _share(row["signed"], found),
            share_change(**_flat(row["gain"])),
            share(row["leak"]) if row["kind"] != "official" else DASH,
            _threshold(row),
        ]
        for row in found["tracks"]
    ]
    lines = columns(["Track", "signed", "change", "leak a month", "threshold"], rows, look)
    for row in found["tracks"]:
        told = [f"hosted by a {row['flag']}" if row["flag"] else ""]
        told += [f"without {labels.party_list(row['absent'])}, who must consent" if row["absent"] else ""]
        if any(told):
            lines += flow(f"{row['name']}: {'; '.join(part for part in told if part)}.", look)
    return [*lines, *flow(LEAK, look)]


def _threshold(row: Result) -> str:
    if row["kind"] == "official":
        return DASH
    return f"{leak_words(row['threshold'])} ({leak_words(row['closed_form'])})"


def _information(found: Result, look: Look) -> list[str]:
    held = found["information"]
    if held is None:
        return flow("No choice of tracks, so that there is nothing that knowing could change.", look)
    rows = sorted([*held["cards"], *held["inputs"]], key=lambda row: -row["value"])
    told = [f"{row['of']} {_worth(row)}" for row in rows if row["value"] > row["floor"]][:SHOWN]
    rest = "; ".join(told) or NOTHING
    return flow(KNOW.format(payoff=held["payoff"], all=_worth(held["everything"]), rest=rest), look)


def _worth(row: Result) -> str:
    """Return what knowing is worth in percentage points, with its standard error."""
    return share_change(**_flat(row)).removeprefix("+")


def _venues(found: Result, labels: Labels, look: Look) -> list[str]:
    held = found["venues"]
    if held is None:
        return flow("No venues to compare: the case has no `venues`, or no `venue_criteria`.", look)
    names = {row["id"]: row["name"] for row in held["venues"]}
    ranked = sorted(held["venues"], key=lambda row: -row["share"])
    rows = [
        [row["name"], share(row["share"], row["se"], held["samples"]), row["flag"] or DASH,
         ", ".join(names[name] for name in row["dominated_by"]) or DASH]
        for row in ranked
    ]  # fmt: skip
    how = "exact" if held["exact"] else "sampled"
    count = len(held["criteria"])
    criteria = f"{count} criteri{'on' if count == 1 else 'a'}"
    about = f"Best under: share of all weights of {criteria} under which a place is best, {how}."
    lines = columns(["Venue", "best under", "host is", "no better than"], rows, look)
    return [*lines, *flow(f"{about} {held['evidence']}", look)]


def _orders(found: Result, labels: Labels, look: Look, whole: bool) -> list[str]:
    held = found["sequencing"]
    if not held:
        return flow("No orders to compare: the case has no `durability.phases`, or no offer that settles all.", look)
    rows: list[list[str]] = []
    for offer in held:
        for k, row in enumerate(offer["declared"]):
            name = f"{offer['name']}: {row['name']}" if k == 0 else f"  the same: {row['name']}"
            rows.append([name, *_order(row, found)])
        if offer["least"]:
            best = offer["least"][0]
            more = f", one of {offer['ties']}" if offer["ties"] > 1 else ""
            order = " - ".join(best["phases"])
            rows.append([f"  least exposed: {order}{more}", *_order(best, found)])
    lines = columns(["Offer: order of phases", "exposed", "x months", "ends after", "signs"], rows, look)
    if whole:
        for offer in held:
            for row in offer["declared"]:
                lines += _where(offer, row, labels, look)
    months = held[0]["declared"][0]["months"]
    time = f" All phases one after the other take {months[0]:g}-{months[2]:g} months." if months else ""
    return [*lines, *flow(ORDERS + time, look)]


def _order(row: Result, found: Result) -> list[str]:
    last, part = max(row["ends"].items(), key=lambda pair: pair[1])
    lasting = DASH if row["lasting"] is None else decimal(row["lasting"]["value"], 0)
    return [decimal(row["worst"]["value"]), lasting, f"{last} {share(part)}", _share(row["signed"], found)]


def _where(offer: Result, row: Result, labels: Labels, look: Look) -> list[str]:
    told = [
        f"{labels.party(party, LONG)} after {phase} in {share(part)}"
        for phase, by_party in row["where"].items()
        for party, part in by_party.items()
        if part > 0.0
    ]
    return flow(f"  {offer['name']}, {row['name']}, below the no-deal value: {'; '.join(told) or 'nobody'}.", look)
