"""What could be signed: the settlement map, the offers, their acceptability, and what would have to be true."""

from __future__ import annotations

from typing import Any

from detente.report.blocks import Block, Cell, Details, Heading, Note, Table, column, say, table
from detente.report.digits import DASH, count, decimal, points, share, signed, whole
from detente.report.figures import acceptability_figure
from detente.report.labels import LONG, Labels
from detente.report.settlement_map import frontier_table, map_parties, settlement_map, spots_table
from detente.report.spots import known_utility, spots

Result = dict[str, Any]
MOST_PREFERENCES = 8
CONDITIONS = "These are conditions under which a settlement would be accepted, not causes and not advice."


def map_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the settlement map for any two parties, its table, and what the marked settlements say on each issue."""
    choice = settlement_map(run, labels)
    head = Heading(2, "Settlement map", "map")
    if choice is None:
        return [head, say("Fewer than two parties have a utility, so there is no map.")]
    frontier = run["central"]["frontier"]
    tables = tuple(frontier_table(run, w, labels) for w in ("zone", "admissible") if frontier[w]["settlements"])
    text = say(
        "Each mark is a settlement at its utility to two parties, with central inputs.",
        "Right is better for one, up is better for the other.",
        "No mark is recommended. What these two accept, others may refuse.",
    )
    return [
        head,
        text,
        choice,
        Details("All marked settlements and all parties as a table", (spots_table(run, labels),)),
        Details("The marked settlements, issue by issue", (_by_issue(run, labels),)),
        *((Details("The frontiers as tables", tables),) if tables else ()),
    ]


def _by_issue(run: Result, labels: Labels) -> Table:
    marked = spots(run, labels)
    rows: list[tuple[Cell, ...]] = [
        (labels.issue(i["id"]), *(_option(s.options, i["id"], labels) for s in marked)) for i in run["case"]["issues"]
    ]
    names = "".join(column(f"{s.number} {s.name}", "~") for s in marked)
    return table("Options of the marked settlements; a dash: the offer is silent", f"Issue{names}", rows)


def _option(options: dict[str, str], issue: str, labels: Labels) -> str:
    return labels.option(issue, options[issue]) if issue in options else DASH


def offers_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return the offers by party, and how successive drafts moved."""
    head = Heading(2, "Offers and parties", "offers")
    if not run["offers"]["offers"]:
        return [head, say("The case holds no offers.")]
    text = say(
        "Utility in points with central inputs. ✕: below the party's no-deal value.",
        "“2 red”: the offer crosses two red lines of the party.",
    )
    return [
        head,
        text,
        _offers_table(run, labels),
        Details("Which red lines each offer crosses", (_crossed(run, labels),)),
        *_convergence(run, labels),
        Details("What is left between the red lines, issue by issue", (_intersections(run, labels),)),
    ]


def _judged(run: Result) -> list[str]:
    """Return the parties with a utility, then those that only have red lines on an offer."""
    known = map_parties(run)
    others = {p for o in run["offers"]["offers"] for p in o["red_lines"]} - set(known)
    return [*known, *(p["id"] for p in run["case"]["parties"] if p["id"] in others)]


def _offers_table(run: Result, labels: Labels) -> Table:
    parties, floor = _judged(run), run["central"]["no_deal"]
    rows: list[tuple[Cell, ...]] = []
    for o in run["offers"]["offers"]:
        who = labels.party(o["by"]) if o["by"] else DASH
        when = str(o["date"] or DASH) if o["tabled"] else "not tabled"
        known = known_utility(run, o)
        worth = [_worth(known.get(p), floor.get(p), o["red_lines"].get(p) or []) for p in parties]
        rows.append((o["name"], who, when, *worth, labels.party_list(o["accepted_by"])))
    names = "".join(column(labels.party(p)) for p in parties)
    return table("Offers and what they are worth", f"Offer~|By|Date!{names}|Accepted by~", rows)


