"""What holds a deal: the sections `guarantees` and `durability` of a case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.check.desk import MISSING, Desk, Missing, Node, listed
from detente.case.check.fields import (
    Reader,
    Table,
    build,
    day,
    fresh_id,
    kept,
    listing,
    one_of,
    quantity,
    record,
    text,
    words,
)
from detente.case.check.names import Names, chosen, marks, per_party, reference, sources
from detente.case.check.scenarios import predicate
from detente.case.check.sections import CODED, rows
from detente.case.check.views import scale_bounds
from detente.case.durable import REFERENCE_CLASSES, Breach, Durability, Guarantee, Phase, PhaseOrder

SHARE = (0.0, 1.0)
DAYS = (0.0, 36_500.0)
MONTHS = (0.0, 1_200.0)
FRAILTY = (0.01, 100.0)
DISCOUNT = (0.001, 10.0)


def guarantees(node: Node, names: Names) -> tuple[Guarantee, ...]:
    """Read `guarantees`."""
    cited = sources(names)
    share = quantity(*SHARE, cited)
    table: Table = {
        "id": fresh_id("guarantee", set()),
        "name": text,
        "by": reference(names, "party"),
        "for": listing(reference(names, "party"), filled=True, distinct=True),
        "strength": share,
        "detection": share,
        "lag": quantity(*DAYS, cited),
        "when": lambda item: predicate(item, names),
        "date": day,
        **marks(names),
        "note": words,
        "sources": cited,
        "coded": CODED,
    }
    return kept(_guarantee(item, table) for item in rows(node))


def _guarantee(node: Node, table: Table) -> Any:
    needed = ("id", "name", "by", "for", "strength", "detection", "lag")
    row = record(node, table, needed)
    if isinstance(row, Missing):
        return MISSING
    if "by" in row and row["by"] in row.get("for", ()):
        node.at("for").fault(f"{row['by']} would guarantee itself", "name the parties that it protects")
    protects = row.pop("for", MISSING)
    if isinstance(protects, Missing):
        return MISSING
    return build(Guarantee, row, tuple(key for key in needed if key != "for"), protects=protects)


def durability(node: Node, names: Names) -> Any:
    """Read `durability`."""
    cited = sources(names)
    table: Table = {
        "reference_class": one_of(REFERENCE_CLASSES),
        "frailty": quantity(*FRAILTY, cited),
        "discount": quantity(*DISCOUNT, cited),
        "breach": lambda item: _breaches(item, names),
        "broken": lambda item: _broken(item, names),
        "phases": lambda item: _phases(item, names),
        "orders": lambda item: _orders(item, names),
        **marks(names),
        "why": words,
        "sources": cited,
        "coded": CODED,
    }
    found = build(Durability, record(node, table, ("reference_class",)), ("reference_class",))
    if not isinstance(found, Missing) and found.orders:
        _orders_hold(node, found)
    return found


def _breaches(node: Node, names: Names) -> tuple[Breach, ...]:
    points = quantity(*scale_bounds(names.top), sources(names))
    table: Table = {
        "unanswered": points,
        "answered": points,
        **marks(names),
        "why": words,
        "sources": sources(names),
        "coded": CODED,
    }
    return kept(iter(per_party(node, names, lambda party, item: _breach(party, item, table)).values()))


def _broken(node: Node, names: Names) -> dict[str, Any]:
    points = quantity(*scale_bounds(names.top), sources(names))
    return per_party(node, names, lambda _, value: points(value))


def _breach(party: str, node: Node, table: Table) -> Any:
    needed = ("unanswered", "answered")
    found = build(Breach, record(node, table, needed), needed, party=party)
    if not isinstance(found, Missing) and found.answered.mid > found.unanswered.mid:
        message = f"an answered breach is worth {found.answered.mid:g}, more than {found.unanswered.mid:g} unanswered"
        node.fault(message, "write what the party has while nobody answers under unanswered")
    return found


def _phases(node: Node, names: Names) -> tuple[Phase, ...]:
    held = list(rows(node))
    ids = dict.fromkeys(str(item.value["id"]) for item in held if isinstance(item.value, dict) and "id" in item.value)
    points = quantity(*scale_bounds(names.top), sources(names))
    table: Table = {
        "id": fresh_id("phase", set()),
        "name": text,
        "delivers": _deliveries(names),
        "after": listing(chosen(ids, "phase", "phases are"), distinct=True),
        "months": quantity(*MONTHS, sources(names)),
        "standing": lambda item: per_party(item, names, lambda _, value: points(value)),
        **marks(names),
        "note": words,
        "sources": sources(names),
        "coded": CODED,
    }
    needed = ("id", "name", "delivers")
    found = [(item, build(Phase, record(item, table, needed), needed)) for item in held]
    sound = {phase.id: (item, phase) for item, phase in found if not isinstance(phase, Missing)}
    _delivered_once(sound)
    _no_ring(sound)
    return tuple(phase for _, phase in sound.values())


def check_broken(desk: Desk, held: dict[str, Any]) -> None:
    """Fault what a broken deal leaves a party without a no-deal value: it raises the bar by the difference."""
    row = held.get("durability")
    if not row or "no_deal" not in held or not desk.sound("no_deal"):
        return
    valued = {own.party for own in held["no_deal"] if own.value is not None}
    for party in row.broken:
        if party not in valued:
            message = f"{party} has no no-deal value with which this could be compared"
            desk.fault(("durability", "broken", party), message, "give it one under no_deal, or drop it here")


def _deliveries(names: Names) -> Reader:
    issues = listing(reference(names, "issue"), filled=True, distinct=True)
    return lambda node: per_party(node, names, lambda _, item: issues(item))


def _delivered_once(phases: Mapping[str, tuple[Node, Phase]]) -> None:
    """Fault an issue that two phases deliver: it is then unclear when it counts."""
    first: dict[str, str] = {}
    for node, phase in phases.values():
        for party, issues in phase.delivers.items():
            for issue in issues:
                if first.setdefault(issue, phase.id) != phase.id:
                    message = f"{issue} is delivered in the phase {first[issue]} already"
                    node.at("delivers").at(party).fault(message, "keep it in one phase, or split the issue")


def _no_ring(phases: Mapping[str, tuple[Node, Phase]]) -> None:
    """Fault phases that wait for one another: take away what waits for nothing until nothing is left, or a ring."""
    waits = {key: {step for step in phase.after if step in phases} for key, (_, phase) in phases.items()}
    while ready := [key for key, after in waits.items() if not after]:
        waits = {key: after.difference(ready) for key, after in waits.items() if key not in ready}
    if not waits:
        return
    ring = [next(iter(waits))]
    while (step := min(waits[ring[-1]])) not in ring:
        ring.append(step)
    ring = [*ring[ring.index(step) :], step]
    node, _ = phases[step]
    node.at("after").fault(f"the phases {' -> '.join(ring)} wait for one another", "drop one of these from after")


def _orders(node: Node, names: Names) -> tuple[PhaseOrder, ...]:
    table: Table = {
        "id": fresh_id("order", set()),
        "name": text,
        "phases": listing(words, filled=True, distinct=True),
        "note": words,
        "sources": sources(names),
        "coded": CODED,
    }
    needed = ("id", "name", "phases")
    return kept(build(PhaseOrder, record(item, table, needed), needed) for item in rows(node))


def _orders_hold(node: Node, row: Durability) -> None:
    """Fault an order that names an unknown phase, leaves one out, or runs against what a phase waits for."""
    if not (node.desk.sound(*node.place, "phases") and node.desk.sound(*node.place, "orders")):
        return
    phases = {phase.id: phase for phase in row.phases}
    for k, order in enumerate(row.orders):
        held = node.at("orders").at(k).at("phases")
        for at, name in enumerate(order.phases):
            if name not in phases:
                held.at(at).fault(f'no phase "{name}"; phases are {listed(phases)}', node.desk.meant(name, phases))
                continue
            early = [step for step in phases[name].after if step not in order.phases[:at]]
            if early:
                message = f"{name} comes before {listed(early)}, for which it waits"
                held.at(at).fault(message, "put it later, or drop the other from its after")
        left = [name for name in phases if name not in order.phases]
        if left:
            held.fault(f"the order leaves out {listed(left)}", "name every phase once")
