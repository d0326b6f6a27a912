"""Several assessors' files of one case made one: where they differ in numbers, an envelope; in structure, a conflict.

Nothing is averaged away: a range that stands for several spans them all, and what each assessor gave is kept beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from detente.case.assessed import Assessed
from detente.case.marking import Marked, rank
from detente.case.nouns import Case, Predicate, RedLine, View
from detente.case.places import firmness
from detente.case.quantity import Quantity, exactly
from detente.settlement.changes import BACKGROUND, NAMED, crowded, named

FORMULA = "low: the lowest low; high: the highest high; mid: the mean of the mids; a single number: the mean"
"""How one value stands for several; each assessor counts the same."""
WORDS = {*BACKGROUND, *NAMED, "unit", "what", "attribution", "hedge", "threshold"} - {"marking", "confided_by"}
"""Keys whose differences move no number: the first file's words stay."""
UNMERGED = ("id", "assessed")
Key = tuple[str, str]
Values = dict[str, Any]
"""Assessor -> what stands at one place of its case."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place at which files say what cannot stand side by side, with what each says; None: nothing."""

    path: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """What several files of a case make.

    Parameters
    ----------
    case
        The case; where there are conflicts it holds what the first file says.
    disagreements
        Inputs on which numbers differ, with what each assessor gave.
    conflicts
        Where structure or judgements that are no numbers differ.
    words
        Paths at which only words differ; the first file's are kept.
    """

    case: Case
    disagreements: tuple[Assessed, ...]
    conflicts: tuple[Conflict, ...]
    words: tuple[str, ...]


@dataclass(slots=True)
class _Found:
    disagreements: list[Assessed] = field(default_factory=list[Assessed])
    conflicts: list[Conflict] = field(default_factory=list[Conflict])
    words: list[str] = field(default_factory=list[str])
    marks: list[Marked] = field(default_factory=list[Marked])
    """Rows around the place that is looked at, outermost first."""


def merged(cases: Mapping[str, Case]) -> Merged:
    """Return what the cases of several assessors make, by the name of each; the order of files is that of the first.

    A red line that some do not draw has firmness 0 for them, and the mean firmness in the merged case. A row that is
    marked differently has the most closed marking.
    """
    found = _Found()
    first, *_ = cases.values()
    case = _record(dict(cases), "", found)
    rows = tuple(found.disagreements)
    said = tuple(replace(row, sections=tuple(dict.fromkeys((*row.sections, "assessed")))) for row in case.confides)
    case = replace(case, id=first.id, assessed=rows, confides=said)
    return Merged(case, rows, tuple(found.conflicts), tuple(found.words))


def _value(values: Values, path: str, found: _Found) -> Any:
    """Return what stands for several values at one place, and keep how they differ."""
    first, *others = values.values()
    if all(other == first and type(other) is type(first) for other in others):
        return first
    held = tuple(values.values())
    if all(isinstance(value, Quantity) for value in held):
        return _envelope(values, path, found)
    if all(isinstance(value, float) for value in held):
        return _mean(values, path, found)
    if _are_records(held):
        return _record(values, path, found)
    if all(isinstance(value, tuple) for value in held) and _are_records([row for value in held for row in value]):
        return _rows(values, path, found)
    if all(isinstance(value, Mapping) and value.keys() == first.keys() for value in held):
        return {key: _value(_at(values, key), f"{path}.{key}", found) for key in first}
    return _differing(values, path, found)


def _at(values: Values, key: Any) -> Values:
    return {name: value[key] for name, value in values.items()}


def _are_records(held: Any) -> bool:
    return all(is_dataclass(value) and not isinstance(value, Quantity | Predicate) for value in held)


def _envelope(values: Values, path: str, found: _Found) -> Quantity:
    held: list[Quantity] = list(values.values())
    _disagree(values, path, found)
    shapes = {value.shape for value in held if not value.certain}
    return Quantity(
        min(value.low for value in held),
        sum(value.mid for value in held) / len(held),
        max(value.high for value in held),
        shape=shapes.pop() if len(shapes) == 1 else "triangular",
        sources=tuple(dict.fromkeys(source for value in held for source in value.sources)),
    )


