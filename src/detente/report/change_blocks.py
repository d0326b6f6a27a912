"""What would change it: the blocks of the report on openings, levers, wild cards, channels, places and futures."""

from __future__ import annotations

from typing import Any

from detente.case.tracks import OFFICIAL
from detente.report.blocks import Block, Cell, Details, Figure, Heading, Note, Table, column, say, table
from detente.report.change_sentences import (
    CARD_RESULTS,
    NAMES,
    ORDER,
    PAIRED,
    SHOWN,
    SIGNABLE,
    change_words,
    cost_words,
    host_words,
    leak_words,
    move_words,
    moved,
    opens_line,
    worth_words,
)
from detente.report.charts import Bar, bars
from detente.report.digits import DASH, share, whole
from detente.report.labels import LONG, Labels, begun, listed
from detente.report.svg import drawing

Result = dict[str, Any]
Rows = list[tuple[Cell, ...]]
MOST_WORTHS = 8
WORKS = "A wild card is taken to happen on the as-of date and works through the changes that its file declares alone."
LEAK = (
    "Threshold: the chance of a leak in a month above which the channel has a smaller chance of a signature than open"
    " talks. A leak raises the bar of those whom it costs."
)


def change_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return what would change the answer; nothing of a run that did not ask."""
    if "opening" not in run:
        return []
    return [
        Heading(2, "What would change it?", "change"),
        *_opening(run, labels),
        *_levers(run, labels),
        *_cards(run, labels),
        *_tracks(run, labels),
        *_venues(run),
        *_futures(run),
    ]


def _opening(run: Result, labels: Labels) -> list[Block]:
    """Return the smallest sets of concessions, and what each leaves every party, in points over no deal."""
    found: list[Block] = [Heading(3, "What would open the zone", "opening"), say(begun(opens_line(run, labels)))]
    for row in run["opening"]["opens"]:
        if not row["size"]:
            continue
        kind = "a settlement that leaves nothing open" if row["whole"] else "some settlement"
        parties = list(row["sets"][0]["surplus"])
        rows: Rows = [
            (
                "; ".join(move_words(move, labels) for move in held["moves"]),
                *(f"{held['surplus'][party]:+.1f}" for party in parties),
            )
            for held in row["sets"]
        ]
        names = "".join(column(f"{labels.party(party)}, points") for party in parties)
        caption = f"Smallest sets that open {kind}: {whole(len(rows))} of {whole(row['count'])}"
        found.append(table(caption, f"Concessions~{names}", rows))
    return [*found, say("Points: utility of the settlement minus the no-deal value, as things stand, central case.")]


def _levers(run: Result, labels: Labels) -> list[Block]:
    held = run["levers"]
    if held is None:
        return []
    shown = [name for name in SHOWN if name in held["base"]]
    draws = run["sub_samples"]["levers"]
    base = tuple(share(held["base"][name]["value"], held["base"][name]["se"], draws) for name in shown)
    rows: Rows = [("as things stand", *base)]
    rows += [(row["name"], *(moved(row["effects"][name]) for name in shown)) for row in held["rows"]]
    names = "".join(column(NAMES[name]) for name in shown)
    caption = f"What each lever changes, percentage points, {whole(draws)} draws"
    who: Rows = [
        (
            row["name"],
            labels.party(row["owner"], LONG),
            cost_words(row),
            "; ".join(change_words(change) for change in row["changes"]),
            listed(labels.party(p) for p in row["gains"]),
            listed(labels.party(p) for p in row["harmed"]),
            f"{row['coded']}{', ' + ', '.join(row['sources']) if row['sources'] else ''}",
        )
        for row in held["rows"]
    ]
    heads = "Lever~|Owner|Cost (low–high), unit~|Changes~|Gains|Harmed|Coded, sources"
    return [
        Heading(3, "Levers", "levers"),
        table(caption, f"Lever~{names}", rows),
        say(PAIRED, ORDER),
        Details("Who can pull each lever, at which cost", (table("Levers as the case file has them", heads, who),)),
    ]


def _cards(run: Result, labels: Labels) -> list[Block]:
    held = run["wild_cards"]
    if held is None:
        return []
    shown = [name for name in CARD_RESULTS if name in held["without"]]
    draws = run["sub_samples"]["wild_cards"]
    rows: Rows = [
        ("without any", DASH, *(share(held["without"][n]["value"], held["without"][n]["se"], draws) for n in shown))
    ]
    rows += [
        (row["name"], _share(row["probability"], draws), *(moved(row["effect"][name]) for name in shown))
        for row in held["cards"]
    ]
    rows.append(("all, on average", DASH, *(moved(held["shift"][name]) for name in shown)))
    names = "".join(column(CARD_RESULTS[name]) for name in shown)
    how = "every combination" if held["exact"] else "a sample of the combinations"
    caption = f"What each wild card changes if it happens, percentage points, {whole(draws)} draws"
    about = f"On average: over {how} of {whole(held['combinations'])}, each with its chance."
    worth = worth_words(run, labels, MOST_WORTHS)
    found: list[Block] = [Heading(3, "Wild cards", "wild-cards"), _chances(held, draws)]
    found += [table(caption, f"Wild card~|Chance#{names}", rows), say(PAIRED, SIGNABLE, WORKS, about)]
    return [*found, say(f"{worth} Before a channel is chosen, by its chance of a signature.")] if worth else found


def _chances(held: Result, draws: int) -> Figure:
    rows = [(row["name"], _share(row["probability"], draws), row["probability"]["value"]) for row in held["cards"]]
    return _bars("wild-card-chances", "Chance of each wild card by the horizon, judged", "Wild card~|Chance#", rows)


def _bars(name: str, title: str, heads: str, rows: list[tuple[str, str, float]]) -> Figure:
    """Return bars of shares of 0–100 % with their numbers as a table."""
    alt = "Bars in percent: " + "; ".join(f"{what} {text}" for what, text, _ in rows)
    height, parts = bars([Bar(what, value, text) for what, text, value in rows])
    numbers = table(title, heads, [(what, text) for what, text, _ in rows])
    return Figure(name, title, drawing(name, height, title, alt, parts), alt, numbers)


def _share(mean: Result, draws: int) -> str:
    return share(mean["value"], mean["se"], draws)


def _tracks(run: Result, labels: Labels) -> list[Block]:
    if not run["tracks"]:
        return []
    draws = run["sub_samples"]["wild_cards"]
    rows: Rows = [
        (
            row["name"],
            _share(row["signed"], draws),
            moved(row["gain"]),
            DASH if row["kind"] == OFFICIAL else share(row["leak"]),
            DASH if row["kind"] == OFFICIAL else leak_words(row["threshold"]),
            host_words(row, labels),
        )
        for row in run["tracks"]
    ]
    heads = "Track~|Signed#|Change, points#|Leak a month#|Threshold a month#|To know~"
    return [
        Heading(3, "Channels", "channels"),
        table(f"Chance of a signature through each channel, {whole(draws)} draws", heads, rows),
        say(LEAK, PAIRED),
    ]


def _venues(run: Result) -> list[Block]:
    held = run["venues"]
    if held is None:
        return []
    ranked = sorted(held["venues"], key=lambda row: -row["share"])
    rows = [(row["name"], share(row["share"], row["se"], held["samples"]), row["share"]) for row in ranked]
    title = f"Share of all weights of {len(held['criteria'])} criteria under which a place is best"
    names = "".join(column(name.replace("_", " ")) for name in held["criteria"])
    scores: Rows = [(row["name"], *(f"{score:g}" for score in row["scores"].values())) for row in ranked]
    return [
        Heading(3, "Places", "places"),
        _bars("venue-shares", title, "Place~|Best under#", rows),
        Note(held["evidence"]),
        Details("Scores, judged", (table("Scores of each place, 0–100", f"Place~{names}", scores),)),
    ]


def _futures(run: Result) -> list[Block]:
    held = run["futures"]
    if held is None:
        return []
    count = f"{whole(len(held['consistent']))} of {whole(held['combinations'])} combinations are consistent, exactly."
    return [
        Heading(3, "Wider futures", "futures"),
        say(count, "Starts: share of scenarios that global succession leads there, no probability."),
        _future_rows(held),
    ]


def _future_rows(held: Result) -> Table:
    heads = "".join(column(descriptor["name"], "") for descriptor in held["descriptors"])
    rows: Rows = [
        (
            row["id"],
            *(
                descriptor["variants"][v - 1]["name"]
                for descriptor, v in zip(held["descriptors"], row["variants"], strict=True)
            ),
            str(row["impact_score"]),
            DASH if row["consistency"] is None else str(row["consistency"]),
            share(row["share"], row["share_se"]),
        )
        for row in sorted(held["consistent"], key=lambda row: -row["weight"])
    ]
    return table("Consistent futures", f"Future{heads}|Impact score#|Consistency#|Starts#", rows)
