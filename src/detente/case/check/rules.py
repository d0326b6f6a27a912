"""The rules by which steps of ratification are decided, with their blocs and quorums."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import MISSING, Missing, Node, listed, show
from detente.case.check.fields import Table, build, flag, listing, number, quantity, record, text, whole
from detente.case.check.names import Names, reference, sources
from detente.case.ratification import ASSENT, OF_MEMBERS, REFERENDUM, RULES, UNANIMITY, VOTE, WAIT, Bloc, Rule

SHARE = number(0.0, 1.0)
SEATS = whole(1, 3000)
MOST_PEOPLE = 10_000_000_000.0
BARE = (ASSENT, REFERENDUM, WAIT)
"""Rules that may be written as one word."""


def rule(node: Node, names: Names) -> Any:
    """Read a rule: one word, or one mapping under its name."""
    if isinstance(node.value, str):
        if node.value in BARE:
            return Rule(node.value)
        hint = "" if node.value in RULES else node.desk.meant(node.value, RULES)
        needs = f"{show(node.value)} needs its members" if node.value in RULES else f"{show(node.value)} is no rule"
        return node.fault(f"{needs}; rules are {', '.join(RULES)}", hint or "write {rule: {key: value}}")
    tables = _rules(names)
    if not isinstance(node.value, dict) or len(node.value) != 1:
        return node.unlike(f"one rule: {' or '.join(BARE)}, or a mapping with one of {listed(tables)}")
    (kind,) = node.value
    if kind not in tables:
        return node.at(kind).fault(f"no rule {show(kind)}; rules are {', '.join(RULES)}", node.desk.meant(kind, RULES))
    table, needed = tables[kind]
    row = record(node.at(kind), table, needed)
    if not isinstance(row, Missing) and "members" in row:
        row["blocs"] = row.pop("members")
    found = build(Rule, row, tuple("blocs" if key == "members" else key for key in needed), kind=kind)
    if not isinstance(found, Missing):
        _quorum(node.at(kind), found)
    return found


def _rules(names: Names) -> dict[str, tuple[Table, tuple[str, ...]]]:
    members: Table = {"members": listing(lambda item: _bloc(item, names, OF_MEMBERS[0]), filled=True)}
    people = listing(lambda item: _bloc(item, names, OF_MEMBERS[1]), filled=True)
    blocs = listing(lambda item: _bloc(item, names, VOTE), filled=True)
    return {
        REFERENDUM: ({"threshold": SHARE, "wording": SHARE}, ()),
        VOTE: ({"seats": SEATS, "needed": SEATS, "blocs": blocs}, ("seats", "needed", "blocs")),
        UNANIMITY: (members, ("members",)),
        OF_MEMBERS[1]: (
            {"members": people, "states": SHARE, "population": SHARE, "blocking": whole(0, 1000)},
            ("members",),
        ),
    }


def _bloc(node: Node, names: Names, kind: str) -> Any:
    own = {"seats": SEATS, "together": flag} if kind == VOTE else {"states": SEATS}
    people = {} if kind in (VOTE, UNANIMITY) else {"population": number(0.0, MOST_PEOPLE)}
    table: Table = {
        "name": text,
        "yes": quantity(0.0, 1.0, sources(names)),
        "party": reference(names, "party"),
        **own,
        **people,
    }
    needed = ("name", *(("seats",) if kind == VOTE else ()), *people)
    row = record(node, table, needed)
    if isinstance(row, Missing):
        return MISSING
    if ("yes" in node.value) == ("party" in node.value):
        both = "both yes and party are" if "yes" in node.value else "neither yes nor party is"
        node.fault(f"{both} given; it is one of them", "keep yes: the probability of a yes, or party: PARTY")
    if "states" in row:
        row["seats"] = row.pop("states")
    return build(Bloc, row, ("name",))


def _quorum(node: Node, found: Rule) -> None:
    """Fault blocs that share a name, more blocs than seats, and a quorum that cannot be met."""
    counted = [bloc.name for bloc in found.blocs]
    for name in dict.fromkeys(name for name in counted if counted.count(name) > 1):
        node.fault(f"two blocs have the name {show(name)}", "give one of them another name")
    held = sum(bloc.seats for bloc in found.blocs)
    if found.kind != VOTE:
        return
    if held > found.seats:
        node.fault(f"the blocs hold {held} seats; there are {found.seats}", "correct seats, or the blocs")
    elif found.needed > held:
        message = (
            f"{found.needed} votes are needed and the blocs hold {held} of {found.seats}; the quorum cannot be met"
        )
        node.fault(message, "lower needed, or add the blocs that are missing")
