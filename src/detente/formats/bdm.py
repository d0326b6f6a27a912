"""Tables of the challenge model in CSV: an actor a row, with capability, position and salience on one issue.

Columns are found by name: `Actor` or `Stakeholder`, `Capability` or `Resources`, `Position`, `Salience`; `Resolve` is
not used. Salience is on 0-100, or on 0-1 where no number of the column is above 1.
"""

from __future__ import annotations

from pathlib import Path

from detente.case.actor_table import ActorTable, Stand, TableIssue
from detente.case.fault import Unanswerable
from detente.formats.table_reader import Row, TableReader, figure, rows_of, text_of, written

ISSUE = "position"
NAMES = {
    "actor": ("actor", "stakeholder", "name"),
    "capability": ("capability", "resources"),
    "position": ("position",),
    "salience": ("salience",),
}
IGNORED = ("resolve", "")


def is_header(cells: list[str]) -> bool:
    """Return whether a row could be the header: it names a position and a salience."""
    words = [cell.lower() for cell in cells]
    return "position" in words and "salience" in words


def read(data: bytes, *, file: str = "") -> ActorTable:
    r"""Return the table of a file; positions have no scale.

    Raises
    ------
    InputFaults
        With every fault and its line.

    Examples
    --------
    >>> read(b"Actor,Capability,Position,Salience\rUK,0.16,10,90\rIE,0.05,7,10").stands[0]
    Stand(actor='UK', issue='position', position=10.0, salience=90.0, capability=0.16)
    """
    reader = TableReader(file)
    rows = rows_of(text_of(data, file), file)
    places = _places(reader, rows)
    reader.issues[ISSUE] = TableIssue(ISSUE, low=None, high=None)
    found: list[tuple[int, Stand]] = []
    for line, cells in rows[1:]:
        while len(cells) > len(rows[0][1]) and not cells[-1]:
            cells.pop()
        if len(cells) != len(rows[0][1]):
            reader.fault(line, f"this row has {len(cells)} cells; the header has {len(rows[0][1])}")
            continue
        name = cells[places["actor"]]
        reader.actor(name, line)
        position = reader.number(cells[places["position"]], line, "position")
        salience = reader.number(cells[places["salience"]], line, "salience", 0.0, 100.0)
        capability = reader.number(cells[places["capability"]], line, "capability", 0.0)
        found.append((line, Stand(name, ISSUE, position, salience, capability)))
    unit = 1.0 if any(stand.salience > 1.0 for _, stand in found) else 100.0
    for line, stand in found:
        if stand.actor in reader.actors and (stand.actor, ISSUE) not in reader.stands:
            held = round(stand.salience * unit, 12)
            reader.stand(Stand(stand.actor, ISSUE, stand.position, held, stand.capability), line)
    return reader.table(Path(file).stem or ISSUE)


def _places(reader: TableReader, rows: list[Row]) -> dict[str, int]:
    """Return where each column stands."""
    wanted = "Actor,Capability,Position,Salience"
    if not rows:
        reader.fault(None, "it holds no row", f"begin with {wanted}")
        reader.done()
    line, cells = rows[0]
    words = [cell.lower() for cell in cells]
    found: dict[str, int] = {}
    for key, names in NAMES.items():
        at = [k for k, word in enumerate(words) if word in names]
        if len(at) == 1:
            found[key] = at[0]
        else:
            told = "stands twice" if at else "is missing"
            reader.fault(line, f"the column {' or '.join(names[:2])} {told}", f"begin with {wanted}")
    known = [name for names in NAMES.values() for name in names]
    for word in words:
        if word not in (*known, *IGNORED) and found:
            reader.fault(line, f'"{word[:40]}" is no column that is known', f"columns are {wanted} and Resolve")
    reader.done()
    return found


def write(table: ActorTable) -> tuple[str, tuple[str, ...]]:
    """Return a table with one issue as text, and what that does not hold.

    Raises
    ------
    Unanswerable
        When the table has several issues.
    """
    if len(table.issues) != 1:
        raise Unanswerable(f"{len(table.issues)} issues do not go into a table of one; write .ktab.csv or .tsv")
    body = [[row.actor, figure(row.capability), figure(row.position), figure(row.salience)] for row in table.stands]
    # A reader takes saliences of at most 1 for shares, so all that are so small are written as shares.
    if all(row.salience <= 1.0 for row in table.stands):
        body = [[*cells[:3], figure(row.salience / 100.0)] for cells, row in zip(body, table.stands, strict=True)]
    issue = table.issues[0]
    lost = {
        "notes": any(actor.note for actor in table.actors) or bool(issue.note or table.note),
        "the name of the issue": issue.name != ISSUE,
        "the ends of its scale": issue.low is not None,
        "the title": True,
    }
    text = written([["Actor", "Capability", "Position", "Salience"], *body])
    return text, tuple(what for what, is_lost in lost.items() if is_lost)
