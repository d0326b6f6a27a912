"""The lists that ship: places, offices, outlets and bodies, topics. Read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from detente.evidence.reading.names import Label, Table, add, keys

AMBIGUOUS = frozenset("ford brown may major johnson bush carter kennedy cameron churchill".split())
"""Surnames that are words or names of others as well; they count with a title or a first name alone."""


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in an office; `until` None: in office when the row was written."""

    person: str
    surname: str
    office: str
    country: str
    titles: tuple[str, ...]
    government: tuple[str, ...]
    begins: date
    until: date | None
    source: str
    checked: str

    def holds(self, day: date) -> bool:
        """Return whether the office was theirs on a day; the day of a hand-over belongs to the one who comes."""
        return self.begins <= day and (self.until is None or day < self.until)

    def holds_in(self, year: int) -> bool:
        """Return whether the office was theirs on some day of a year."""
        return self.begins.year <= year and (self.until is None or year <= self.until.year)


@dataclass(frozen=True, slots=True)
class Topic:
    """Words by which texts speak of an issue whose id or name holds one of the `signs`."""

    signs: tuple[str, ...]
    words: tuple[str, ...]


def _load(name: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (files("detente.evidence.reading") / "data" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)


@cache
def terms() -> tuple[Term, ...]:
    """Return who held which office when."""
    return tuple(
        Term(
            row["name"],
            row.get("surname", row["name"].rsplit(" ", 1)[-1]),
            office["office"],
            office["country"],
            tuple(office["titles"]),
            tuple(office.get("government", ())),
            row["from"],
            row.get("until"),
            office["source"],
            office["checked"],
        )
        for office in _load("offices.yaml")["offices"]
        for row in office["holders"]
    )


@cache
def topics() -> tuple[Topic, ...]:
    """Return the topics of issues."""
    return tuple(Topic(tuple(row["signs"]), tuple(row["words"])) for row in _load("topics.yaml")["topics"])


@cache
def general_names() -> Table:
    """Return the names that every text is searched for: countries, cities, outlets, bodies and office-holders."""
    table: Table = {}
    places = _load("places.yaml")
    for code, row in places["countries"].items():
        named = [*row["names"], *row.get("people", ()), *row.get("seats", ())]
        add(table, named, ("country", code))
    for code, named in places["cities"].items():
        for city in named:
            add(table, [city], ("city", f"{code}:{city}"))
    outlets = _load("outlets.yaml")
    for row in outlets["outlets"]:
        add(table, row, ("outlet", row[0]))
    for body in outlets["bodies"]:
        add(table, [body], ("body", body))
    _add_people(table)
    return table


def _add_people(table: Table) -> None:
    also = {
        row["name"]: row.get("also", ()) for office in _load("offices.yaml")["offices"] for row in office["holders"]
    }
    for name in dict.fromkeys(term.person for term in terms()):
        label: Label = ("person", name)
        surname = next(term.surname for term in terms() if term.person == name)
        add(table, dict.fromkeys([name, *also[name]]), label)
        kind = "surname" if surname.lower() in AMBIGUOUS else "person"
        if surname != name:
            add(table, [surname], (kind, name))


@cache
def country_keys() -> dict[tuple[str, ...], str]:
    """Return the code of the country with each name, the name folded to words."""
    rows = _load("places.yaml")["countries"]
    return {keys(name): code for code, row in rows.items() for name in row["names"]}
