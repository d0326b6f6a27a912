"""The numbers of one forecast: probabilities that sum to one, or are said to; quantiles that rise."""

from __future__ import annotations

from typing import Any

from detente.case.check.desk import MISSING, Missing, Node, listed
from detente.case.check.fields import number
from detente.ledger.records import BINARY, Question

EXACT = 1e-9
ROUNDED = 0.005
"""How far a probability may be off that was printed in whole percent."""
SHARE = number(0.0, 1.0)
VALUE = number(-1e300, 1e300)


def probabilities(node: Node, question: Question) -> Any:
    """Read the probabilities of a question's bins: a number (binary), a list in the order of the bins, or by bin.

    Returns them divided by their sum, and as stated where that was needed. A sum that rounding to whole percent
    explains is divided out and noted; any other is a fault, which shows what the division would give. A bin that is
    left out of a mapping counts as 0, and is named.
    """
    read = _by_bin(node, question)
    if isinstance(read, Missing):
        return MISSING
    total, silent = sum(read), _left_out(node, question)
    if silent and abs(total - 1.0) <= ROUNDED * len(read) + EXACT:
        node.desk.note(node.place, silent, "write 0 for a bin that is ruled out")
    if abs(total - 1.0) <= EXACT:
        return tuple(x / total for x in read), ()
    divided = tuple(x / total for x in read) if total > 0.0 else ()
    shown = ", ".join(f"{name} {x:.4f}" for name, x in zip(question.bins, divided, strict=False))
    if abs(total - 1.0) > ROUNDED * len(read) + EXACT:
        told = f"the probabilities sum to {total:g}, not to 1{silent and f'; {silent}'}"
        return node.fault(told, f"divided by their sum: {shown}" if shown else "")
    node.desk.note(node.place, f"the probabilities sum to {total:g}, as rounded ones may; divided by it: {shown}")
    return divided, tuple(read)


def _left_out(node: Node, question: Question) -> str:
    """Return which bins a mapping leaves out, in words; empty where it names all, and for a list or a number."""
    left = [name for name in question.bins if isinstance(node.value, dict) and name not in node.value]
    return f"no probability for {listed(left)}, which counts as 0" if left else ""


def _by_bin(node: Node, question: Question) -> Any:
    if isinstance(node.value, dict):
        return _named(node, question)
    if question.type == BINARY and not isinstance(node.value, list):
        p = SHARE(node)
        return p if isinstance(p, Missing) else [p, 1.0 - p]
    if not isinstance(node.value, list):
        return node.unlike(f"a list of {len(question.bins)} probabilities, one for each bin")
    if len(node.value) != len(question.bins):
        return node.fault(f"{len(node.value)} probabilities for {len(question.bins)} bins: {listed(question.bins)}")
    return _all([SHARE(item) for item in node.items()])


def _named(node: Node, question: Question) -> Any:
    unknown = [key for key in node.value if key not in question.bins]
    for key in unknown:
        node.at(key).fault(f"no such bin; there are {listed(question.bins)}", node.desk.meant(key, question.bins))
    read = {key: SHARE(node.at(key)) for key in node.value if key in question.bins}
    return MISSING if unknown else _all([read.get(name, 0.0) for name in question.bins])


def quantiles(node: Node) -> Any:
    """Read quantiles, a mapping from levels between 0 and 1 to numbers; both must rise together."""
    if not isinstance(node.value, dict) or not node.value:
        return node.unlike("a mapping from levels to numbers, as {0.1: 20, 0.5: 45, 0.9: 80}")
    read = [(_level(node.at(key), key), VALUE(node.at(key))) for key in node.value]
    if any(isinstance(part, Missing) for pair in read for part in pair):
        return MISSING
    pairs = sorted(read)
    if any(a[0] == b[0] or a[1] > b[1] for a, b in zip(pairs, pairs[1:], strict=False)):
        return node.fault("the quantiles do not rise with their levels", "write a larger number at each higher level")
    return tuple(pairs)


def _level(node: Node, key: Any) -> Any:
    try:
        level = float(key)
    except (ValueError, OverflowError):
        level = -1.0
    return level if 0.0 < level < 1.0 else node.fault(f"{key} is no level between 0 and 1")


def _all(read: list[Any]) -> Any:
    return MISSING if any(isinstance(x, Missing) for x in read) else read