def _mean(values: Values, path: str, found: _Found) -> float:
    _disagree({name: exactly(value) for name, value in values.items()}, path, found)
    return sum(values.values()) / len(values)


def _disagree(values: Values, path: str, found: _Found) -> None:
    marking = max((row.marking for row in found.marks if row.marking), key=rank, default="")
    by = next((row.confided_by for row in reversed(found.marks) if row.confided_by), "")
    plain = {name: replace(value, sources=()) for name, value in values.items()}
    found.disagreements.append(Assessed(path, plain, marking=marking, confided_by=by))


def _record(values: Values, path: str, found: _Found) -> Any:
    first, *_ = values.values()
    skipped = UNMERGED
    if isinstance(first, Marked | Case):
        first, skipped = replace(first, marking=_closed(values)), (*UNMERGED, "marking")
    if isinstance(first, Marked):
        found.marks.append(first)
    if isinstance(first, View):
        skipped = (*skipped, "red_lines", "accepts")
    names = [slot.name for slot in fields(first) if slot.name not in skipped]
    held = {
        name: _value({who: getattr(value, name) for who, value in values.items()}, _below(path, name), found)
        for name in names
    }
    if isinstance(first, View):
        held |= _refused(values, path, found)
    if isinstance(first, Marked):
        found.marks.pop()
    return replace(first, **held)


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _closed(values: Values) -> str:
    """Return the most closed marking of a row; none where nobody marked it."""
    return max((row.marking for row in values.values() if row.marking), key=rank, default="")


def _rows(values: Values, path: str, found: _Found) -> Any:
    """Return records that stand for several lists of them, matched by name; what not all have is a conflict."""
    lists = _matched(values)
    first, *others = lists.values()
    for key in dict.fromkeys(key for rows in lists.values() for key in rows):
        if not all(key in rows for rows in lists.values()):
            given = {who: rows.get(key) for who, rows in lists.items()}
            found.conflicts.append(Conflict(f"{path}.{key[1]}", given))
    shared = [key for key in first if all(key in rows for rows in others)]
    made = {key: _value(_at(lists, key), f"{path}.{key[1]}", found) for key in shared}
    place = {id(row): key for key, row in first.items()}
    return tuple(made.get(place[id(row)], row) for row in next(iter(values.values())))


def _matched(values: Values) -> dict[str, dict[Key, Any]]:
    """Return the records of each list by who confided them and their names.

    A name is made unique among rows confided by the same: that of a public row must not tell of others beside it.
    """
    held: dict[str, dict[Key, Any]] = {who: {} for who in values}
    for by in dict.fromkeys(_by(row) for rows in values.values() for row in rows):
        own = {who: tuple(row for row in rows if _by(row) == by) for who, rows in values.items()}
        many = crowded(own.values())
        for who, rows in own.items():
            held[who] |= {(by, name): row for name, row in named(rows, many).items()}
    return held


def _by(row: Any) -> str:
    return row.confided_by if isinstance(row, Marked) else ""


def _refused(values: Values, path: str, found: _Found) -> dict[str, Any]:
    """Return red lines and accepted options: each line that any draws, with the mean firmness; what all accept."""
    first, *others = values.values()
    options = dict.fromkeys(line.option for view in values.values() for line in view.red_lines)
    lines: list[RedLine] = []
    for option in options:
        firm = {who: firmness(view, option) or 0.0 for who, view in values.items()}
        if len(set(firm.values())) > 1:
            lines.append(RedLine(option, _mean(firm, f"{path}.red_lines.{option}", found)))
        else:
            own = next(line for view in values.values() for line in view.red_lines if line.option == option)
            lines.append(own if own in first.red_lines else RedLine(option, next(iter(firm.values()))))
    accepts = tuple(
        option for option in first.accepts if all(option in view.accepts for view in others) and option not in options
    )
    if any(view.accepts != first.accepts for view in others):
        found.words.append(f"{path}.accepts")
    return {"red_lines": tuple(lines), "accepts": accepts}


def _differing(values: Values, path: str, found: _Found) -> Any:
    """Return what the first file says: a difference in words, or a conflict."""
    if path.rpartition(".")[2] in WORDS:
        found.words.append(path)
    else:
        found.conflicts.append(Conflict(path, dict(values)))
    return next(iter(values.values()))
