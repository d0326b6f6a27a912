"""Take in a file that somebody else wrote: bytes to paragraphs, within limits, without what could mislead or obey."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.case.fault import Fault, InputFaults
from detente.evidence.reading.markup import stripped

MOST_BYTES = 1_000_000
MOST_BLOCKS = 20_000
HTML = (".html", ".htm", ".xhtml")
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Control characters, and what hides or turns the direction of text."""
BREAKS = str.maketrans({"\r": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n", "\u00a0": " ", "\t": " "})
LINK = re.compile(r"!?\[([^\[\]\n]{1,300})\]\([^()\s]{0,2000}\)")
MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
LEAD = re.compile(r"(?:#{1,6}|>|[-*\u2022]|\(?\d{1,3}[.)])[ ]+(?=\S)")
ENDED = (".", "!", "?", "\u2026", '"', "\u201d", "\u2019", ":", ")")
LONG_LINE = 60
"""Characters from which a line without a final stop is taken to go on in the next, in a text with wrapped lines."""
WIDEST = 140
"""No line of a text with wrapped lines is longer."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading with the 1-based line that it begins on."""

    line: int
    text: str


def take_in(data: bytes, *, file: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the paragraphs of a plain text, Markdown or HTML file, and notes on what was taken out.

    Raises
    ------
    InputFaults
        When it is empty, larger than `MOST_BYTES` or `MOST_BLOCKS`, not text, or not UTF-8: with the line and the byte.
    """
    text = _decoded(data, file)
    is_html = file.lower().endswith(HTML) or bool(re.match(r"\s*<(?:!doctype html|html)\b", text[:500], re.IGNORECASE))
    if is_html:
        text = stripped(text, file=file)
    text, unseen = UNSEEN.subn("", text.replace("\r\n", "\n").translate(BREAKS))
    blocks = tuple(_blocks(text.split("\n")))
    if not blocks:
        raise _fault(file, "there is no text in it", "give a file with at least one sentence")
    if len(blocks) > MOST_BLOCKS:
        message = f"{len(blocks):,} paragraphs are more than {MOST_BLOCKS:,}"
        raise _fault(file, message, "cut out what matters", limit=True)
    notes = [f"{unseen} invisible or direction-turning characters were taken out"] if unseen else []
    return blocks, tuple(notes)


def _decoded(data: bytes, file: str) -> str:
    if len(data) > MOST_BYTES:
        limit = f"{MOST_BYTES // 1_000_000} MB"
        raise _fault(file, f"it has more than {limit}; an article has some ten KB", "cut out what matters", limit=True)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _fault(file, "it is written as UTF-16; only UTF-8 is read", "save it as UTF-8", line=1)
    if b"\0" in data:
        at = data.index(b"\0")
        raise _fault(file, f"it is no text: byte {at + 1} is zero", "give a text file", line=_line(data, at))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} (0x{data[error.start]:02x}) is not UTF-8"
        raise _fault(file, found, "save it as UTF-8", line=_line(data, error.start)) from None


def _line(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


def _fault(file: str, message: str, hint: str, *, line: int | None = None, limit: bool = False) -> InputFaults:
    return InputFaults(file, (Fault("", line, message, hint, limit=limit),))


def _blocks(lines: list[str]) -> list[Block]:
    """Join wrapped lines; where lines are not wrapped, each is a paragraph of its own."""
    wrapped = any(not line.strip() for line in lines[1:-1]) and max(map(len, lines)) <= WIDEST
    blocks: list[Block] = []
    held: list[str] = []
    begun = 0
    for number, line in enumerate(lines, start=1):
        fresh = bool(LEAD.match(line.lstrip()))
        if held and (fresh or not _goes_on(held[-1], line, wrapped=wrapped)):
            blocks += _block(begun, held)
            held = []
        if line.strip():
            begun = begun if held else number
            held.append(line.strip())
    return blocks + _block(begun, held)


def _goes_on(before: str, line: str, *, wrapped: bool) -> bool:
    if not wrapped or not line.strip():
        return False
    return len(before) >= LONG_LINE or line.lstrip()[:1].islower()


def _block(line: int, held: list[str]) -> list[Block]:
    text = LEAD.sub("", " ".join(held), count=1) if held and LEAD.match(held[0]) else " ".join(held)
    text = " ".join(MARKS.sub("", LINK.sub(r"\1", text)).split())
    return [Block(line, text)] if any(c.isalnum() for c in text) else []
