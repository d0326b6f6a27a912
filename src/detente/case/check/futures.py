"""Wider futures: the section `futures` of a case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.check.desk import MISSING, Desk, Missing, Node, listed, show
from detente.case.check.fields import (
    Reader,
    Table,
    build,
    entries,
    fresh_id,
    kept,
    listing,
    one_of,
    record,
    text,
    words,
)
from detente.case.check.levers import NEEDED, changes
from detente.case.check.names import Ids, Names, chosen, marks, sources
from detente.case.check.sections import CODED, rows
from detente.case.check.strategies import check_policies
from detente.case.dated import latest
from detente.case.futures import (
    ANSWERS,
    MOST_BLOCS,
    MOST_CONFIGURATIONS,
    MOST_STRATEGIES,
    SIGNS,
    UTILITY,
    Alliances,
    Apart,
    Axis,
    Factor,
    Futures,
    MorphologicalFactors,
    Pole,
    Strategy,
    Tie,
)
from detente.case.nouns import Case

POLES = 2


def futures(node: Node, names: Names) -> Any:
    """Read `futures`."""
    said: Table = {"why": words, "sources": sources(names), "coded": CODED}
    table: Table = {
        "payoffs": listing(_payoff(names), filled=True, distinct=True),
        "axes": lambda item: _axes(item, names, said),
        "strategies": lambda item: _strategies(item, names, said),
        "box": lambda item: _box(item, said),
        "alliances": lambda item: _alliances(item, said),
        "note": words,
        **marks(names),
    }
    found = build(Futures, record(node, table), ())
    if isinstance(found, Missing) or not node.desk.sound(*node.place):
        return found
    if not (found.axes or found.box or found.alliances):
        return node.fault("it holds no futures", "add axes with strategies, a box, or alliances")
    if bool(found.axes) != bool(found.strategies):
        lacking = "strategies" if found.axes else "axes"
        node.fault(f"strategies are set against worlds; {lacking} are missing", f"add {lacking}, or leave both out")
    return found


def _payoff(names: Names) -> Reader:
    def read(node: Node) -> Any:
        word = words(node)
        allowed = [*ANSWERS, *(f"{UTILITY}{party}" for party in names.party or ())]
        if isinstance(word, Missing) or word in allowed or names.party is None:
            return word
        return node.fault(f"no answer {show(word)}; answers are {listed(allowed)}", node.desk.meant(word, allowed))

    return read


def _axes(node: Node, names: Names, said: Table) -> Any:
    pole: Table = {
        "name": text,
        "changes": changes(names),
        "wild_cards": listing(chosen(_ids(names, "wild_cards"), "wild card", "wild cards are"), distinct=True),
        "why": words,
    }
    table: Table = {
        "id": fresh_id("axis", set()),
        "name": text,
        "poles": lambda item: _poles(item, pole),
        **said,
    }
    needed = ("id", "name", "poles")
    found = kept(build(Axis, record(item, table, needed), needed) for item in rows(node))
    if isinstance(node.value, list) and len(node.value) != POLES:
        return node.fault(f"{len(node.value)} axes; a two by two has {POLES}", "name the two that matter most")
    return found


def _poles(node: Node, table: Table) -> Any:
    whole: Table = {"id": fresh_id("pole", set()), **table}
    found = kept(build(Pole, record(item, whole, ("id", "name")), ("id", "name")) for item in rows(node))
    if isinstance(node.value, list) and len(node.value) != POLES:
        return node.fault(f"{len(node.value)} poles; an axis has {POLES}", "write the two ends")
    if node.desk.sound(*node.place) and not any(pole.changes or pole.wild_cards for pole in found):
        return node.fault("neither pole changes anything", "give one of them changes or wild_cards")
    return found


def _strategies(node: Node, names: Names, said: Table) -> Any:
    table: Table = {
        "id": fresh_id("strategy", set()),
        "name": text,
        "levers": listing(chosen(_ids(names, "levers"), "lever", "levers are"), distinct=True),
        "changes": changes(names),
        **said,
    }
    found = kept(build(Strategy, record(item, table, ("id", "name")), ("id", "name")) for item in rows(node))
    if isinstance(node.value, list) and not POLES <= len(node.value) <= MOST_STRATEGIES:
        count = len(node.value)
        return node.fault(f"{count} strategies; a table has 2 to {MOST_STRATEGIES}", "one alone has nothing to regret")
    return found


def _ids(names: Names, section: str) -> Ids:
    held = names.top.get(section, [])
    if not isinstance(held, list):
        return None
    return {str(row["id"]): None for row in held if isinstance(row, dict) and "id" in row}


def _box(node: Node, said: Table) -> Any:
    held = node.value.get("factors") if isinstance(node.value, dict) else None
    states = {
        key: dict.fromkeys(row["states"])
        for key, row in (held if isinstance(held, dict) else {}).items()
        if isinstance(row, dict) and isinstance(row.get("states"), dict)
    }
    factor: Table = {"name": text, "states": _named, "sources": said["sources"], "coded": said["coded"]}
    both = ("name", "states")
    table: Table = {
        "factors": lambda item: kept(
            build(Factor, record(row, factor, both), both, id=key) for key, row in entries(item, filled=True)
        ),
        "exclude": lambda item: kept(_apart(row, states, said) for row in rows(item)),
    }
    found = build(MorphologicalFactors, record(node, table, ("factors",)), ("factors",))
    if isinstance(found, Missing) or not node.desk.sound(*node.place):
        return MISSING
    if found.configurations > MOST_CONFIGURATIONS:
        message = f"{found.configurations} configurations are more than the {MOST_CONFIGURATIONS} that can be listed"
        node.desk.fault((*node.place, "factors"), message, "leave out factors, or merge states", limit=True)
    elif not _stands(found):
        node.at("exclude").fault("no configuration is left: every one holds an excluded pair", "exclude fewer pairs")
    return found


def _named(node: Node) -> Any:
    found = {key: text(item) for key, item in entries(node, filled=True)}
    return {key: name for key, name in found.items() if not isinstance(name, Missing)}


def _apart(node: Node, states: Mapping[str, Ids], said: Table) -> Any:
    def pair(item: Node) -> Any:
        found: dict[str, str] = {}
        for key, held in entries(item):
            if key not in states:
                held.fault(f"no factor {show(key)}; factors are {listed(states)}", held.desk.meant(key, states))
                continue
            word = chosen(states[key], "state", f"states of {key} are")(held)
            found |= {} if isinstance(word, Missing) else {key: word}
        if isinstance(item.value, dict) and len(item.value) != POLES:
            return item.fault(
                f"{len(item.value)} factors; an exclusion has {POLES}", "write {factor: state, other: state}"
            )
        return found

    return build(Apart, record(node, {"states": pair, **said}, ("states",)), ("states",))


def _stands(box: MorphologicalFactors) -> bool:
    """Return whether some configuration holds no excluded pair, by trying states factor by factor."""
    sizes, barred = [len(factor.states) for factor in box.factors], set(box.pairs)

    def further(taken: tuple[int, ...]) -> bool:
        at = len(taken)
        if at == len(sizes):
            return True
        return any(
            further((*taken, state))
            for state in range(sizes[at])
            if not any(((f, held), (at, state)) in barred for f, held in enumerate(taken))
        )

    return further(())


def _alliances(node: Node, said: Table) -> Any:
    held = node.value.get("blocs") if isinstance(node.value, dict) else None
    blocs = dict.fromkeys(held) if isinstance(held, dict) else None
    seen: dict[frozenset[str], Node] = {}
    bloc = chosen(blocs, "bloc", "blocs are")
    tie: Table = {"between": listing(bloc), "sign": one_of(SIGNS), **said}
    table: Table = {"blocs": _named, "ties": lambda item: kept(_tie(row, tie, seen) for row in rows(item))}
    found = build(Alliances, record(node, table, ("blocs", "ties")), ("blocs", "ties"))
    if isinstance(found, Missing) or not node.desk.sound(*node.place):
        return MISSING
    if len(found.blocs) > MOST_BLOCS:
        message = f"{len(found.blocs)} blocs are more than the {MOST_BLOCS} whose divisions can be tried"
        node.desk.fault((*node.place, "blocs"), message, "leave out those that matter least", limit=True)
    for alone in [key for key in found.blocs if not any(key in row.between for row in found.ties)]:
        node.at("blocs").at(alone).fault("the bloc has no tie", "add one under ties, or remove it")
    return found


def _tie(node: Node, table: Table, seen: dict[frozenset[str], Node]) -> Any:
    needed = ("between", "sign")
    found = build(Tie, record(node, table, needed), needed)
    if isinstance(found, Missing) or not node.desk.sound(*node.place):
        return MISSING
    if len(found.between) != POLES or len(set(found.between)) != POLES:
        told = "with itself" if len(set(found.between)) == 1 else f"of {len(found.between)} blocs"
        return node.at("between").fault(f"a tie {told}; it is between two", "write [one, other]")
    first = seen.setdefault(frozenset(found.between), node)
    if first is node:
        return found
    other = first.value["sign"]
    told = "is given" if other == found.sign else f"are {other}"
    return node.fault(f"{' and '.join(found.between)} {told} in {first.named()} already", "keep one of the two")


def check_futures(desk: Desk, found: dict[str, Any]) -> None:
    """Fault payoffs that the case does not answer, and changes that lead nowhere, alone or in a world."""
    model: Futures | None = found.get("futures")
    if model is None or not desk.sound("futures"):
        return
    _answered(desk, model, found)
    whole = all(key in found and desk.sound(key) for key in NEEDED)
    if model.axes and whole and desk.sound("levers") and desk.sound("wild_cards"):
        held: dict[str, Any] = {"id": "", **found}
        check_policies(desk, Case(**held), model)


def _answered(desk: Desk, model: Futures, found: dict[str, Any]) -> None:
    """Fault payoffs that need a section that is not there, or a party that does not bargain."""
    coded = latest(found.get("no_deal", ()), found["as_of"]) if "as_of" in found else ()
    valued = {row.party for row in coded if row.value is not None}
    bargains = {party.id for party in found.get("parties", ()) if party.required and party.id in valued}
    for k, payoff in enumerate(model.payoffs):
        place = ("futures", "payoffs", k)
        party = payoff.removeprefix(UTILITY)
        if payoff in ("signed", "ratified", "in_force") and found.get("timing") is None:
            desk.fault(place, f"{payoff} needs the section timing", "add timing, or choose zone")
        elif payoff == "lasting" and found.get("durability") is None:
            desk.fault(place, "lasting needs the section durability", "add durability, or choose zone")
        elif party != payoff and party not in bargains:
            desk.fault(
                place, f"{party} is not both required and with a no-deal value", f"choose of {listed(sorted(bargains))}"
            )
