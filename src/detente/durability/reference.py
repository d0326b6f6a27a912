"""Reference classes: past agreements and cease-fires, read from the sourced tables in `parameters`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from detente.case.check.desk import Desk, Missing, Node
from detente.case.check.fields import (
    Reader,
    Table,
    build,
    day,
    kept,
    listing,
    matching,
    number,
    record,
    text,
    whole,
)
from detente.case.check.sections import rows
from detente.case.durable import REFERENCE_CLASSES
from detente.case.fault import InputFaults
from detente.formats.yaml import parse

SHARE = number(0.0, 1.0)
YEARS = number(0.0, 1_000.0)
COUNT = whole(1, 1_000_000)
LOG_RATIO = number(-10.0, 10.0)
PARAMETER = number(0.0, 1e6)
WORD = matching("[a-z][a-z_]*", "an id of small letters and _")


@dataclass(frozen=True, slots=True)
class Point:
    """A published point of a Kaplan-Meier curve: the share still in force after some years."""

    years: float
    survival: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The curve of a shape that fits the published points best, kept so that nobody waits for the fit."""

    shape: str
    parameters: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of a class told apart by one feature; `mean_years` and `median_years` are of those that ended."""

    id: str
    name: str
    cases: int
    ended: int
    mean_years: float
    median_years: float


@dataclass(frozen=True, slots=True)
class Association:
    """A log hazard ratio of a feature, with its standard error. Selection is in it: never an effect."""

    id: str
    name: str
    coefficient: float
    se: float


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Past cases that a base rate is taken from, with where they were read.

    Either `curve` (published survival) or `groups` (shares that held, and times of those that did not) is filled.
    `fits` are parameters of the shapes of `durability.curves` that were fitted to `curve` before; others are fitted.
    """

    id: str
    name: str
    title: str
    citation: str
    licence: str
    unit: str
    cases: int
    ended: int
    scope: str
    warning: str
    begins: date | None = None
    censored_on: date | None = None
    curve: tuple[Point, ...] = ()
    fits: tuple[Fit, ...] = ()
    groups: tuple[Group, ...] = ()
    associations: tuple[Association, ...] = ()

    @property
    def source(self) -> str:
        """The line that is printed beside every number of the class."""
        seen = f", in force or ended by {self.censored_on}" if self.censored_on else ""
        return f"{self.citation}; {self.ended} of {self.cases} ended{seen}"

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its associations."""
        return tuple(row.id for row in self.associations)


@cache
def reference_class(class_id: str) -> ReferenceClass:
    """Return a reference class that ships.

    Raises
    ------
    ValueError
        When there is none of this id.
    InputFaults
        With every fault of its file.

    Examples
    --------
    >>> reference_class("peace_agreements").source[-63:]
    'version 22.1; 116 of 336 ended, in force or ended by 2021-12-31'
    """
    if class_id not in REFERENCE_CLASSES:
        raise ValueError(f'no reference class "{class_id}"; there are {", ".join(REFERENCE_CLASSES)}')
    name = f"{class_id}.yaml"
    return read_class((files("detente.durability") / "parameters" / name).read_bytes(), file=name)


def read_class(data: bytes, *, file: str) -> ReferenceClass:
    """Read a reference class.

    Raises
    ------
    InputFaults
        With every fault of the table, with its line.
    """
    document = parse(data, file=file)
    desk = Desk(document, list(document.faults))
    node = Node(document.value, (), desk)
    row = record(node, CLASS, NEEDED)
    if not isinstance(row, Missing):
        _whole(node, row)
    if desk.faults or isinstance(row, Missing):
        raise InputFaults(file, tuple(sorted(desk.faults, key=lambda fault: fault.line or 0)))
    begins = row.pop("from", None)
    return ReferenceClass(**row, begins=begins)


def _whole(node: Node, row: Mapping[str, Any]) -> None:
    """Fault what single values cannot show: counts that do not add up, a curve that rises."""
    if row.get("ended", 0) > row.get("cases", 0):
        node.fault(f"{row['ended']} ended are more than {row['cases']} cases")
    groups = row.get("groups", ())
    for key in ("cases", "ended"):
        total = sum(getattr(group, key) for group in groups)
        if groups and total != row.get(key):
            node.at("groups").fault(f"the groups hold {total} {key}, the class {row.get(key)}")
    curve = row.get("curve", ())
    if any(not (a.years < b.years and a.survival >= b.survival) for a, b in zip(curve, curve[1:], strict=False)):
        node.at("curve").fault("years must rise and survival must not")
    if not curve and not groups:
        node.fault("neither a curve nor groups are given", "write one of them")


def _listed(noun: type[Any], table: Table) -> Reader:
    """Return the reader of a list of records in which every key is needed."""
    return lambda node: kept(build(noun, record(item, table, tuple(table)), tuple(table)) for item in rows(node))


CLASS: Table = {
    "id": WORD,
    "name": text,
    "title": text,
    "citation": text,
    "licence": text,
    "unit": text,
    "from": day,
    "censored_on": day,
    "cases": COUNT,
    "ended": COUNT,
    "scope": text,
    "curve": _listed(Point, {"years": YEARS, "survival": SHARE}),
    "fits": _listed(Fit, {"shape": WORD, "parameters": listing(PARAMETER, filled=True)}),
    "groups": _listed(
        Group,
        {"id": WORD, "name": text, "cases": COUNT, "ended": COUNT, "mean_years": YEARS, "median_years": YEARS},
    ),
    "associations": _listed(Association, {"id": WORD, "name": text, "coefficient": LOG_RATIO, "se": number(0.0, 10.0)}),
    "warning": text,
}
NEEDED = ("id", "name", "title", "citation", "licence", "unit", "cases", "ended", "scope", "warning")
