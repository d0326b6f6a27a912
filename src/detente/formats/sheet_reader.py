"""A case read from sheets: every cell becomes a value at a path, and is named where the check finds a fault in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from detente.case.check import Checked, check
from detente.case.document import Place, cut, dotted
from detente.case.fault import InputFaults, unfit
from detente.formats.cells import MARK, OPENERS, Raw, value_of
from detente.formats.plain.talks import in_both_orders
from detente.formats.sheet_assembly import Assembly
from detente.formats.sheets import DATE, HEAD, LAYOUTS, LISTS, PAIRS, QUANTITY, REST, VALUE, Layout, Row, Sheet, Spot
from detente.formats.write import place_of

REMARK = "#"
"""First character of the name of a sheet, or of a heading, that is not read."""
DEEPEST = 10
"""Levels of a heading with dots; no key of a case lies deeper."""
BY_NAME = {layout.name: layout for layout in LAYOUTS}
ORDER = (HEAD, *BY_NAME, REST)
"""Sheets in the order in which they are read: a row stands before those that lie inside it."""
Cells = dict[str, tuple[Raw, Spot]]
"""Heading -> what its cell says and where it is; empty cells are left out."""


def checked(given: Sequence[Sheet], *, file: str, case_id: str) -> Checked:
    """Return what a check finds in a case that stands in sheets; every fault says at which cell.

    Raises
    ------
    InputFaults
        When there is no case at all: no sheet `case`.
    """
    known = [sheet for sheet in given if not sheet.name.startswith(REMARK)]
    if not any(sheet.name == HEAD for sheet in known):
        names = ", ".join(cut(sheet.name) for sheet in known[:9]) or "none"
        hint = f"a case has a sheet {HEAD} with title, as_of and horizon; `detente convert CASE OUT` writes one"
        raise unfit(file, f"there is no sheet called {HEAD}; there are: {names}", hint)
    made = Assembly()
    for sheet in sorted(known, key=lambda sheet: ORDER.index(sheet.name) if sheet.name in ORDER else len(ORDER)):
        _read_sheet(made, sheet)
    _order_parties(made, known)
    return made.told(check(made.document(file), case_id=case_id))


def _order_parties(made: Assembly, given: Sequence[Sheet]) -> None:
    """Put a party that has interactions but no views where its interactions stand among the others."""
    views = made.root.get("views")
    if isinstance(views, dict) and any(sheet.name == "interactions" for sheet in given):
        wishing = [party for party, held in views.items() if set(held) != {"with"}]
        order = in_both_orders(wishing, made.interacting)
        made.root["views"] = {party: views[party] for party in order}


def _read_sheet(made: Assembly, sheet: Sheet) -> None:
    if sheet.name in PAIRS:
        _read_pairs(made, sheet)
    elif sheet.name in BY_NAME:
        _read_rows(made, sheet, BY_NAME[sheet.name])
    else:
        message = f"no sheet is called {cut(sheet.name)}; sheets are {', '.join(ORDER)}"
        made.fault(sheet.spot(0, 0), message, f"begin its name with {REMARK} if it is not to be read")


def _headings(made: Assembly, sheet: Sheet, wanted: Sequence[str]) -> dict[int, str] | None:
    """Return the headings by column; None, with faults, where one that is needed is not there."""
    found: dict[int, str] = {}
    for column, raw in enumerate(sheet.rows[0] if sheet.rows else ()):
        name = "" if raw is None else str(raw).strip()
        if name and name in found.values() and not name.startswith(REMARK):
            made.fault(
                sheet.spot(0, column), f"a second column of {sheet.name} is headed {cut(name)}", "keep one of them"
            )
            name = REMARK
        if name.count(".") > DEEPEST:
            message = f"the heading {cut(name)} is nested deeper than {DEEPEST} levels"
            made.fault(sheet.spot(0, column), message, "no key of a case lies so deep; mend the heading")
            name = REMARK
        if name:
            found[column] = name
    missing = [name for name in wanted if name not in found.values()]
    for name in missing:
        there = ", ".join(map(cut, found.values())) or "none"
        message = f"the sheet {sheet.name} has no column headed {name}; its headings are: {there}"
        made.fault(sheet.spot(0, 0), message, "the first row holds the headings")
    return None if missing else found


def _rows(made: Assembly, sheet: Sheet, wanted: Sequence[str]) -> Iterator[tuple[Cells, Spot]]:
    """Yield the filled cells of every row, and where the row begins; faults where a needed one is empty."""
    headings = _headings(made, sheet, wanted)
    for at, row in enumerate(sheet.rows[1:] if headings else (), start=1):
        held: Cells = {}
        for column, raw in enumerate(row):
            name = (headings or {}).get(column, "")
            if raw is None or (isinstance(raw, str) and not raw.strip()) or name.startswith(REMARK):
                continue
            held[name] = raw, sheet.spot(at, column)
        if "" in held:
            raw, spot = held.pop("")
            made.fault(spot, f"{cut(str(raw))} stands under no heading", "give the column a heading, or clear the cell")
        empty = [name for name in wanted if name not in held]
        if held and not empty:
            yield held, next(spot for _, spot in held.values())
        elif held:
            spot = next(spot for _, spot in held.values())
            message = f"a row of {sheet.name} has nothing under {' and '.join(empty)}"
            made.fault(spot, message, "fill the cell, or clear the row")


def _value(made: Assembly, cell: tuple[Raw, Spot], path: str, place: Place = ()) -> Any:
    """Return the value of a cell under a heading or path; None with a fault where it is none."""
    raw, spot = cell
    try:
        value = value_of(raw)
        return _ids(raw) if _says_ids(path, raw, value) else value
    except ValueError as error:
        made.fault(spot, f"{cut(path)}: {error}", f"text is kept as it stands after an apostrophe: {MARK}", place=place)
        return None


def _says_ids(path: str, raw: Raw, value: Any) -> bool:
    """Return whether a cell lists ids with commas between, some of which may be words such as `true`."""
    listing = path.rpartition(".")[2] in LISTS and isinstance(raw, str) and raw.strip()[0] not in MARK + OPENERS
    return listing and (isinstance(value, bool) or not isinstance(value, int | float))


def _ids(raw: Raw) -> list[str]:
    return [item for part in str(raw).replace(";", ",").split(",") if (item := part.strip())]


def _read_pairs(made: Assembly, sheet: Sheet) -> None:
    """Read a sheet of paths and values."""
    first = PAIRS[sheet.name]
    for held, _ in _rows(made, sheet, (first, VALUE)):
        path = str(held[first][0]).strip()
        try:
            place = place_of(path)
        except InputFaults as error:
            made.fault(held[first][1], f"{cut(path)}: {error.faults[0].message}")
            continue
        made.put(place, _value(made, held[VALUE], path, place), held[VALUE][1])


def _read_rows(made: Assembly, sheet: Sheet, layout: Layout) -> None:
    """Read a sheet of rows; those of the same keys become a list where the layout has dated rows."""
    wanted = [key for key in layout.keys if key != DATE]
    groups: dict[tuple[str, ...], list[tuple[Cells, Spot]]] = {}
    for at, (held, start) in enumerate(_rows(made, sheet, wanted)):
        keys = tuple(_key(held.pop(key, (None, start))[0]) for key in layout.keys)
        groups.setdefault(keys if layout.place[-1] == "*" else (*keys, str(at)), []).append((held, start))
    for keys, rows in groups.items():
        words = keys[: len(layout.keys)]
        home = _home(made, layout, words, rows[0][1])
        for at, (held, start) in enumerate(rows if home else ()):
            _insert(made, (*(home or ()), *([at] if len(rows) > 1 else [])), held, start)


def _key(raw: Raw) -> str:
    """Return an id as it stands in a cell."""
    try:
        value = value_of(raw)
    except ValueError:
        return str(raw)
    return "" if value is None else str(raw).strip() if isinstance(value, bool | int | float) else str(value)


def _home(made: Assembly, layout: Layout, keys: tuple[str, ...], start: Spot) -> Place | None:
    """Return the place of a row, or of its dated rows; None with a fault where there can be none."""
    if layout.name == "interactions":
        made.interacting.append(keys[0])
    if "*" in layout.place[:-1]:
        return _within(made, layout, keys, start)
    words = iter(keys)
    place = tuple(next(words) if step[0] == "{" else step for step in layout.place if step not in ("*", "#"))
    return (*place, made.count(place)) if layout.place[-1] == "#" else place


def _within(made: Assembly, layout: Layout, keys: tuple[str, ...], start: Spot) -> Place | None:
    """Return the place of a row that lies inside a dated one."""
    *owner, day, inner = keys
    above = (layout.place[0], *owner)
    held = made.value(above)
    rows = held if isinstance(held, list) else [held]
    for at, row in enumerate(rows):
        if isinstance(row, dict) and str(row.get(DATE, "")) == day:
            return (*above, *([at] if isinstance(held, list) else []), layout.place[-2], inner)
    dated = f" dated {cut(day)}" if day else " without a date"
    message = f"{dotted(above)} has no row{dated}, to which this row of {layout.name} belongs"
    made.fault(start, message, f"write that row in the sheet {layout.place[0]}, or give this one its date")
    return None


def _insert(made: Assembly, place: Place, held: Cells, start: Spot) -> None:
    """Put one row where it belongs."""
    row, cells = _row(made, held, place)
    if made.put(place, _said(row), start):
        for inner, spot in cells.items():
            made.at((*place, *inner), spot)


class _Spread(dict[str, Any]):
    """A mapping that was spread over columns."""


def _row(made: Assembly, held: Cells, place: Place) -> tuple[Row, dict[Place, Spot]]:
    """Return a row as a nested mapping, and where each of its values stands."""
    row = _Spread()
    cells: dict[Place, Spot] = {}
    for heading, cell in held.items():
        *above, last = heading.split(".")
        inner = (*above, last)
        value = _value(made, cell, heading, (*place, *inner))
        holder: Any = row
        for step in above:
            holder = holder.setdefault(step, _Spread()) if isinstance(holder, _Spread) else None
        if not isinstance(holder, _Spread) or last in holder:
            message = f"{cut(heading)} is filled, and so is a column around or inside it"
            made.fault(cell[1], message, "fill one of the two", place=(*place, *above))
            continue
        holder[last] = value
        for depth in range(len(inner)):
            cells.setdefault(inner[: depth + 1], cell[1])
    return {key: _ranged(value) for key, value in row.items()}, cells


def _ranged(value: Any) -> Any:
    """Return a spread mapping as a plain one; as a number where the middle alone is given."""
    if not isinstance(value, _Spread):
        return value
    if set(value) == {"mid"}:
        return value["mid"]
    return {key: _ranged(held) for key, held in value.items()}


def _said(row: Row) -> Any:
    """Return a row, or what it says in a word or a number; a middle alone is its own range."""
    if set(row) == {VALUE} or set(row) == {"mid"}:
        return next(iter(row.values()))
    if VALUE in row and not set(row) & set(QUANTITY):
        row["mid"] = row.pop(VALUE)
    if "mid" in row and not {"low", "high"} & set(row):
        row |= {"low": row["mid"], "high": row["mid"]}
    return row
