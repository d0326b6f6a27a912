"""Write case files: a whole case, a changed value in a file that people keep, and either of them safely to disk."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

from detente.case.cross_impact import CrossImpact
from detente.case.document import Place, dotted
from detente.case.fault import Fault, InputFaults
from detente.case.nouns import Case
from detente.formats.flow import flow, word
from detente.formats.plain import plain
from detente.formats.plain.ahead import cross_impact
from detente.formats.yaml import read

WIDTH = 110
INDENT = 2
BLOCK_TEXT = re.compile(r"[^\s][^\t\r\x85\u2028\u2029\ufeff]*[^\s]")
BLOCK = re.compile(r"(?P<head>[|>][-+0-9]*(?P<comment>[ \t]+#[^\n]*)?)\n(?:[ ]*\n)*(?P<indent> +)")
DASH = re.compile(r"^( *)[^\s#-][^\n]*:[^\n]*\n( *)- ", re.MULTILINE)
STEP = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


def save(path: str | Path, text: str) -> None:
    """Write a file whole or not at all: a crash leaves what was there before."""
    target = Path(path).resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def dump(case: Case) -> str:
    """Return a case as the text of its file; reading it gives the same case, with the rows of each party together."""
    return "".join(f"{line}\n" for line in _mapping(plain(case), 0))


def dump_section(key: str, model: CrossImpact) -> str:
    """Return a cross-impact matrix as the text of its section, to stand alone or in a case file."""
    return "".join(f"{line}\n" for line in _mapping({key: cross_impact(model)}, 0))


def edit(text: str, changes: Mapping[str, Any]) -> str:
    r"""Change values at dotted paths (`views.RU.donbas.salience`, `statements[0].verdict`) in the text of a file.

    Comments, order, layout and line endings stay. A value that replaces one is written over it, so that the change is
    one line of a diff; a new key goes to the end of its mapping.

    Raises
    ------
    InputFaults
        When the text cannot be read, or a path leads nowhere.

    Examples
    --------
    >>> edit("a:  {b: 1}  # why\n", {"a.b": 2})
    'a:  {b: 2}  # why\n'
    """
    mark, returns, text = _undressed(text)
    for path, value in changes.items():
        place = place_of(path)
        wanted = deepcopy(read(text).value)
        _set(wanted, place, value)
        text = _changed(text, place, value, wanted)
    return mark + (text.replace("\n", "\r\n") if returns else text)


def append(text: str, key: str, item: Any) -> str:
    r"""Add an item to the end of a list at the top of the text of a file; a list that is not there is begun.

    Comments, order, layout and line endings of all else stay.

    Raises
    ------
    InputFaults
        When the text cannot be read, or no list is there.

    Examples
    --------
    >>> append("a:\n  - 1  # why\nb: 2\n", "a", {"c": 3})
    'a:\n  - 1  # why\n  - {c: 3}\nb: 2\n'
    """
    mark, returns, text = _undressed(text)
    wanted = deepcopy(read(text).value)
    if not isinstance(wanted, dict) or not isinstance(wanted.setdefault(key, []), list):
        raise _lost(key, "it is not a list")
    wanted[key].append(item)
    written = next((held for held in _with_item(text, key, item) if _reads_as(held, wanted)), None)
    if written is None:
        raise _lost(key, "the item cannot be added as the list stands")
    return mark + (written.replace("\n", "\r\n") if returns else written)


def _with_item(text: str, key: str, item: Any) -> Iterator[str]:
    """Return the text with an item at the end of a list, the rest untouched."""
    node = _node(text, (key,))
    if node is None or not node.value:
        lines = "\n".join(_entry(f"{key}:", [item], 0, alone=True))
        yield f"{text.rstrip()}\n\n{lines}\n" if node is None else _filled(text, node, item)
    elif node.flow_style:
        end = node.end_mark.index - 1
        yield f"{text[:end].rstrip()}, {flow(item)}{text[end:]}"
    else:
        indent = " " * node.start_mark.column
        lines = "".join(f"{indent}{line}\n" if line else "\n" for line in _item(item, 0))
        yield _after(text, node, lines)


def _filled(text: str, node: Any, item: Any) -> str:
    end = node.end_mark.index - 1
    return f"{text[:end]}{flow(item)}{text[end:]}"


def _undressed(text: str) -> tuple[str, bool, str]:
    """Return the mark at the head of a text, whether its lines end in returns, and the text without either."""
    mark = text[: text.startswith("\ufeff")]
    returns = 0 < text.count("\r\n") == text.count("\n")
    text = text.removeprefix(mark)
    return mark, returns, text.replace("\r\n", "\n") if returns else text


def _changed(text: str, place: Place, value: Any, wanted: Any) -> str:
    """Return the text with one value changed; written over where that gives what is wanted, else by a round trip."""
    for written in (*_written_over(text, place, value), *_added(text, place, value)):
        if _reads_as(written, wanted):
            return written
    written = _round_trip(text, place, value)
    if not _reads_as(written, wanted):
        raise _lost(dotted(place), "the value cannot be written to a case file")
    return written


def _reads_as(text: str, wanted: Any) -> bool:
    try:
        return read(text).value == wanted
    except InputFaults:
        return False


def place_of(path: str) -> Place:
    """Return the steps of a dotted path; `InputFaults` where it is none."""
    steps = tuple(int(index) if index else key for key, index in STEP.findall(path))
    whole = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    if not steps or whole.removeprefix(".") != path:
        raise _lost(path, "it is not a path; paths are keys with dots between, and [0] for the items of a list")
    return steps


def _lost(path: str, message: str) -> InputFaults:
    return InputFaults("", (Fault(path, None, message),))


def _set(value: Any, place: Place, new: Any) -> None:
    """Set a value in nested plain values; its parent must be there."""
    holder = value
    for depth, step in enumerate(place[:-1]):
        if not _has(holder, step):
            raise _lost(dotted(place), f"there is nothing at {dotted(place[: depth + 1])}")
        holder = holder[step]
    match holder, place[-1]:
        case dict(), str() as key:
            holder[key] = new
        case list(), int() as index if index < len(holder):
            holder[index] = new
        case list(), int():
            raise _lost(dotted(place), f"the list has {len(holder)} items")
        case _:
            raise _lost(dotted(place), f"{dotted(place[:-1]) or 'the file'} does not hold {dotted(place[-1:])}")


def _has(holder: Any, step: str | int) -> bool:
    if isinstance(holder, dict):
        return step in holder
    return isinstance(holder, list) and isinstance(step, int) and step < len(holder)


def _node(text: str, place: Place) -> Any:
    """Return the parser's node at a place; None where there is none."""
    import yaml

    loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    node: Any = yaml.compose(text, Loader=loader)
    for step in place:
        pairs = ((key.value, value) for key, value in node.value) if isinstance(step, str) else enumerate(node.value)
        held: dict[str | int, Any] = dict(pairs)
        if step not in held:
            return None
        node = held[step]
    return node


