"""What the lint looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from detente.report.blocks import Block, Figure, Heading, Items, Note, Table, Text
from detente.report.brief.assumptions import Turned, turned
from detente.report.brief.judgements import Judgement, judgements
from detente.report.labels import Labels
from detente.report.linear import linear, plain_text
from detente.report.track_record import shipped_record

Result = dict[str, Any]
OWN = (
    "bottom-line",
    "judgements",
    "decisions",
    "alternatives",
    "assumptions",
    "changed",
    "watch",
    "guide",
    "diligence",
)
"""Sections whose words are the brief's own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What keeps a brief a draft: the standard, where, what was read there, and what to do."""

    standard: str
    where: str
    read: str
    todo: str

    def as_row(self) -> dict[str, str]:
        """Return it as plain values."""
        return asdict(self)

    @property
    def text(self) -> str:
        """Return it in one line."""
        name = "due diligence" if self.standard == "gate" else f"standard {self.standard}"
        return f"{name}: {self.where}: {self.read}; {self.todo}"


@dataclass(frozen=True, slots=True)
class Record:
    """A brief as the lint reads it.

    Parameters
    ----------
    run
        The result of `detente run`.
    judgements
        Its key judgements, in order.
    turned
        Its assumptions, in the order in which they are printed.
    sections
        Id of a section -> its blocks, in the order of the whole report.
    track
        The track record that the report shows.
    argument
        What rests on what: a judgement on numbers of the run, these on inputs or claims, these on sources.
    """

    run: Result
    judgements: Sequence[Judgement]
    turned: Sequence[Turned]
    sections: Mapping[str, Sequence[Block]]
    track: Result
    argument: Mapping[str, Sequence[str]]


def record_of(run: Result, labels: Labels, made: Mapping[str, list[Block]]) -> Record:
    """Return the brief of a run as the lint reads it."""
    return Record(run, judgements(run, labels), turned(run, labels), made, shipped_record(), argument_of(run, labels))


def argument_of(run: Result, labels: Labels) -> dict[str, list[str]]:
    """Return what rests on what, as far as a run says: judgements on assumptions or claims, these on sources."""
    found: dict[str, list[str]] = {}
    timing = run["hold"]["timing"]
    rates = [row["path"] for row in timing["assumptions"]] if timing else []
    claims = [row["id"] for row in (run.get("evidence") or {"items": []})["items"]]
    for row in judgements(run, labels):
        behind = claims if row.id.startswith("evidence") else rates if row.id.startswith("hold") else ["inputs"]
        found[row.id] = behind
    for item in (run.get("evidence") or {"items": []})["items"]:
        found[item["id"]] = [*item["copies"]]
    for row in run["inputs"]:
        found.setdefault("inputs", []).append(row["path"])
        found[row["path"]] = [*(row["sources"] or [])]
    return found


def sentences(record: Record) -> Iterator[tuple[str, str]]:
    """Give the brief's own words, with the section that they stand in; names of rows are others' words."""
    for section in OWN:
        for block in linear(record.sections.get(section, ())):
            yield from ((section, text) for text in _said(block) if text)


def _said(block: Block) -> list[str]:
    if isinstance(block, Text):
        return [plain_text(block.runs)]
    if isinstance(block, Note):
        return [block.text]
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Items):
        return [plain_text(item) for item in block.items]
    if isinstance(block, Figure):
        return [block.caption, block.alt]
    return [plain_text(cell) for row in block.rows for cell in row[1:]] if isinstance(block, Table) else []


def figures(record: Record) -> list[Figure]:
    """Return every drawing of the whole report."""
    return [block for held in record.sections.values() for block in linear(held) if isinstance(block, Figure)]
