"""XML read safely into elements with lines: no document type, no entity, bounded size and depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from detente.case.fault import Fault, InputFaults

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
MAX_ELEMENTS = 200_000


@dataclass(frozen=True, slots=True)
class Element:
    """An element: its tag, attributes, children, and the line where it begins. Text between tags is not kept."""

    tag: str
    attributes: Mapping[str, str]
    line: int
    children: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        """Yield the children with a tag."""
        return (child for child in self.children if child.tag == tag)

    def below(self, tag: str) -> Iterator[Element]:
        """Yield the descendants with a tag, in file order."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.below(tag)


def elements(data: bytes, *, file: str) -> Element:
    """Return the root element of an XML file.

    Raises
    ------
    InputFaults
        When the file is too large or nested too deep, declares a document type, or is not well-formed.
    """
    if len(data) > MAX_BYTES:
        raise stop(file, None, f"the file has more than {MAX_BYTES // 1_000_000} MB", "a domain has some hundred KB")
    builder = _Builder(file)
    try:
        builder.parser.Parse(data, True)
    except InputFaults:
        raise
    except expat.ExpatError as error:
        raise stop(file, error.lineno, f"not well-formed XML: {expat.ErrorString(error.code)}") from None
    except (ValueError, LookupError) as error:
        raise stop(file, None, f"the encoding cannot be read: {error}", "save the file as UTF-8") from None
    return builder.root[0]


def stop(file: str, line: int | None, message: str, hint: str = "", *, where: str = "") -> InputFaults:
    """Return the one fault at which reading ends."""
    return InputFaults(file, (Fault(where, line, message, hint),))


class _Builder:
    def __init__(self, file: str) -> None:
        self._file = file
        self.root: list[Element] = []
        self._open: list[Element] = []
        self._count = 0
        parser: Any = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._document_type
        self.parser = parser

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        line = self.parser.CurrentLineNumber
        if self._count > MAX_ELEMENTS:
            raise stop(self._file, line, f"more than {MAX_ELEMENTS:,} elements")
        if len(self._open) >= MAX_DEPTH:
            raise stop(self._file, line, f"nested deeper than {MAX_DEPTH} elements")
        element = Element(tag, attributes, line)
        (self._open[-1].children if self._open else self.root).append(element)
        self._open.append(element)

    def _end(self, tag: str) -> None:
        del tag
        self._open.pop()

    def _document_type(self, *declared: object) -> None:
        del declared
        line = self.parser.CurrentLineNumber
        raise stop(self._file, line, "it declares a document type (DTD)", "take the DOCTYPE and its entities out")