def _worth(value: float | None, floor: float | None, crossed: list[str]) -> str:
    below = " ✕" if value is not None and floor is not None and value < floor else ""
    red = f" · {len(crossed)} red" if crossed else ""
    return points(value, exact=True) + below + red


def _crossed(run: Result, labels: Labels) -> Table:
    parties = [p for p in _judged(run) if any(o["red_lines"].get(p) for o in run["offers"]["offers"])]
    rows: list[tuple[Cell, ...]] = [
        (o["name"], *("; ".join(labels.issue(i) for i in o["red_lines"].get(p) or []) or "none" for p in parties))
        for o in run["offers"]["offers"]
    ]
    names = "".join(column(labels.party(p), "~") for p in parties)
    return table("Issues on which an offer crosses a red line of the party", f"Offer~{names}", rows)


def _convergence(run: Result, labels: Labels) -> list[Block]:
    steps = run["offers"]["convergence"]
    if not steps:
        return []
    parties = [p for p in map_parties(run) if any(p in s["utility_change"] for s in steps)]
    rows: list[tuple[Cell, ...]] = [
        (
            f"{labels.offer(s['from'])} → {labels.offer(s['to'])}",
            str(s["date"] or DASH),
            decimal(s["distance"]),
            *(signed(s["utility_change"].get(p), exact=True) for p in parties),
            whole(len(s["changed"])),
        )
        for s in steps
    ]
    names = "".join(column(labels.party(p)) for p in parties)
    caption = "Successive tabled drafts: distance, change of utility in points, number of issues changed"
    moved = table(caption, f"Step~|Date!|Distance#{names}|Issues changed#", rows)
    return [Heading(3, "From draft to draft"), moved, Details("Which issues changed", (_changed(steps, labels),))]


def _changed(steps: list[Result], labels: Labels) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"{labels.offer(s['from'])} → {labels.offer(s['to'])}", "; ".join(labels.issue(i) for i in s["changed"]))
        for s in steps
    ]
    return table("Issues that changed from draft to draft", "Step~|Issues changed~", rows)


def _intersections(run: Result, labels: Labels) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            labels.issue(issue),
            "; ".join(labels.option(issue, o) for o in found["not_red"]) or "none",
            "; ".join(labels.option(issue, o) for o in found["acceptable"]) or "none stated",
        )
        for issue, found in run["offers"]["intersections"].items()
    ]
    caption = "Options without a red line of a required party, and options all call acceptable"
    return table(caption, "Issue|On no red line~|Called acceptable by all~", rows)