def _written_over(text: str, place: Place, value: Any) -> Iterator[str]:
    """Return the text with a value replaced where it stands; nothing where there is none, or it is a block of keys."""
    node = _node(text, place)
    if node is None or (isinstance(node.value, list) and not node.flow_style):
        return
    start, end = node.start_mark.index, node.end_mark.index
    block = BLOCK.match(text, start, end)
    if block is None:
        yield text[:start] + " " * (start == end) + flow(value) + text[end:]
        return
    end = start + len(text[start:end].rstrip(" \n"))
    if isinstance(value, str):
        rows = (f"{block['indent']}{row}" if row else "" for row in value.split("\n"))
        yield "\n".join([text[: block.end("head")], *rows]) + text[end:]
    yield text[:start] + flow(value) + (block["comment"] or "") + text[end:]


def _added(text: str, place: Place, value: Any) -> Iterator[str]:
    """Return the text with a new key at the end of its mapping, the rest untouched; nothing where that is not one."""
    holder = _node(text, place[:-1])
    if holder is None or not isinstance(place[-1], str) or not isinstance(holder.value, list) or not holder.value:
        return
    entry = f"{word(place[-1])}: {flow(value)}"
    if holder.flow_style:
        end = holder.end_mark.index - 1
        yield f"{text[:end].rstrip()}, {entry}{text[end:]}"
        return
    yield _after(text, holder, f"{' ' * holder.start_mark.column}{entry}\n")


def _after(text: str, holder: Any, lines: str) -> str:
    """Return the text with lines after the last one of a block."""
    last = holder
    while isinstance(last.value, list) and last.value and not last.flow_style:
        last = last.value[-1][1] if isinstance(last.value[-1], tuple) else last.value[-1]
    end = last.end_mark.index
    if last.end_mark.column == 0:
        return text[:end] + lines + text[end:]
    end = text.find("\n", end) + 1
    return text[:end] + lines + text[end:] if end else f"{text}\n{lines}"


def _round_trip(text: str, place: Place, value: Any) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 10 * len(text) + 1000
    yaml.preserve_quotes = True
    offset = _dash_offset(text)
    yaml.indent(mapping=INDENT, sequence=offset + 2, offset=offset)
    document = yaml.load(text)
    holder = document
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    stream = StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


def _dash_offset(text: str) -> int:
    """Return how far the dashes of a file's first block list stand in from their key."""
    found = DASH.search(text)
    return max(0, len(found[2]) - len(found[1])) if found else INDENT


def _mapping(value: dict[str, Any], depth: int) -> list[str]:
    """Return a mapping as lines, each entry on one line where it fits."""
    lines: list[str] = []
    for key, held in value.items():
        head = f"{' ' * INDENT * depth}{word(key)}:"
        lines += _entry(head, held, depth, alone=depth == 0)
    return lines


def _entry(head: str, value: Any, depth: int, *, alone: bool) -> list[str]:
    """Return `key: value` or `- value` as lines; `alone` puts a filled mapping or list on lines of its own."""
    nested = isinstance(value, dict | list) and bool(value)
    line = f"{head} {flow(value)}"
    if isinstance(value, str) and "\n" in value and BLOCK_TEXT.fullmatch(value):
        indent = " " * INDENT * (depth + 1)
        return [f"{head} |-", *(f"{indent}{row}" if row else "" for row in value.split("\n"))]
    if not nested or (len(line) <= WIDTH and not alone):
        return [line]
    if isinstance(value, dict):
        return [head, *_mapping(value, depth + 1)]
    return [head, *(row for item in value for row in _item(item, depth + 1))]


def _item(value: Any, depth: int) -> list[str]:
    """Return an item of a list as lines; a long mapping begins beside its dash."""
    indent = " " * INDENT * depth
    if isinstance(value, dict) and len(indent) + 2 + len(flow(value)) > WIDTH:
        first, *rest = _mapping(value, depth + 1)
        return [f"{indent}- {first.lstrip()}", *rest]
    return _entry(f"{indent}-", value, depth, alone=False)
