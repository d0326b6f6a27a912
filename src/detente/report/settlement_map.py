"""The settlement map: what each settlement is worth to any two parties, with both frontiers and the no-deal lines."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from detente.report.blocks import Choice, Figure, Pair, Table, column, table
from detente.report.digits import DASH, count, points
from detente.report.labels import Labels
from detente.report.map_drawing import HEIGHT, map_parts, ordered, thinned
from detente.report.spots import SIGN, Spot, spots, utility_parties
from detente.report.svg import drawing

Result = dict[str, Any]
MOST_PARTIES = 8
"""Up to this many parties every pair is drawn both ways; beyond, the map keeps the parties of the frontier first."""
MOST_ROWS = 60


def map_parties(run: Result) -> list[str]:
    """Return the parties that the map can show, those of the frontier first."""
    return utility_parties(run)[:MOST_PARTIES]


def settlement_map(run: Result, labels: Labels) -> Choice | None:
    """Return one map for every ordered pair of parties with a utility; None when fewer than two have one."""
    parties = map_parties(run)
    if len(parties) < 2:
        return None
    marked = spots(run, labels)
    pairs = tuple(Pair(a, b, _map(run, (a, b), marked, labels)) for a, b in permutations(parties, 2))
    return Choice("settlement-map", tuple((p, labels.party(p)) for p in parties), pairs)


def spots_table(run: Result, labels: Labels) -> Table:
    """Return the marked settlements with their utility to each party on the map."""
    parties = map_parties(run)
    rows = [
        (
            str(s.number),
            f"{SIGN[s.kind]} {s.name}",
            s.kind,
            *(_points(s, p, run) for p in parties),
            "yes" if s.in_zone else "no",
        )
        for s in spots(run, labels)
    ]
    names = "".join(column(labels.party(p)) for p in parties)
    caption = "Settlements on the map: utility in points, central inputs"
    return table(caption, f"No.|Settlement~|Kind{names}|In the zone", rows)


def _points(spot: Spot, party: str, run: Result) -> str:
    value, floor = spot.utility.get(party), run["central"]["no_deal"].get(party)
    below = value is not None and floor is not None and value < floor
    return points(value, exact=True) + (" ✕" if below else "")


def frontier_table(run: Result, which: str, labels: Labels) -> Table:
    """Return up to 60 settlements of a frontier, evenly taken, with their utilities."""
    parties = run["central"]["frontier"]["parties"]
    listed = thinned(ordered(run, which), MOST_ROWS)
    rows = [(str(i + 1), *(points(s["utility"].get(p), exact=True) for p in parties)) for i, s in enumerate(listed)]
    size = run["central"]["frontier"][which]["size"]
    names = "".join(column(labels.party(p)) for p in parties)
    return table(f"Frontier of the {_set(which)}: {len(rows)} of {size:,} settlements", f"No.{names}", rows)


def _set(which: str) -> str:
    return "zone" if which == "zone" else "admissible set"


def _map(run: Result, pair: tuple[str, str], marked: list[Spot], labels: Labels) -> Figure:
    names = [labels.party(p) for p in pair]
    title = f"Settlement map: {names[0]} across, {names[1]} up"
    above = f"{_both(run, pair, marked, labels)}{_missing(pair, marked)}"
    alt = f"Settlements by utility to {names[0]} and to {names[1]}, in points. {above}"
    id_ = f"map-{_slug(pair[0])}-{_slug(pair[1])}"
    return Figure(
        id_,
        title,
        drawing(id_, HEIGHT, title, alt, map_parts(run, pair, marked, labels)),
        alt,
        _pair_table(run, pair, marked, labels),
        f"{above} {_caption(run, pair, labels)}",
        _key(run, pair, marked),
        tuple(f"{SIGN[s.kind]} {s.name}" for s in marked),
    )


def _missing(pair: tuple[str, str], marked: list[Spot]) -> str:
    absent = [str(s.number) for s in marked if any(p not in s.utility for p in pair)]
    if not absent:
        return ""
    why = "what they leave open has no worth to a party without a no-deal value"
    return f" Not drawn: numbers {', '.join(absent)}; {why}."


def _slug(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "-" for c in text)


def _both(run: Result, pair: tuple[str, str], marked: list[Spot], labels: Labels) -> str:
    floor = run["central"]["no_deal"]
    valued = [p for p in pair if floor.get(p) is not None]
    if not valued:
        return "Neither of these two has a no-deal value in this case."
    good = [s for s in marked if all(s.utility.get(p, floor[p] - 1.0) >= floor[p] for p in valued)]
    whom = labels.party_list(valued)
    which = ", ".join(str(s.number) for s in good)
    return f"At or above the no-deal value of {whom}: " + (f"numbers {which}." if good else "none of the marked.")


def _caption(run: Result, pair: tuple[str, str], labels: Labels) -> str:
    both = run["central"]["frontier"]
    if set(pair) != set(both["parties"]):
        return f"Dots: settlements on the frontiers of {labels.party_list(both['parties'])}, as these two see them."
    size, inside = (count({"value": both[w]["size"], "exact": both[w]["exact"]}) for w in ("admissible", "zone"))
    thin = f"Thin dashed line: frontier of the admissible set, red lines ignored ({size} settlements)."
    if not both["zone"]["settlements"]:
        return f"{thin} The zone is empty with the central inputs, so it has no frontier."
    return f"{thin} Thick line: frontier of the zone ({inside} settlements)."


def _key(run: Result, pair: tuple[str, str], marked: list[Spot]) -> tuple[str, ...]:
    kinds = {s.kind for s in marked}
    signs = tuple(f"{sign} {kind}" for kind, sign in SIGN.items() if kind in kinds)
    lines = any(run["central"]["no_deal"].get(p) is not None for p in pair)
    return (*signs, "long dashes: no-deal values") if lines else signs


def _pair_table(run: Result, pair: tuple[str, str], marked: list[Spot], labels: Labels) -> Table:
    rows = [(str(s.number), s.name, *(_points(s, p, run) for p in pair)) for s in marked]
    names = "".join(column(labels.party(p)) for p in pair)
    caption = f"Marked settlements: utility in points ({DASH} none, ✕ below the no-deal value)"
    return table(caption, f"No.|Settlement~{names}", rows)
