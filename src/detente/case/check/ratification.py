"""The section `ratification`: its steps, their rules, and what only the steps together can show."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import MISSING, Missing, Node, show
from detente.case.check.fields import (
    ID,
    Reader,
    Table,
    build,
    day,
    listing,
    number,
    quantity,
    record,
    text,
    whole,
    words,
)
from detente.case.check.names import Names, chosen, marks, reference, sources
from detente.case.check.rules import SHARE, rule
from detente.case.check.scenarios import predicate
from detente.case.check.sections import CODED, rows
from detente.case.check.views import NONE, scale_bounds
from detente.case.ratification import (
    BY_UTILITY,
    WAIT,
    Poll,
    RatificationStep,
)

MOST = 200
"""Largest number of steps."""
DAYS = (0.0, 36_500.0)


def ratification(node: Node, names: Names) -> tuple[RatificationStep, ...]:
    """Read `ratification`, in order."""
    held = node.value if isinstance(node.value, list) else []
    ids = [row["id"] for row in held if isinstance(row, dict) and isinstance(row.get("id"), str)]
    table = _table(names, dict.fromkeys(ids))
    seen: set[str] = set()
    if len(held) > MOST:
        node.desk.fault(node.place, f"{len(held)} steps are more than the {MOST} that can be worked with", limit=True)
        return ()
    read = [(item, _step(item, table, names, seen)) for item in rows(node)]
    found = [(item, step) for item, step in read if not isinstance(step, Missing)]
    _rings(found)
    _reversions(found, names)
    _basis([(item, step) for item, step in found if item.desk.sound(*item.place)], names)
    return tuple(step for _, step in found)


def _table(names: Names, ids: dict[str, None]) -> Table:
    party = reference(names, "party")
    return {
        "id": _id,
        "by": party,
        "body": text,
        "of": party,
        "when": lambda item: predicate(item, names),
        "rule": lambda item: rule(item, names),
        "reversion": _reversion(names),
        "polls": listing(lambda item: _poll(item, names), filled=True),
        "after": listing(chosen(ids, "step", "steps are", "name one of these"), distinct=True),
        "takes": quantity(*DAYS, sources(names)),
        **marks(names),
        "note": words,
        "sources": sources(names),
        "coded": CODED,
    }


def _id(node: Node) -> Any:
    word = words(node)
    if isinstance(word, Missing) or ID.fullmatch(word):
        return word
    return node.unlike("an id; ids are letters, digits, _ and -, and begin with a letter")


def _reversion(names: Names) -> Reader:
    worth = quantity(*scale_bounds(names.top), sources(names))

    def read(node: Node) -> Any:
        return NONE if node.value == NONE else worth(node)

    return read


def _step(node: Node, table: Table, names: Names, seen: set[str]) -> Any:
    row = record(node, table, ("id", "rule"))
    if isinstance(row, Missing):
        return MISSING
    if row.get("id") in seen:
        node.at("id").fault(f'a second step has the id "{row["id"]}"', "choose another id")
    seen.add(row.get("id", ""))
    if "rule" in row:
        _who(node, row)
    if row.get("reversion") == NONE:
        del row["reversion"]
        row["red_lines_only"] = True
    return build(RatificationStep, row, ("id", "rule"))


def _who(node: Node, row: dict[str, Any]) -> None:
    """Fault a step that nobody decides, and keys that its rule has no use for."""
    kind = row["rule"].kind
    if kind != WAIT and not {"by", "body"} & node.value.keys():
        node.fault("neither by nor body says who decides", "add by: PARTY, or body: the name of who is no party")
    for key in ("reversion", "polls"):
        if key in row and kind not in BY_UTILITY:
            message = f"{key} belongs to the rules {' and '.join(BY_UTILITY)}; this step has the rule {kind}"
            node.at(key).fault(message, f"remove {key}")
    if "reversion" in row and "by" not in node.value:
        node.at("reversion").fault("a reversion is a party's, and by names none", "add by: PARTY")


def _poll(node: Node, names: Names) -> Any:
    table: Table = {
        "date": day,
        "n": whole(1, 100_000_000),
        "share": SHARE,
        "against": SHARE,
        "wording": words,
        "offers": listing(reference(names, "offer"), filled=True, distinct=True),
        "when": lambda item: predicate(item, names),
        "deft": number(0.1, 10.0),
        **marks(names),
        "sources": sources(names),
        "coded": CODED,
    }
    row = record(node, table, ("date", "n"))
    if isinstance(row, Missing):
        return MISSING
    if not {"share", "against"} & node.value.keys():
        node.fault("neither share nor against is given", "add share: the share that accepts, 0-1")
    if not {"offers", "when"} & node.value.keys():
        node.fault("neither offers nor when says which plan was asked about", "add offers: [OFFER] or when: {...}")
    total = row.get("share", 0.0) + row.get("against", 0.0)
    if total > 1.0 + 1e-9:
        node.fault(f"share and against are {show(total)} together; at most 1", "shares are of 1, as 0.39")
    elif total == 0.0 and "share" in row and "against" in row:
        node.fault("share and against are both 0, so nobody has decided", "give the share of yes or of no")
    return build(Poll, row, ("date", "n"))


def _rings(found: list[tuple[Node, RatificationStep]]) -> None:
    """Fault every ring of steps that wait for each other, once."""
    place = {step.id: node for node, step in found}
    after = {step.id: iter(step.after) for _, step in found}
    finished: set[str] = set()
    for start in place:
        trail = {} if start in finished else {start: None}
        while trail:
            last = next(reversed(trail))
            step = next(after[last], None)
            if step is None:
                finished.add(last)
                del trail[last]
            elif step in trail:
                ring = list(trail)[list(trail).index(step) :]
                message = f"the steps {' -> '.join([*ring[:12], step])} wait for each other"
                place[step].at("after").fault(message, "drop one of them from after")
            elif step in place and step not in finished:
                trail[step] = None


def _reversions(found: list[tuple[Node, RatificationStep]], names: Names) -> None:
    """Fault a party of which two steps, or a step and its no-deal value, say what it has if it refuses."""
    no_deal = names.top.get("no_deal")
    first: dict[str, RatificationStep] = {}
    for node, step in found:
        if step.by is None or (step.reversion is None and not step.red_lines_only):
            continue
        other = first.setdefault(step.by, step)
        if isinstance(no_deal, dict) and step.by in no_deal:
            message = f"{step.by} has a no-deal value, which is what it has if it refuses"
            node.at("reversion").fault(message, "keep one of the two")
        elif (other.reversion, other.red_lines_only) != (step.reversion, step.red_lines_only):
            message = f"{step.by} has another reversion in the step {other.id}"
            node.at("reversion").fault(message, "a party has one value without the settlement; write it once")


def _basis(found: list[tuple[Node, RatificationStep]], names: Names) -> None:
    """Fault a ratifier of which nothing says when it would refuse."""
    no_deal = names.top.get("no_deal", {})
    told = {step.by for _, step in found if step.reversion is not None or step.red_lines_only}
    for node, step in found:
        if step.rule.kind not in BY_UTILITY or step.polls or step.by in told:
            continue
        if step.by is None:
            node.fault(f"nothing says how {show(step.body)} would decide", "add polls, or by: PARTY")
        elif isinstance(no_deal, dict) and step.by not in no_deal:
            node.fault(
                f"nothing says when {step.by} would refuse: it has no reversion, no no-deal value and no poll",
                "add reversion: ..., or reversion: none if it consents by its red lines alone",
            )