def acceptability_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return how often each offer and each optimum lies in the zone, and who accepts it how often."""
    head = Heading(2, "Acceptability of offers and optima", "acceptability")
    if not run["acceptability"]:
        return [head, say("There is no offer and no optimum to look at.")]
    parties = list(dict.fromkeys(p for s in run["acceptability"] for p in s["by_party"]))
    rows: list[tuple[Cell, ...]] = [
        (labels.package(s), s["kind"], *(_accepts(s, p, run["draws"]) for p in parties)) for s in run["acceptability"]
    ]
    names = "".join(column(labels.party(p)) for p in parties)
    text = say(
        "Share of draws in which a settlement lies in the zone.",
        "An optimum was picked because it does well, so its share flatters it.",
    )
    by_party = table("Share of draws in which each party accepts", f"Settlement~|Kind{names}", rows)
    return [head, text, acceptability_figure(run, labels), by_party, *_most_accepted(run, labels), *_ranks(run, labels)]


def _most_accepted(run: Result, labels: Labels) -> list[Block]:
    """Return the settlements that are accepted most often, of all of them, with what they say on each issue."""
    found = run["most_accepted"]
    if found["judged"] is None:
        total = count(run["central"]["settlements"]["total"])
        return [say(f"There are {total} settlements, too many to judge one by one; offers and optima stand for them.")]
    if not found["settlements"]:
        return [say(f"None of all {whole(found['judged'])} settlements is accepted by all in any draw.")]
    shares = [share(s["share"], s["se"], found["draws"]) for s in found["settlements"]]
    rows: list[tuple[Cell, ...]] = [
        (labels.issue(i["id"]), *(_option(s["options"], i["id"], labels) for s in found["settlements"]))
        for i in run["case"]["issues"]
    ]
    text = (
        f"Of all {whole(found['judged'])} settlements, judged in {whole(found['draws'])} draws, those that all accept "
        f"most often; {whole(found['tied'])} share the first place. The best of many shares flatters."
    )
    caption = "The settlements that all required parties accept most often, with the share of draws"
    return [Details(caption, (say(text), table(caption, f"Issue{''.join(column(s, '~') for s in shares)}", rows)))]


def _ranks(run: Result, labels: Labels) -> list[Block]:
    """Return for each party how often each settlement is its first and how uncertain its rank is."""
    names = {s["id"]: labels.package(s) for s in run["acceptability"]}
    found: list[Block] = []
    for row in run["ranks"]:
        ranked = sorted(row["packages"], key=lambda p: sum(r * b for r, b in enumerate(p["ranks"])))
        rows: list[tuple[Cell, ...]] = [
            (names[p["id"]], decimal(1 + sum(r * b for r, b in enumerate(p["ranks"])), 1), decimal(p["entropy"], 1))
            for p in ranked
        ]
        title = f"Rank for {labels.party(row['party'], LONG)} among these settlements, over the draws"
        found.append(table(title, "Settlement~|Mean rank#|Entropy, bits#", rows))
    return [Details("How each party ranks them", tuple(found))] if found else []


def _accepts(package: Result, party: str, draws: int) -> str:
    return share(package["by_party"].get(party), package["by_party_se"].get(party), draws)


def preference_blocks(run: Result, labels: Labels) -> list[Block]:
    """Return central preferences: what must be true of the parties for a settlement to be signed."""
    head = Heading(2, "What must be true for a settlement to be signed", "preferences")
    told = [c for c in run["central_preferences"] if c["inputs"]]
    if not told:
        return [head, say("No settlement was accepted in enough draws to say.")]
    text = say(
        "Central preferences: the mean of each input over the draws in which all accept, beside that over all draws.",
        "Shift in standard deviations, largest first.",
    )
    opened = [
        Details(
            _accepting(c, run),
            (_preferences(c, labels, run["draws"]),),
        )
        for c in told
    ]
    caution = Note(CONDITIONS)
    return [head, text, *opened, caution]


def _accepting(told: Result, run: Result) -> str:
    """Return how often a package is accepted, and how often at its central preferences, the confidence factor."""
    accepted = f"{told['name']} (accepted in {whole(told['accepted'])} of {whole(run['draws'])} draws"
    sure = share(told["confidence"], told["confidence_se"], run["sub_samples"]["confidence"])
    return f"{accepted}; with these means as wishes in {sure})"


def _preferences(told: Result, labels: Labels, draws: int) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (labels.input(i["input"]), *_means(i, told, draws), signed(i["shift"], exact=True))
        for i in told["inputs"][:MOST_PREFERENCES]
    ]
    columns = "Input~|Mean, all draws#|Mean, accepted#|Shift#"
    return table(f"Central preferences: {told['name']}", columns, rows)


def _means(row: Result, told: Result, draws: int) -> tuple[str, str]:
    """Return the two means of an input: points, or for a red line the share of draws in which it binds."""
    everywhere, there = row["mean_all"], row["mean_accepted"]
    if ".red_lines" not in row["input"]:
        return points(everywhere), points(there)
    all_draws = share(everywhere, row["mean_all_se"], draws)
    return f"binds in {all_draws}", f"binds in {share(there, row['mean_accepted_se'], told['accepted'])}"
