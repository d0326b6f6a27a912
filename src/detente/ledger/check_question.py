"""The questions of a ledger file: what each must say, and whether its parts fit together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from detente.case.check.desk import MISSING, Missing, Node
from detente.case.check.fields import Table, build, day, entries, flag, listing, number, one_of, record, text
from detente.formats.yaml import REFUSED_CHARACTER
from detente.ledger.check_forecast import probabilities
from detente.ledger.records import BINARY, MULTI_CLASS, NUMERIC, QUESTION_TYPES, YES_NO, Ledger, Question

FEWEST_BINS = 2
LONGEST = 4_000
"""Characters of a text."""


def said(node: Node) -> Any:
    """Read text of a record: not empty, of bearable length, without characters that a terminal would obey."""
    found = text(node)
    if not isinstance(found, str):
        return found
    if len(found) > LONGEST or REFUSED_CHARACTER.search(found):
        return node.fault(
            f"the text has more than {LONGEST} characters, or one that cannot be printed", "write it anew"
        )
    return found


QUESTION: Table = {
    "statement": said, "rule": said, "opened": day, "horizon": day, "type": one_of(QUESTION_TYPES),
    "bins": listing(said, filled=True, distinct=True), "early": flag, "condition": said, "unit": said,
    "base_rate": listing(number(0.0, 1.0)), "source": said, "note": said,
}  # fmt: skip
NEEDS = ("statement", "rule", "opened", "horizon")
WHY = {
    "horizon": "without one a probability says nothing: write the date by which it must have happened",
    "rule": "without one nobody can say what came true: write what must be seen, and where",
}


def questions(node: Node | None, before: Ledger) -> Iterator[tuple[str, Question]]:
    """Read the section `questions`; one with a fault, or with an id that is taken, is left out."""
    for key, item in () if node is None else entries(node):
        row = record(item, QUESTION)
        if isinstance(row, Missing):
            continue
        for need in NEEDS:
            if need not in item.value:
                item.fault(f'the key "{need}" is missing', WHY.get(need, f"add {need}: ..."))
        if key in before.questions:
            item.fault(f'there is a question "{key}" already', "choose another id; a question never changes")
        elif (made := build(Question, row, NEEDS, id=key)) is not MISSING and (whole := _whole(item, made)):
            yield key, whole


def _whole(node: Node, made: Question) -> Question | None:
    """Return a question whose parts fit together; fault those that do not."""
    told = len(node.desk.faults)
    if made.horizon <= made.opened:
        node.fault(f"the horizon, {made.horizon}, is not after {made.opened}, when it opened", "write a later horizon")
    if made.type == NUMERIC and not made.unit:
        node.fault("the answer is a number without a unit", "add unit: ...")
    if made.type == NUMERIC and made.bins:
        node.at("bins").fault("a numeric question has no bins", "remove them, or make the question ordered")
    if made.type == BINARY and not made.bins:
        made = replace(made, bins=YES_NO)
    count = len(made.bins)
    if made.type == BINARY and count != FEWEST_BINS:
        node.at("bins").fault(f"{count} bins, a binary question has two", f"make it {MULTI_CLASS}, or leave bins out")
    elif made.type != NUMERIC and count < FEWEST_BINS:
        node.fault(f"{count} bins; at least two are needed, of which exactly one comes true", "add bins: [...]")
    if made.base_rate:
        share = probabilities(node.at("base_rate"), made)
        made = made if isinstance(share, Missing) else replace(made, base_rate=share[0])
    return made if len(node.desk.faults) == told else None
