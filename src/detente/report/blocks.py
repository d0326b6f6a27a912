"""The report as an ordered list of blocks; every format is written from it, so all carry the same numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address: http, https, or `#id` for a place in the same report."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Strong:
    """A text with weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A short label such as `illustrative`, `judged` or `stale`."""

    text: str
    kind: str = ""


Run: TypeAlias = str | Link | Strong | Mark
Runs: TypeAlias = tuple[Run, ...]
Cell: TypeAlias = str | Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is the anchor of its section."""

    level: int
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `kind` is empty, `lead` or `small`."""

    runs: Runs
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A caution that belongs to what stands above it."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts; `ordered` numbers them, `nav` makes it the table of contents."""

    items: tuple[Runs, ...]
    ordered: bool = False
    nav: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `kind` is empty, `n` (numbers), `w` (long text) or `s` (short, never broken)."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its text alternative and the table of the numbers that it shows.

    `key` explains its signs; `numbered` names the marks that carry numbers, from 1.
    """

    id: str
    title: str
    svg: str
    alt: str
    table: Table
    caption: str = ""
    key: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks that open on demand."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One drawing of a choice: the figure for a party across and a party up."""

    across: str
    up: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Choice:
    """Figures of which two pickers choose one; `names` are `(id, name)` of what can be picked."""

    id: str
    names: tuple[tuple[str, str], ...]
    pairs: tuple[Pair, ...]


Block: TypeAlias = Heading | Text | Note | Items | Table | Figure | Details | Choice


KINDS = {"#": "n", "~": "w", "!": "s"}


def table(caption: str, columns: str, rows: Iterable[tuple[Cell, ...]]) -> Table:
    """Return a table from column names parted by `|`; a last `#` means numbers, `~` long text, `!` never broken.

    Examples
    --------
    >>> table("Counts", "what|count#", [("zone", "3")]).columns[1]
    Column(name='count', kind='n')
    """
    named = (Column(n[:-1], KINDS[n[-1]]) if n[-1:] in KINDS else Column(n) for n in columns.split("|"))
    return Table(caption, tuple(named), tuple(rows))


def column(name: str, kind: str = "#") -> str:
    """Return a name as a column for `table`, whatever signs it holds."""
    return f"|{name.replace('|', '/')}{kind}"


def say(*sentences: str, kind: str = "") -> Text:
    """Return sentences as one paragraph."""
    return Text((" ".join(s for s in sentences if s),), kind)
