"""Tables of the exchange model: rows that begin with #A (actor), #P (issue), #M (end of a scale), #D (stand), #C.

Cells are divided by tabs, semicolons or commas and may stand in single quotes. The lowest and the highest #M of an
issue are the ends of its scale, 0 and 100 where there is none. An actor without a #D on an issue does not stand on it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from detente.case.actor_table import ActorTable, Stand
from detente.formats.markup import short
from detente.formats.table_reader import Row, TableReader, figure, rows_of, text_of, written

MARKS = ("#A", "#P", "#M", "#D", "#C", "#N", "#/")
"""What rows begin with; the last three hold comments."""
QUOTE = "'"


def is_first(text: str) -> bool:
    """Return whether a text begins as such a table does."""
    return text.lstrip().lstrip(QUOTE)[:2].upper() in MARKS


def read(data: bytes, *, file: str = "") -> ActorTable:
    r"""Return the table of a file.

    Raises
    ------
    InputFaults
        With every fault and its line.

    Examples
    --------
    >>> text = b"#A;A\n#A;B\n#P;tax\n#M;tax;0\n#M;tax;10\n#D;A;tax;2;50;1\n"
    >>> found = read(text)
    >>> found.issues[0].high, found.stands[0].salience, found.full
    (10.0, 50.0, False)
    """
    text = text_of(data, file)
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = next((mark for mark in "\t;," if mark in first), "\t")
    rows = rows_of(text, file, delimiter=delimiter, quote=QUOTE)
    reader = TableReader(file)
    notes: list[str] = []
    ends: dict[str, list[float]] = {}
    for take in (_declare, _scale, _stand):
        for row in rows:
            take(reader, row, ends, notes)
    return reader.table(Path(file).stem or "exchange", " ".join(notes))


def _declare(reader: TableReader, row: Row, ends: dict[str, list[float]], notes: list[str]) -> None:
    """Take actors, issues and comments, which may stand below rows that use them."""
    del ends
    line, (mark, *cells) = row
    mark = mark.upper()
    if mark not in MARKS:
        reader.fault(line, f"a row begins with {short(mark)}; rows begin with {', '.join(MARKS[:5])}")
    elif mark in MARKS[:2]:
        name, note = (cells + [""])[0], next((cell for cell in reversed(cells[1:]) if cell and cell != cells[0]), "")
        (reader.actor if mark == "#A" else reader.issue)(name, line, note)
    elif mark in MARKS[4:]:
        notes.append(" ".join(cell for cell in cells if cell))


def _scale(reader: TableReader, row: Row, ends: dict[str, list[float]], notes: list[str]) -> None:
    """Take ends of scales."""
    del notes
    line, (mark, *cells) = row
    if mark.upper() != "#M":
        return
    if len(cells) < 2:
        reader.fault(line, "a row #M names an issue and an end of its scale")
    elif cells[0] not in reader.issues:
        _unknown(reader, line, "issue", "#P", cells[0])
    else:
        value = reader.number(cells[1], line, "the end of the scale")
        low, high = ends[cells[0]] = [*_spanned(ends.get(cells[0], []), value)]
        if low < high:
            reader.issues[cells[0]] = replace(reader.issues[cells[0]], low=low, high=high)


def _spanned(held: list[float], value: float) -> tuple[float, float]:
    """Return the ends of what was read of a scale so far, and of one value more."""
    return min([*held, value]), max([*held, value])


def _stand(reader: TableReader, row: Row, ends: dict[str, list[float]], notes: list[str]) -> None:
    """Take stands, when all is declared."""
    del notes
    line, (mark, *cells) = row
    if mark.upper() != "#D":
        return
    while len(cells) > 5 and not cells[-1]:
        cells.pop()
    if len(cells) != 5:
        reader.fault(line, f"a row #D has {len(cells)} cells after its mark: actor, issue, position, salience, power")
        return
    actor, issue = cells[:2]
    if actor not in reader.actors:
        _unknown(reader, line, "actor", "#A", actor)
    if issue not in reader.issues:
        _unknown(reader, line, "issue", "#P", issue)
        return
    scale = reader.issues[issue]
    if len(set(ends.get(issue, [0.0, 1.0]))) < 2:
        reader.fault(line, f"the scale of {short(issue)} has one end only", "add a row #M with the other")
        return
    position = reader.number(cells[2], line, "position", scale.low or 0.0, 100.0 if scale.high is None else scale.high)
    salience, power = reader.number(cells[3], line, "salience", 0, 100), reader.number(cells[4], line, "power", 0)
    if actor in reader.actors:
        reader.stand(Stand(actor, issue, position, salience, power), line)


def _unknown(reader: TableReader, line: int, what: str, mark: str, name: str) -> None:
    reader.fault(line, f"no {what} {short(name)} is declared", f"add a row {mark} with its name")


def write(table: ActorTable) -> tuple[str, tuple[str, ...]]:
    """Return a table as text, and what that does not hold."""
    cells: list[list[str]] = [["#C", table.note]] if table.note else []
    cells += [["#A", actor.name, actor.name, actor.note] for actor in table.actors]
    for issue in table.issues:
        low, high = _ends(table, issue.name) if issue.low is None or issue.high is None else (issue.low, issue.high)
        cells.append(["#P", issue.name, issue.name, issue.note])
        cells += [["#M", issue.name, figure(end)] for end in (low, high)]
    for row in table.stands:
        numbers = (row.position, row.salience, row.capability)
        cells.append(["#D", row.actor, row.issue, *map(figure, numbers)])
    lost = {"the title": True, "that the scale has no ends": any(issue.low is None for issue in table.issues)}
    return written(cells, delimiter="\t", quote=QUOTE), tuple(what for what, is_lost in lost.items() if is_lost)


def _ends(table: ActorTable, issue: str) -> tuple[float, float]:
    """Return ends for a scale that has none: those of the positions on it."""
    held = [row.position for row in table.stands if row.issue == issue]
    low, high = min(held), max(held)
    return (low, high) if low < high else (low, low + 1.0)
