"""Where the values of a YAML text stand in it, and the text with some of them written over or taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.case.document import Place
from detente.formats.flow import flow


def composed(text: str) -> Any:
    """Return the parser's tree of a text: nodes that know where they begin and end."""
    import yaml

    loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    return yaml.compose(text, Loader=loader)


def below(node: Any, place: Place) -> Any:
    """Return the node at a place below another; None where there is none."""
    for step in place:
        pairs = ((key.value, value) for key, value in node.value) if isinstance(step, str) else enumerate(node.value)
        held: dict[str | int, Any] = dict(pairs)
        if step not in held:
            return None
        node = held[step]
    return node


def in_one_go(text: str, values: Mapping[Place, Any]) -> str | None:
    """Return a text with several values written over where they stand; None where one is new, or is a block."""
    root, pieces = composed(text), []
    for place, value in values.items():
        node = below(root, place)
        if node is None or (isinstance(node.value, list) and not node.flow_style):
            return None
        start, end = node.start_mark.index, node.end_mark.index
        if text[start : start + 1] in ("|", ">"):
            return None
        pieces.append((start, end, " " * (start == end) + flow(value)))
    return _spliced(text, pieces)


def _spliced(text: str, pieces: list[tuple[int, int, str]]) -> str | None:
    parts, at = [], 0
    for start, end, written in sorted(pieces):
        if start < at:
            return None
        parts += [text[at:start], written]
        at = end
    return "".join([*parts, text[at:]])


def without_key(text: str, place: Place) -> str | None:
    """Return a text without a key and its value; None where it is the only one, or not one of a mapping."""
    holder = below(composed(text), place[:-1])
    pairs = holder.value if holder is not None and isinstance(place[-1], str) else []
    names = [key.value for key, _ in pairs if not isinstance(key, int)] if isinstance(pairs, list) else []
    if holder is None or place[-1] not in names or len(names) == 1:
        return None
    k = names.index(place[-1])
    if holder.flow_style:
        first, last = (
            (pairs[k - 1][1].end_mark, pairs[k][1].end_mark) if k else (pairs[0][0].start_mark, pairs[1][0].start_mark)
        )
        return text[: first.index] + text[last.index :]
    start = text.rfind("\n", 0, pairs[k][0].start_mark.index) + 1
    end = text.find("\n", _last(pairs[k][1]).end_mark.index - 1) + 1
    return text[:start] + (text[end:] if end else "")


def _last(node: Any) -> Any:
    while isinstance(node.value, list) and node.value and not node.flow_style:
        node = node.value[-1][1] if isinstance(node.value[-1], tuple) else node.value[-1]
    return node
