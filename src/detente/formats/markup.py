"""XML read safely into elements with lines: no document type, no entity, bounded size and depth.

`Reader` takes numbers and names from elements and gathers every fault of a file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from detente.case.fault import Fault, InputFaults

MAX_TEXT, MAX_NAME = 2_000, 500
"""Characters of one attribute, and of the name of an issue, a value, a domain or a profile."""
MAX_DEPTH = 20
MAX_ELEMENTS = 200_000
UNNAMEABLE = (
    f"is no name: allowed are 1 to {MAX_NAME} characters, none of which moves a screen or turns the direction of text"
)
UNNAMEABLE_SIGN = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn the direction of text, and halves of characters."""
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its tag, attributes, children, and the line where it begins; its text where that was asked for."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, without blanks around it."""
        return "".join(self.texts).strip()

    def all(self, tag: str) -> Iterator[Element]:
        """Yield the children with a tag."""
        return (child for child in self.children if child.tag == tag)

    def below(self, tag: str) -> Iterator[Element]:
        """Yield the descendants with a tag, in file order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.below(tag)


def elements(data: bytes, *, file: str, texts: bool = False) -> Element:
    """Return the root element of an XML file, with the text between tags if `texts`.

    Raises
    ------
    InputFaults
        When the file is nested too deep or holds too much, declares a document type, or is not well-formed.
    """
    builder = _Builder(file, texts)
    try:
        builder.parser.Parse(data, True)
    except InputFaults:
        raise
    except expat.ExpatError as error:
        raise stop(file, error.lineno, f"not well-formed XML: {_reason(error.code)}") from None
    except (ValueError, LookupError):
        raise stop(file, None, "the encoding that it names cannot be read", "save the file as UTF-8") from None
    return builder.root[0]


def _reason(code: int) -> str:
    """Return what is wrong in the words of the parser; its commonest ones begin as the message does."""
    return expat.ErrorString(code).replace("not well-formed (invalid token)", "a character that cannot stand here")


def stop(file: str, line: int | None, message: str, hint: str = "", *, where: str = "") -> InputFaults:
    """Return the one fault at which reading ends."""
    return InputFaults(file, (Fault(where, line, message, hint),))


class Reader:
    """One file with the faults found so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, element: Element, where: str, message: str, hint: str = "") -> None:
        """Add a fault at an element."""
        self.faults.append(Fault(where, element.line, message, hint))

    def number(
        self, element: Element, name: str, where: str, *, low: float = -math.inf, high: float = math.inf
    ) -> float:
        """Return a number of an attribute; NaN with a fault where it is none or out of bounds."""
        word = element.attributes.get(name)
        if word is None:
            self.fault(element, where, f"the attribute {name} is missing")
            return math.nan
        value = float(word) if NUMBER.fullmatch(word.strip()) else math.nan
        if not math.isfinite(value):
            self.fault(element, where, f"{name} is {short(word)}, not a number")
            return math.nan
        if not low <= value <= high:
            bounds = f"at least {low:g}" if high == math.inf else f"between {low:,.15g} and {high:,.15g}"
            self.fault(element, where, f"{name} is {short(word)}; allowed is {bounds}")
            return math.nan
        return value

    def name(self, element: Element, key: str, what: str) -> str:
        """Return a name of an attribute, without blanks around it; empty with a fault where it is none."""
        word = element.attributes.get(key, "").strip()
        if not word:
            self.fault(element, "", f"{what} has no {key}")
        elif not named(word):
            self.fault(element, "", f"the {key} {short(word)} of {what} {UNNAMEABLE}")
            return ""
        return word

    def done(self) -> None:
        """Raise `InputFaults` when there are faults."""
        if self.faults:
            raise InputFaults(self.file, tuple(self.faults))


def named(word: str) -> bool:
    """Return whether a word can name something: neither blank nor too long, and without control characters."""
    return bool(word.strip()) and len(word) <= MAX_NAME and not UNNAMEABLE_SIGN.search(word)


def short(word: str) -> str:
    """Return the beginning of what was read, in quotes."""
    return f'"{word[:40]}{"..." if len(word) > 40 else ""}"'


class _Builder:
    def __init__(self, file: str, texts: bool) -> None:
        self._file = file
        self.root: list[Element] = []
        self._open: list[Element] = []
        self._count = 0
        parser: Any = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._document_type
        if texts:
            parser.buffer_text = True
            parser.CharacterDataHandler = self._characters
        self.parser = parser

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        line = self.parser.CurrentLineNumber
        if self._count > MAX_ELEMENTS:
            raise stop(self._file, line, f"more than {MAX_ELEMENTS:,} elements")
        if len(self._open) >= MAX_DEPTH:
            raise stop(self._file, line, f"nested deeper than {MAX_DEPTH} elements")
        if max(map(len, (tag, *attributes, *attributes.values()))) > MAX_TEXT:
            raise stop(self._file, line, f"an attribute of more than {MAX_TEXT:,} characters")
        element = Element(tag, attributes, line)
        (self._open[-1].children if self._open else self.root).append(element)
        self._open.append(element)

    def _characters(self, text: str) -> None:
        held = self._open[-1].texts
        held.append(text)
        if sum(map(len, held)) > MAX_TEXT and "".join(held).strip():
            raise stop(self._file, self.parser.CurrentLineNumber, f"a text of more than {MAX_TEXT:,} characters")

    def _end(self, tag: str) -> None:
        del tag
        self._open.pop()

    def _document_type(self, *declared: object) -> None:
        del declared
        line = self.parser.CurrentLineNumber
        raise stop(self._file, line, "it declares a document type (DTD)", "take the DOCTYPE and its entities out")
