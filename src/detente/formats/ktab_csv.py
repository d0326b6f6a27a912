"""Scenarios of KTAB-SMP in CSV.

The first row holds name, description, number of actors and of dimensions; the second the header `Actor, Description,
Power` and, for each dimension, its name and that of its salience; then an actor a row. Positions and saliences are on
0-100, and the saliences of an actor sum to at most 100. Cells may be padded, and a row may end in a comma.
"""

from __future__ import annotations

from detente.case.actor_table import ActorTable, Stand, capabilities
from detente.case.fault import Unanswerable
from detente.formats.table_reader import Row, TableReader, figure, rows_of, text_of, written

FIXED = ("Actor", "Description", "Power")
SLACK = 1e-6
"""By how much a sum of saliences may pass 100, for decimals that were cut."""


def read(data: bytes, *, file: str = "") -> ActorTable:
    r"""Return the table of a file.

    Raises
    ------
    InputFaults
        With every fault and its line.

    Examples
    --------
    >>> text = b"Talks,of two,2,1,\nActor,Description,Power,Border,Sal1,\nA,one,10,0,50,\nB,two,20,100,60,\n"
    >>> found = read(text)
    >>> found.title, [issue.name for issue in found.issues], found.stands[1].position
    ('Talks', ['Border'], 100.0)
    """
    reader = TableReader(file)
    rows = [_without_end(row) for row in rows_of(text_of(data, file), file)]
    title, note, actors, dimensions = _first(reader, rows)
    _header(reader, rows[1] if len(rows) > 1 else (None, []), dimensions)
    names = [*reader.issues]
    for line, cells in rows[2:]:
        _actor(reader, line, cells, names)
    if len(rows) - 2 != actors:
        reader.fault(rows[0][0], f"{actors} actors are announced; there are {len(rows) - 2} rows of actors")
    return reader.table(title, note)


def _without_end(row: Row) -> Row:
    line, cells = row
    return (line, cells[:-1]) if cells and not cells[-1] else row


def _first(reader: TableReader, rows: list[Row]) -> tuple[str, str, int, int]:
    wanted = "name, description, number of actors, number of dimensions"
    if not rows or len(rows[0][1]) != 4:
        held = f"{len(rows[0][1])} cells" if rows else "no row"
        reader.fault(rows[0][0] if rows else None, f"it begins with {held}; the first row holds {wanted}")
        reader.done()
    line, (title, note, *counts) = rows[0]
    sizes = [
        reader.number(word, line, what, 1, 10_000) for word, what in zip(counts, ("actors", "dimensions"), strict=True)
    ]
    if any(size % 1 for size in sizes if size == size):
        reader.fault(line, "numbers of actors and dimensions are whole")
    if len(rows) < 2:
        reader.fault(line, "there is no header below the first row")
    reader.done()
    return title, note, int(sizes[0]), int(sizes[1])


def _header(reader: TableReader, row: tuple[int | None, list[str]], dimensions: int) -> None:
    line, cells = row
    if [cell.lower() for cell in cells[:3]] != [word.lower() for word in FIXED]:
        reader.fault(line, f"the header begins with {', '.join(cells[:3])[:80]}; it begins with {', '.join(FIXED)}")
    if len(cells) != 3 + 2 * dimensions:
        reader.fault(line, f"the header has {len(cells)} cells; {dimensions} dimensions need {3 + 2 * dimensions}")
    for name in cells[3::2]:
        reader.issue(name, line)
    reader.done()


def _actor(reader: TableReader, line: int, cells: list[str], names: list[str]) -> None:
    if len(cells) != 3 + 2 * len(names):
        reader.fault(line, f"this row has {len(cells)} cells; {len(names)} dimensions need {3 + 2 * len(names)}")
        return
    name, note, power = cells[:3]
    reader.actor(name, line, note)
    capability = reader.number(power, line, "power", 0.0)
    saliences = [
        reader.number(word, line, f"the salience of {dim}", 0, 100)
        for dim, word in zip(names, cells[4::2], strict=True)
    ]
    if sum(saliences) > 100.0 + SLACK:
        reader.fault(line, f"the saliences sum to {sum(saliences):g}; allowed is at most 100")
    for issue, word, salience in zip(names, cells[3::2], saliences, strict=True):
        position = reader.number(word, line, f"the position on {issue}", 0, 100)
        if (name, issue) not in reader.stands:
            reader.stand(Stand(name, issue, position, salience, capability), line)


def plain_rows(table: ActorTable) -> list[tuple[float, list[Stand]]]:
    """Return the capability and the stands of every actor, as KTAB-SMP can hold them.

    Raises
    ------
    Unanswerable
        When an actor does not stand on some issue, has several capabilities, or a number is out of bounds.
    """
    power = capabilities(table)
    if not table.full or power is None:
        raise Unanswerable("KTAB-SMP needs every actor on every issue, with one capability for all of them; write .tsv")
    if any(issue.low != 0.0 or issue.high != 100.0 for issue in table.issues):
        raise Unanswerable("KTAB-SMP has positions on 0-100; an issue of this table has another scale; write .tsv")
    held = {(row.actor, row.issue): row for row in table.stands}
    rows = [(power[a.name], [held[a.name, i.name] for i in table.issues]) for a in table.actors]
    over = next((r[0].actor for _, r in rows if sum(s.salience for s in r) > 100.0 + SLACK), None)
    if over is not None:
        raise Unanswerable(f"the saliences of {over} sum to more than 100, which KTAB-SMP does not allow; write .tsv")
    return rows


def write(table: ActorTable) -> tuple[str, tuple[str, ...]]:
    """Return a table as text, and what that does not hold; `Unanswerable` where it cannot be held."""
    rows = plain_rows(table)
    pairs = [cell for k, issue in enumerate(table.issues, start=1) for cell in (issue.name, f"Sal{k}")]
    head = [[table.title, table.note, str(len(table.actors)), str(len(table.issues))], [*FIXED, *pairs]]
    body = [
        [actor.name, actor.note, figure(power), *(figure(x) for s in stands for x in (s.position, s.salience))]
        for actor, (power, stands) in zip(table.actors, rows, strict=True)
    ]
    lost = ("notes on issues",) if any(issue.note for issue in table.issues) else ()
    return written(head + body), lost
