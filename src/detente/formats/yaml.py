"""Read YAML strictly: YAML 1.2 scalars, every value with its line, nothing that a case file does not need.

Events come from libyaml where the PyYAML wheel has it, else from PyYAML's own parser; nothing is ever constructed
from a tag. Sizes are checked before work starts, depth and number of values while it runs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from detente.case.document import Document, Place, cut, dotted
from detente.case.fault import Fault, InputFaults

MAX_BYTES = 5_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000
MAX_FAULTS = 100
MAX_DIGITS = 25

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
REFUSED_CHARACTER = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{BIDI}\ud800-\udfff\ufffe\uffff]")
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
WHOLE = re.compile(r"[-+]?[0-9]+")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
ENDLESS = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: word.lower() == "true" for word in ("true", "True", "TRUE", "false", "False", "FALSE")
}
HINTS = (
    ("mapping values are not allowed", "put text that holds a colon and a space in quotes; check the indentation"),
    ("could not find expected ':'", "write `key: value`"),
    ("did not find expected key", "check the indentation, and write `key: value`"),
    ("expected <block end>", "check the indentation, and that every list item begins with a dash"),
    ("expected '-' indicator", "check the indentation; every list item begins with a dash"),
    ("while scanning a quoted scalar", "close the quote"),
    ("unexpected end of stream", "close the quote"),
    ("expected ',' or", "close the bracket or set a comma"),
    ("cannot start any token", "put text that begins with this sign in quotes"),
)


def read(text: str | bytes, *, file: str = "") -> Document:
    r"""Read one YAML document into plain values.

    Raises
    ------
    InputFaults
        With every tag, anchor, alias, merge key, second value under one key and endless number; or with the fault at
        which reading had to stop: bad syntax, bytes that are not UTF-8, a file too large or nested too deep.

    Examples
    --------
    >>> read("answer: no\nsalience: 1e1").value
    {'answer': 'no', 'salience': 10.0}
    """
    document = parse(text, file=file)
    if document.faults:
        raise InputFaults(file, document.faults)
    return document


def parse(text: str | bytes, *, file: str = "") -> Document:
    """Read one YAML document; what could be read past is kept in the document's `faults`, to be told with the check's.

    Raises
    ------
    InputFaults
        When reading had to stop.
    """
    builder = _Builder()
    try:
        _run(_clean(text), builder)
    except _Stop as stop:
        raise InputFaults(file, (*builder.told(), stop.fault)) from None
    return Document(builder.root, builder.lines, file, builder.told(), frozenset(builder.unread))


def resolve(word: str) -> Any:
    """Return the value of a plain scalar by the core schema of YAML 1.2; text where it is nothing else.

    Raises
    ------
    ValueError
        For an endless number, or one with more digits than any quantity needs.
    """
    if word in CONSTANTS:
        return CONSTANTS[word]
    if word[0] not in "+-.0123456789":
        return word
    if NUMBER.fullmatch(word):
        return _number(word)
    if BASED.fullmatch(word) and len(word) <= MAX_DIGITS:
        return int(word, 0)
    if ENDLESS.fullmatch(word):
        raise ValueError(word)
    return word


def _number(word: str) -> float | int:
    if WHOLE.fullmatch(word):
        if len(word) > MAX_DIGITS:
            raise ValueError(word)
        return int(word)
    value = float(word)
    if value - value != 0.0:
        raise ValueError(word)
    return value


class _Stop(Exception):
    """Reading cannot go on."""

    def __init__(self, line: int | None, message: str, hint: str = "", *, limit: bool = False) -> None:
        super().__init__(message)
        self.fault = Fault("", line, message, hint, limit)


class _Frame:
    """A mapping or list that is being filled; `wants_key` unless a key waits for its value, dropped when `drop`."""

    __slots__ = ("drop", "here", "key", "place", "value", "wants_key")

    def __init__(self, value: dict[str, Any] | list[Any], place: Place) -> None:
        self.value = value
        self.place = place
        self.here = place
        self.key = ""
        self.drop = False
        self.wants_key = isinstance(value, dict)

    def next_place(self) -> Place:
        return (*self.place, len(self.value)) if isinstance(self.value, list) else self.here

    def await_value(self, key: str, place: Place, *, drop: bool = False) -> None:
        self.key, self.here, self.drop, self.wants_key = key, place, drop, False

    def put(self, value: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
            return
        if not self.drop:
            self.value[self.key] = value
        self.wants_key = True


class _Builder:
    """Turns events into plain values, lines and faults."""

    def __init__(self) -> None:
        self.root: Any = None
        self.lines: dict[Place, int] = {(): 1}
        self.faults: list[Fault] = []
        self.anchors: dict[str, int] = {}
        self.uses: dict[int, list[int]] = {}
        self.unread: set[str] = set()
        self.stack: list[_Frame] = []
        self.nodes = 0
        self.documents = 0
        self.steps = {
            "ScalarEvent": self._scalar,
            "MappingStartEvent": self._open_mapping,
            "SequenceStartEvent": self._open_list,
            "MappingEndEvent": self._close,
            "SequenceEndEvent": self._close,
            "AliasEvent": self._alias,
            "DocumentStartEvent": self._document,
        }

    def told(self) -> tuple[Fault, ...]:
        """Return the faults; one of an anchor says how often it is used."""
        told = [*self.faults]
        for place, lines in self.uses.items():
            count = "once" if len(lines) == 1 else f"{len(lines)} times"
            message = f"{told[place].message}; it is used {count}, first in line {lines[0]}"
            told[place] = replace(told[place], message=message, hint="write the value out in each place")
        return tuple(told)

    def _fault(self, event: Any, place: Place, message: str, hint: str = "") -> None:
        self.faults.append(Fault(dotted(place), event.start_mark.line + 1, message, hint))
        if len(self.faults) >= MAX_FAULTS:
            raise _Stop(event.start_mark.line + 1, f"more than {MAX_FAULTS} faults; the rest was not read")

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _Stop(
                event.start_mark.line + 1, "a second document begins here; one file is one case", "remove `---`"
            )

    def _begin(self, event: Any) -> Place:
        """Count a value, keep its line, refuse what it is dressed in; return its place."""
        self.nodes += 1
        line = event.start_mark.line + 1
        if self.nodes > MAX_NODES:
            raise _Stop(
                line, f"more than {MAX_NODES:,} values; a case has some thousands", "split the file", limit=True
            )
        place = self.stack[-1].next_place() if self.stack else ()
        self.lines.setdefault(place, line)
        if event.anchor is not None or event.tag is not None:
            self._dress(event, place)
        return place

    def _dress(self, event: Any, place: Place) -> None:
        if event.anchor is not None:
            self.anchors[event.anchor] = len(self.faults)
            self._fault(event, place, f"the anchor &{cut(event.anchor)} is not allowed", "write the value out")
        if event.tag is not None:
            self._fault(event, place, f"the tag {cut(event.tag)} is not allowed", "remove the tag")

    def _put(self, value: Any) -> None:
        if self.stack:
            self.stack[-1].put(value)
        else:
            self.root = value

    def _scalar(self, event: Any) -> None:
        if self.stack and self.stack[-1].wants_key:
            self._key(event, self.stack[-1])
            return
        place = self._begin(event)
        self._put(self._value(event, place))

    def _value(self, event: Any, place: Place) -> Any:
        word = event.value
        if event.style == '"':
            self._characters(event, place)
        if event.style or event.tag is not None:
            return word
        try:
            return resolve(word)
        except ValueError:
            self._fault(event, place, f"{cut(word)} is not a number that can be read", "quote it if it is text")
            return None

    def _characters(self, event: Any, place: Place) -> None:
        """Refuse what an escape in double quotes may have brought in."""
        found = REFUSED_CHARACTER.search(event.value)
        if found:
            self._fault(event, place, f"the character U+{ord(found[0]):04X} is not allowed in text", "remove it")

    def _key(self, event: Any, frame: _Frame) -> None:
        word = event.value
        place = (*frame.place, word)
        sound = word and word not in frame.value and (word != "<<" or event.style)
        frame.await_value(word, place, drop=not sound)
        if event.anchor is not None or event.tag is not None:
            self._dress(event, place)
        if event.style == '"':
            self._characters(event, place)
        if sound:
            self.lines[place] = event.start_mark.line + 1
        else:
            self._unsound_key(event, frame, place)

    def _unsound_key(self, event: Any, frame: _Frame, place: Place) -> None:
        if not event.value:
            self._fault(event, frame.place, "a key is empty", "write `key: value`")
        elif event.value in frame.value:
            first = self.lines[place]
            self._fault(event, place, f"the key stands twice; first in line {first}", "keep one of the two")
        else:
            self._fault(event, place, "the merge key << is not allowed", "write the values out")

    def _open_mapping(self, event: Any) -> None:
        self._open(event, {})

    def _open_list(self, event: Any) -> None:
        self._open(event, [])

    def _open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        if self.stack and self.stack[-1].wants_key:
            frame = self.stack[-1]
            kind = "mapping" if isinstance(value, dict) else "list"
            self._fault(event, frame.place, f"a {kind} is not a key; keys are text", "quote a key that holds brackets")
            place = (*frame.place, "?")
            frame.await_value("?", place, drop=True)
        else:
            place = self._begin(event)
            self._put(value)
        self.stack.append(_Frame(value, place))
        if len(self.stack) > MAX_DEPTH:
            raise _Stop(event.start_mark.line + 1, f"nested deeper than {MAX_DEPTH} levels; a case needs about ten")

    def _close(self, event: Any) -> None:
        self.stack.pop()

    def _alias(self, event: Any) -> None:
        if self.stack and self.stack[-1].wants_key:
            frame = self.stack[-1]
            place = frame.place
            frame.await_value("?", place, drop=True)
        else:
            place = self.stack[-1].next_place() if self.stack else ()
            self._put(None)
            self.unread.add(dotted(place))
        if event.anchor in self.anchors:  # whose fault is told already
            self.uses.setdefault(self.anchors[event.anchor], []).append(event.start_mark.line + 1)
            return
        self._fault(event, place, f"the alias *{cut(event.anchor)} is not allowed", "write the value out")


def _clean(text: str | bytes) -> str:
    """Return the text of a file, after what can be refused without parsing."""
    size = len(text) if isinstance(text, bytes) or len(text) > MAX_BYTES else len(text.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES // 1_000_000} MB; a case has some hundred KB"
        raise _Stop(None, message, "split it", limit=True)
    decoded = text if isinstance(text, str) else _decode(text)
    decoded = decoded.removeprefix("\ufeff")
    found = REFUSED_CHARACTER.search(decoded)
    if found:
        line = decoded.count("\n", 0, found.start()) + 1
        raise _Stop(line, f"the character U+{ord(found[0]):04X} is not allowed", "remove it; it cannot be seen")
    return decoded


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _Stop(line, f"the byte 0x{data[error.start]:02X} is not UTF-8", "save the file as UTF-8 text") from None


def _run(text: str, builder: _Builder) -> None:
    import yaml

    loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    try:
        parser = loader(text)
        steps = {getattr(yaml, name): step for name, step in builder.steps.items()}
        while (event := parser.get_event()) is not None:
            if step := steps.get(type(event)):
                step(event)
    except yaml.YAMLError as error:
        raise _syntax(error, text) from None
    except (ValueError, OverflowError) as error:
        raise _Stop(None, f"cannot be read as YAML: {cut(str(error))}") from None


def _syntax(error: Any, text: str) -> _Stop:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed")
    hint = next((advice for sign, advice in HINTS if sign in str(error)), "")
    if mark is None:
        return _Stop(None, f"not YAML: {problem}", hint)
    line = text.split("\n")[mark.line : mark.line + 1]
    if line and line[0][mark.column : mark.column + 1] == "\t":
        hint = "indent with spaces, not tabs"
    shown = f"; the line reads '{cut(line[0].strip())}'" if line and line[0].strip() else ""
    return _Stop(mark.line + 1, f"not YAML: {problem}{shown}", hint)
