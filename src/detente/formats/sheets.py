"""A whole case as sheets: one for each kind of row, and one for what is written once, path by path.

`sheets(case)` lays a case out, `detente.formats.sheet_reader` reads it back. What carries the sheets, a workbook or
text, is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from detente.case.check.fields import ID
from detente.case.nouns import Case
from detente.formats.cells import MARK, Raw, cell_of
from detente.formats.plain import plain

Spot = tuple[int | None, str]
"""Where a cell is: the line for messages, and the name of the cell where the carrier has names for them."""
Row = dict[str, Any]
HEAD, REST = "case", "more"
"""Sheets of pairs: what a case says once, and the sections that have no sheet of their own."""
PAIRS = {HEAD: "key", REST: "path"}
"""Sheet of pairs -> heading of its first column; the second is `value`."""
VALUE, DATE = "value", "date"
QUANTITY = ("low", "mid", "high")
WHOLE = ("when", "rule", "red_lines", "delivers")
"""Keys whose mapping stays in one cell."""
LISTS = (
    "sources", "also", "accepts", "red_lines", "relative_to", "parties", "after", "for", "phases", "offers",
)  # fmt: skip
"""Keys of lists of ids: in a cell they stand with commas between, without brackets."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of cells, headings first.

    Parameters
    ----------
    name
        As `views`.
    rows
        Rows of cells; rows may differ in length.
    spot
        Where the cell of a row and a column, both from 0, is.
    """

    name: str
    rows: tuple[tuple[Raw, ...], ...]
    spot: Callable[[int, int], Spot] = lambda row, column: (row + 1, "")


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of row.

    Parameters
    ----------
    name
        Of the sheet.
    place
        Path of a row in the case file: `{party}` is a key, which has a column; `#` is an item of a list; `*` is one
        row alone or a list of dated ones.
    usual
        Headings that stand there even where no row fills them.
    scalar
        Heading of a row that is one word.
    """

    name: str
    place: tuple[str, ...]
    usual: tuple[str, ...] = ()
    scalar: str = VALUE

    @property
    def keys(self) -> tuple[str, ...]:
        """Headings of the keys, first in the sheet; below a `*`, the date says which of the rows is meant."""
        inside = [DATE if step == "*" else step[1:-1] for step in self.place if step == "*" or step[0] == "{"]
        return tuple(inside[:-1] if self.place[-1] == "*" else inside)

    @property
    def section(self) -> str:
        """Key of the section that holds the rows."""
        return self.place[0]


def _range(key: str) -> tuple[str, ...]:
    return tuple(f"{key}.{bound}" for bound in QUANTITY)


LAYOUTS = (
    Layout("sources", ("sources", "{source}"), ("title", "url", "date", "grade")),
    Layout("parties", ("parties", "{party}"), ("name", "role", "required", *_range("leverage"), "sources", "note")),
    Layout("issues", ("issues", "{issue}"), ("name", "deferrable")),
    Layout("options", ("issues", "{issue}", "options", "{option}"), ("name", "score"), "name"),
    Layout("forbid", ("forbid", "#"), ("why",)),
    Layout(
        "views",
        ("views", "{party}", "{issue}", "*"),
        (*_range("salience"), *_range("position"), "accepts", "red_lines", "flexibility", "date", "sources", "coded"),
    ),
    Layout("worths", ("views", "{party}", "{issue}", "*", "worth", "{option}"), QUANTITY),
    Layout("interactions", ("views", "{party}", "with", "#"), ("when", "worth")),
    Layout("no_deal", ("no_deal", "{party}", "*"), (VALUE, *QUANTITY, "date", "why", "sources", "coded")),
    Layout("offers", ("offers", "{offer}"), ("name", "by", "date")),
    Layout("statements", ("statements", "#"), ("party", "offer", "verdict", "date", "sources")),
    Layout("scenarios", ("scenarios", "#"), ("id", "name", "when")),
    Layout("correlation", ("correlation", "#"), ("inputs", "rho")),
    Layout("trajectories", ("trajectories", "#"), ("party", "issue", "points")),
    Layout("tracks", ("tracks", "{track}"), ("name", "kind", "parties")),
    Layout("venue_criteria", ("venue_criteria", "{criterion}"), ("name",)),
    Layout("venues", ("venues", "{venue}"), ("name",)),
    Layout("ratification", ("ratification", "#"), ("id", "rule", "when")),
    Layout("guarantees", ("guarantees", "#"), ("id", "name", "by", "for")),
    Layout("levers", ("levers", "#"), ("id", "name", "owner", "changes")),
    Layout("wild_cards", ("wild_cards", "#"), ("id", "name", "kind", "changes")),
    Layout("hypotheses", ("hypotheses", "{hypothesis}"), ("name", *_range("prior"))),
    Layout("claims", ("claims", "#"), ("id", "text", "source")),
    Layout("indicators", ("indicators", "#"), ("id", "name", "by")),
)  # fmt: skip
"""The kinds of rows, in the order of their sheets; the rows of one kind may lie inside those of another."""
ALWAYS = ("parties", "issues", "options", "views", "no_deal")
"""Sheets that are written though empty: the first that somebody fills."""


