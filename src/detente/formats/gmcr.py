"""Graph models in `.gmcr` JSON, read and written: option form as programs of the field save it, or named states.

Option form has `options`, `decisionMakers` and `infeasibles`. Explicit form, an addition of this program, has `states`,
a list of names, and `moves`, pairs of state numbers, for every decision maker; `preferencePairs`, `preferenceTies` and
`margin` are additions too. Keys that say nothing about the conflict are named in `Read.ignored` and not kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from detente.case.document import Document, Place, cut, dotted
from detente.case.fault import Fault, InputFaults
from detente.case.graph import (
    BOTH,
    NO,
    YES,
    Choice,
    ConflictGraph,
    DecisionMaker,
    Pattern,
    Preference,
    Statement,
    grouped,
)
from detente.case.graph_check import faults
from detente.case.graph_fault import Found
from detente.formats.json_text import document, with_lines
from detente.formats.load import contents

ENDING = ".gmcr"
MOST_FAULTS = 100
MANUAL = ("useManualPreferenceRanking", "useManualPreferenceVectors")
RANKINGS = ("preferenceRanking", "preferenceVector")
KNOWN = ("title", "options", "decisionMakers", "infeasibles", "coalitions", "states", *MANUAL)
PASSED_OVER = ("program", "version", "coalitionsFull")
"""Keys that are neither kept nor told: they name the program, or repeat what stands elsewhere."""
KEYS = {
    "makers": "decisionMakers", "infeasible": "infeasibles", "misperceived": "misperceptions",
    "statements": "preferences", "better": "preferencePairs", "direction": "permittedDirection",
}  # fmt: skip
"""Names of the record -> keys of the file, where they differ."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """A graph model as read, and the keys of its file that are not kept."""

    graph: ConflictGraph
    ignored: tuple[str, ...] = ()


def is_gmcr(name: str) -> bool:
    """Whether a name ends as a graph model does."""
    return name.lower().endswith(ENDING)


def load(path: str) -> Read:
    """Return the graph model of a file; `InputFaults` with every fault, or why it cannot be read."""
    return read(contents(path), file=path)


def read(data: bytes, *, file: str) -> Read:
    """Return the graph model of the bytes of a file.

    Raises
    ------
    InputFaults
        With every fault, up to a hundred, and the line of each.
    """
    held = document(data, file=file)
    reader = _Reader()
    graph = reader.graph(held.value, Path(file).stem)
    told = reader.told or [Found(_in_file(f.place, held.value), f.message, f.hint, f.limit) for f in faults(graph)]
    if told:
        raise InputFaults(file, _faults(told, with_lines(held, data)))
    ignored = [key for key in held.value if key not in (*KNOWN, *PASSED_OVER)]
    return Read(graph, tuple(sorted(cut(key) for key in ignored)))


def _faults(told: list[Found], held: Document) -> tuple[Fault, ...]:
    lines = [(held.line(found.place), found) for found in told[:MOST_FAULTS]]
    lines.sort(key=lambda row: row[0] or 0)
    found = [Fault(dotted(f.place), line, f.message, f.hint, f.limit) for line, f in lines]
    more = len(told) - MOST_FAULTS
    return (*found, *([Fault("", None, f"and {more:,} faults more")] if more > 0 else []))


def _in_file(place: Place, held: Any) -> Place:
    """Return the place in the file of a place in the record."""
    keys = [KEYS.get(step, step) if isinstance(step, str) else step for step in place if step != "preference"]
    if keys[-1:] == ["ranking"]:
        maker = held["decisionMakers"][keys[1]]
        keys[-1] = next((key for key in RANKINGS if key in maker), RANKINGS[0])
    return tuple(keys)


class _Reader:
    """Turns plain values into a record; what has the wrong kind is told and passed over."""

    def __init__(self) -> None:
        self.told: list[Found] = []

    def tell(self, place: Place, message: str, hint: str = "") -> None:
        self.told.append(Found(place, message, hint))

    def graph(self, held: Any, title: str) -> ConflictGraph:
        held = self.mapping(held, ())
        manual = any(held.get(key) is True for key in MANUAL)
        makers = [
            self.maker(maker, ("decisionMakers", k), manual)
            for k, maker in enumerate(self.list(held, "decisionMakers", ()))
        ]
        return ConflictGraph(
            title=self.text(held.get("title", title), ("title",)),
            makers=tuple(makers),
            options=self.each(held, "options", (), self.choice),
            infeasible=self.patterns(held, "infeasibles", ()),
            states=self.each(held, "states", (), self.text),
            coalitions=self.each(held, "coalitions", (), self.group),
        )

    def choice(self, held: Any, place: Place) -> Choice:
        if isinstance(held, str):
            return Choice(held)
        held = self.mapping(held, place)
        way = held.get("permittedDirection", BOTH)
        return Choice(self.text(held.get("name"), (*place, "name")), self.text(way, (*place, "permittedDirection")))

    def maker(self, held: Any, place: Place, manual: bool) -> DecisionMaker:
        held = self.mapping(held, place)
        key = next((key for key in RANKINGS if held.get(key)), RANKINGS[0])
        preference = Preference(
            ranking=tuple(group for group in self.each(held, key, place, self.group) if group),
            statements=self.each(held, "preferences", place, self.statement),
            payoffs=self.each(held, "payoffs", place, self.number),
            better=self.each(held, "preferencePairs", place, self.pair),
            ties=self.each(held, "preferenceTies", place, self.pair),
            manual=manual,
            margin=self.number(held.get("margin", 0.0), (*place, "margin")),
        )
        return DecisionMaker(
            name=self.text(held.get("name"), (*place, "name")),
            options=self.each(held, "options", place, self.index),
            preference=preference,
            misperceived=self.patterns(held, "misperceptions", place),
            moves=self.each(held, "moves", place, self.pair),
        )

    def statement(self, held: Any, place: Place) -> Statement:
        if not isinstance(held, dict):
            return (self.pattern(held, place),)
        if held.get("compound") is not True:
            self.tell(place, "an object that is no compound statement", "write compound: true and members")
        return self.patterns(held, "members", place)

    def patterns(self, held: dict[str, Any], key: str, place: Place) -> tuple[Pattern, ...]:
        return tuple(pattern for statement in self.each(held, key, place, self.statement) for pattern in statement)

    def pattern(self, held: Any, place: Place) -> Pattern:
        rows = held if isinstance(held, list) else []
        good = [row for row in rows if _is_literal(row)]
        if not isinstance(held, list) or len(good) < len(rows):
            self.tell(place, f"{_short(held)} is no list of [option, {YES} or {NO}]")
        return tuple((row[0], row[1] == YES) for row in good)

    def group(self, held: Any, place: Place) -> tuple[int, ...]:
        rows = held if isinstance(held, list) else [held]
        return tuple(self.index(row, place) for row in rows)

    def pair(self, held: Any, place: Place) -> tuple[int, int]:
        if isinstance(held, list) and len(held) == 2:
            return self.index(held[0], place), self.index(held[1], place)
        self.tell(place, f"{_short(held)} is no pair of state numbers")
        return 0, 0

    def index(self, held: Any, place: Place) -> int:
        if type(held) is int:
            return held
        self.tell(place, f"{_short(held)} is no whole number")
        return -1

    def number(self, held: Any, place: Place) -> float:
        if type(held) is float or (type(held) is int and abs(held) < 1e15):
            return float(held)
        self.tell(place, f"{_short(held)} is no number")
        return 0.0

    def text(self, held: Any, place: Place) -> str:
        if isinstance(held, str):
            return held
        self.tell(place, f"{_short(held)} is no text" if held is not None else "it is missing")
        return ""

    def mapping(self, held: Any, place: Place) -> dict[str, Any]:
        if isinstance(held, dict):
            return held
        self.tell(place, f"{_short(held)} is no object")
        return {}

    def list(self, held: dict[str, Any], key: str, place: Place) -> list[Any]:
        found = held.get(key)
        if isinstance(found, list):
            return found
        if found is not None:
            self.tell((*place, key), f"{_short(found)} is no list")
        return []

    def each(
        self, held: dict[str, Any], key: str, place: Place, read_one: Callable[[Any, Place], T]
    ) -> tuple[T, ...]:  # fmt: skip
        return tuple(read_one(item, (*place, key, k)) for k, item in enumerate(self.list(held, key, place)))


def _is_literal(row: Any) -> bool:
    return isinstance(row, list) and len(row) == 2 and type(row[0]) is int and row[1] in (YES, NO)


def _short(held: Any) -> str:
    return cut(json.dumps(held, ensure_ascii=False)[:200])


def write(graph: ConflictGraph) -> str:
    """Return a model as text: options decision maker by decision maker, one entry a line."""
    graph = grouped(graph)
    held: dict[str, Any] = {"title": graph.title}
    if any(maker.preference.manual for maker in graph.makers):
        held[MANUAL[0]] = True
    if graph.explicit:
        held["states"] = list(graph.states)
    else:
        held["options"] = [{"name": c.name, "permittedDirection": c.direction} for c in graph.options]
        held["infeasibles"] = [_literals(pattern) for pattern in graph.infeasible]
    held["decisionMakers"] = [_maker(maker) for maker in graph.makers]
    if graph.coalitions:
        held["coalitions"] = [_one_or_all(coalition) for coalition in graph.coalitions]
    return "{\n" + ",\n".join(f" {_json(key)}: {_rows(value)}" for key, value in held.items()) + "\n}\n"


def _rows(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _json(value)
    return "[\n" + ",\n".join(f"  {_json(item)}" for item in value) + "\n ]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _maker(maker: DecisionMaker) -> dict[str, Any]:
    held = maker.preference
    every: dict[str, Any] = {
        "options": list(maker.options),
        "moves": [list(move) for move in maker.moves],
        "misperceptions": [_literals(pattern) for pattern in maker.misperceived],
        "preferences": [_statement(statement) for statement in held.statements],
        "preferenceRanking": [_one_or_all(group) for group in held.ranking],
        "payoffs": [int(x) if x.is_integer() else x for x in held.payoffs],
        "preferencePairs": [list(pair) for pair in held.better],
        "preferenceTies": [list(pair) for pair in held.ties],
    }
    margin = {"margin": held.margin} if held.margin else {}
    return {"name": maker.name, **{key: value for key, value in every.items() if value}, **margin}


def _one_or_all(group: tuple[int, ...]) -> Any:
    return group[0] if len(group) == 1 else list(group)


def _literals(pattern: Pattern) -> list[Any]:
    return [[k, YES if taken else NO] for k, taken in pattern]


def _statement(statement: Statement) -> Any:
    if len(statement) == 1:
        return _literals(statement[0])
    return {"compound": True, "members": [_literals(pattern) for pattern in statement]}
