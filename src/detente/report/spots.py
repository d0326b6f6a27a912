"""The settlements worth a mark on the map: offers, optima, the compromise and the nearest miss, each listed once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from detente.case.nouns import OPEN
from detente.report.labels import Labels, plain

Result = dict[str, Any]
SIGN = {"offer": "●", "illustration": "□", "optimum": "◆", "compromise": "+", "nearest miss": "×"}
MOST_TIES = 5
"""Of tied optima this many are marked; the table of solutions says how many there are."""
SHAPE = {
    "offer": "circle",
    "illustration": "square",
    "optimum": "diamond",
    "compromise": "plus",
    "nearest miss": "cross",
}


def utility_parties(run: Result) -> list[str]:
    """Return the parties whose views cover at least half of the issues, those of the frontier first."""
    seen: dict[str, set[str]] = {}
    for row in run["inputs"]:
        parts = row["path"].split(".")
        if parts[0] == "views" and parts[-1] == "salience":
            seen.setdefault(parts[1], set()).add(parts[2])
    enough = len(run["case"]["issues"]) / 2
    first = run["central"]["frontier"]["parties"]
    known = [p["id"] for p in run["case"]["parties"] if len(seen.get(p["id"], ())) >= enough]
    return [*first, *(p for p in known if p not in first)]


def known_utility(run: Result, settlement: Result) -> dict[str, float]:
    """Return the utilities that mean something.

    An issue left open is worth a party's no-deal value: for a party without one, a settlement that leaves an issue open
    has no utility.
    """
    valued = run["central"]["no_deal"]
    leaves_open = OPEN in settlement["options"].values() or len(settlement["options"]) < len(run["case"]["issues"])
    parties = utility_parties(run)
    found = settlement.get("utility") or {}
    return {p: found[p] for p in parties if found.get(p) is not None and (p in valued or not leaves_open)}


@dataclass(frozen=True, slots=True)
class Spot:
    """One settlement with its number on the map, its names and its utility to each party."""

    number: int
    name: str
    kind: str
    options: dict[str, str]
    utility: dict[str, float]
    in_zone: bool

    @property
    def shape(self) -> str:
        """Marker of the kind; a settlement that is several things has that of the first."""
        return SHAPE[self.kind]


def spots(run: Result, labels: Labels) -> list[Spot]:
    """Return the marked settlements in order, equal ones merged."""
    found: dict[tuple[tuple[str, str], ...], Spot] = {}
    for spot in [*_offers(run), *_optima(run), *_others(run, labels)]:
        key = tuple(sorted(spot.options.items()))
        held = found.get(key)
        if held is None:
            found[key] = replace(spot, number=len(found) + 1)
        elif spot.name not in held.name:
            found[key] = replace(held, name=f"{held.name}; {spot.name}", in_zone=held.in_zone or spot.in_zone)
    return list(found.values())


def _offers(run: Result) -> list[Spot]:
    inside = {s["id"]: s["in_zone"] for s in run["acceptability"]}
    return [
        _spot(run, o["name"], "offer" if o["tabled"] else "illustration", {**o, "in_zone": inside.get(o["id"])})
        for o in run["offers"]["offers"]
    ]


def _spot(run: Result, name: str, kind: str, settlement: Result) -> Spot:
    return Spot(0, name, kind, settlement["options"], known_utility(run, settlement), bool(settlement.get("in_zone")))


def _optima(run: Result) -> list[Spot]:
    central = [
        _spot(run, f"{plain(name)} (central inputs)", "optimum", s)
        for name, solution in run["central"]["solutions"].items()
        for s in solution["settlements"][:MOST_TIES]
    ]
    drawn = [s for s in run["acceptability"] if s["kind"] == "optimum"]
    marked = {tuple(sorted(s.options.items())) for s in central}
    others = [s for s in drawn if tuple(sorted(s["options"].items())) not in marked]
    return central + [_spot(run, plain(s["name"]), "optimum", s) for s in others]


def _others(run: Result, labels: Labels) -> list[Spot]:
    central = run["central"]
    compromise, miss = central["compromise"]["settlements"], central["nearest_miss"]
    found = [_spot(run, "Compromise, nearest admissible settlement", "compromise", s) for s in compromise[:MOST_TIES]]
    if miss is None:
        return found
    below = labels.party_list(p for p, short in miss["short"].items() if short)
    name = f"Nearest miss ({below} below the no-deal value)"
    return found + [_spot(run, name, "nearest miss", s) for s in miss["settlements"][:MOST_TIES]]