def sheets(case: Case) -> tuple[Sheet, ...]:
    """Return a case as sheets; reading them gives the same case."""
    left = plain(case)
    # interactions stand under a party like an issue: they are taken before its views are looked through
    inside_first = sorted(LAYOUTS, key=lambda layout: (-sum(map(_is_word, layout.place)), "*" in layout.place))
    rows = {layout.name: list(_taken(left, layout.place)) for layout in inside_first}
    tables = [_table(layout, rows[layout.name]) for layout in LAYOUTS if rows[layout.name] or layout.name in ALWAYS]
    once = {key: left.pop(key) for key in tuple(left) if not isinstance(left[key], dict | list)}
    return _pairs(HEAD, once), *tables, *([_pairs(REST, left)] if left else [])


Keys = tuple[str | None, ...]


def _taken(held: Any, place: tuple[str, ...], keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Take rows out of a case; yield each with its keys."""
    if not place:
        yield keys, held
        return
    step, *rest = place
    more = tuple(rest)
    if step == "*" or step == "#":
        for item in held if isinstance(held, list) else [held]:
            yield from _taken(item, more, (*keys, item.get(DATE)) if more else keys)
    elif step[0] == "{":
        for key, item in held.items():
            yield from _taken(item, more, (*keys, key))
    elif step in held:
        inner = any(_is_word(other) for other in more)
        yield from _taken(held[step] if inner else held.pop(step), more, keys)


def _is_word(step: str) -> bool:
    """Return whether a step of a layout is a key of the case file itself."""
    return step not in ("#", "*") and step[0] != "{"


def _table(layout: Layout, rows: list[tuple[Keys, Any]]) -> Sheet:
    flat = [dict(_columns(_record(layout, row))) for _, row in rows]
    ranged = {name.removesuffix(".mid") for name in (*layout.usual, *chain(*flat)) if name.endswith(".mid")}
    flat = [{_in_range(name, value, ranged): value for name, value in row.items()} for row in flat]
    headings = _ordered([*layout.usual, *chain(*flat)])
    cells = [
        (*map(cell_of, keys), *(_cell(name, row.get(name)) for name in headings))
        for (keys, _), row in zip(rows, flat, strict=True)
    ]
    return Sheet(layout.name, ((*layout.keys, *headings), *cells))


def _record(layout: Layout, row: Any) -> Row:
    if isinstance(row, dict):
        return row
    return {layout.scalar if isinstance(row, str) else "mid": row}


def _columns(row: Row, head: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the heading and the value of each cell of a row, mappings spread over columns as `salience.low`."""
    for key, value in row.items():
        if isinstance(value, dict) and key not in WHOLE and _spreads(value):
            yield from _columns(value, f"{head}{key}.")
        else:
            yield f"{head}{key}", value


def _spreads(value: Row) -> bool:
    """Return whether a mapping can be spread over columns and be put together again."""
    return bool(value) and all(map(ID.fullmatch, value)) and ("mid" not in value or "low" in value)


def _in_range(name: str, value: Any, ranged: set[str]) -> str:
    """Return the heading of a number: that of the middle, where others of its column have a range."""
    return f"{name}.mid" if name in ranged and isinstance(value, int | float) else name


def _ordered(names: list[str]) -> list[str]:
    """Return headings once each, those of one mapping side by side."""
    groups: dict[str, dict[str, None]] = {}
    for name in names:
        groups.setdefault(name.partition(".")[0], {})[name] = None
    return [name for group in groups.values() for name in group]


def _cell(heading: str, value: Any) -> Raw:
    """Return the cell of a value; a text under the heading of a list, as of an issue called `sources`, is marked."""
    raw = cell_of(value)
    if heading.rpartition(".")[2] not in LISTS:
        return raw
    if isinstance(value, str) and raw == value:
        return MARK + value
    ids = isinstance(value, list) and value and all(isinstance(item, str) and ID.fullmatch(item) for item in value)
    return ", ".join(value) if ids else raw


def _pairs(name: str, held: Row) -> Sheet:
    rows = [(path, _cell(path, value)) for path, value in _leaves(held)]
    return Sheet(name, ((PAIRS[name], VALUE), *rows))


def _leaves(held: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the path and the value of everything that is one cell."""
    last = path.rpartition(".")[2]
    if isinstance(held, dict) and held and last not in WHOLE and all(map(ID.fullmatch, held)):
        for key, value in held.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(held, list) and any(isinstance(item, dict) for item in held):
        for at, item in enumerate(held):
            yield from _leaves(item, f"{path}[{at}]")
    else:
        yield path, held
