"""The scenarios of a case file and their conditions."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import MISSING, Missing, Node
from detente.case.check.fields import Table, build, fresh_id, kept, listing, record, text, words
from detente.case.check.names import Names, known_key, marks, outcome, sources
from detente.case.check.sections import CODED
from detente.case.nouns import NO_DEAL, OTHER_SETTLEMENT, Predicate, Scenario

RESERVED = (NO_DEAL, OTHER_SETTLEMENT)


def scenarios(node: Node, names: Names) -> tuple[Scenario, ...]:
    """Read `scenarios`, in order."""
    if not isinstance(node.value, list):
        node.unlike("a list", "begin every scenario with a dash")
        return ()
    own = fresh_id("scenario", set())

    def key(item: Node) -> Any:
        if item.value in RESERVED:
            return item.fault(f'"{item.value}" always exists and cannot be defined', "choose another id")
        return own(item)

    def when(item: Node) -> Any:
        return predicate(item, names)

    said: Table = {"note": words, "sources": sources(names), "coded": CODED, **marks(names)}
    table: Table = {"id": key, "name": text, "when": when, **said}
    needed = ("id", "name", "when")
    return kept(build(Scenario, record(item, table, needed), needed) for item in node.items())


def predicate(node: Node, names: Names) -> Any:
    """Read one condition: issues with their options, and `all`, `any`, `not` beside them; all must hold."""
    if not isinstance(node.value, dict):
        return node.unlike("a condition, as {issue: option}")
    if not node.value:
        return node.fault("the condition is empty; it needs an issue, all, any or not")
    parts = [_part(node.at(key), key, names) for key in node.value]
    if any(isinstance(part, Missing) for part in parts):
        return MISSING
    return parts[0] if len(parts) == 1 else Predicate("all", parts=tuple(parts))


def _part(node: Node, key: str, names: Names) -> Any:
    if key in ("all", "any"):
        return _joined(node, key, names)
    if key == "not":
        inner = predicate(node, names)
        return inner if isinstance(inner, Missing) else Predicate("not", parts=(inner,))
    return _is(node, key, names) if known_key(names, node, "issue") else MISSING


def _joined(node: Node, kind: str, names: Names) -> Any:
    parts = listing(lambda item: predicate(item, names), filled=True)(node)
    return parts if isinstance(parts, Missing) else Predicate(kind, parts=parts)


def _is(node: Node, issue: str, names: Names) -> Any:
    one = outcome(names, issue)
    many = listing(one, filled=True, distinct=True)
    if isinstance(node.value, list):
        found = many(node)
        return found if isinstance(found, Missing) else Predicate("is", issue, found)
    word = one(node)
    return word if isinstance(word, Missing) else Predicate("is", issue, (word,))
