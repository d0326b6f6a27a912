"""Scenarios of KTAB-SMP in XML: a `Scenario` with its dimensions, actors and, if given, model parameters.

Parameters are kept as words; what they mean is known where the model is played. `IdealAdjustment` and `prngSeed` are
not used.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from detente.case.actor_table import ActorTable, Stand
from detente.formats.ktab_csv import SLACK, plain_rows
from detente.formats.markup import Element, elements, short, stop
from detente.formats.table_reader import TableReader, figure

ROOT = "Scenario"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A table, the model parameters that a file names, as words, and what of the file is not used."""

    table: ActorTable
    parameters: Mapping[str, str]
    ignored: tuple[str, ...] = ()


def is_scenario(data: bytes) -> bool:
    """Return whether the bytes of an XML file look like a scenario."""
    head = data[:4_000].split(b"?>")[-1].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<Scenario") or b"<Scenario" in head.split(b"-->")[-1][:200]


def read(data: bytes, *, file: str = "") -> Scenario:
    """Return the scenario of a file.

    Raises
    ------
    InputFaults
        With every fault and its line; a document type or entities are refused.
    """
    root = elements(data, file=file, texts=True)
    if root.tag != ROOT:
        raise stop(file, root.line, f"the root is <{root.tag[:40]}>, not <{ROOT}>")
    reader = TableReader(file)
    for name in root.below("dName"):
        reader.issue(name.text, name.line)
    if not reader.issues and not reader.faults:
        reader.fault(root.line, "it names no dimension", "add <Dimensions> with a <dName> for each")
    reader.done()
    actors = [actor for held in root.all("Actors") for actor in held.all("Actor")]
    if not actors:
        reader.fault(root.line, "it holds no <Actor>")
    for actor in actors:
        _actor(reader, actor)
    chosen = next(root.all("ModelParameters"), None)
    parameters = {row.tag: row.text for row in chosen.children} if chosen is not None else {}
    ignored = ("IdealAdjustment",) if next(root.below("iaPair"), None) is not None else ()
    return Scenario(reader.table(_text(root, "name") or "scenario", _text(root, "desc")), parameters, ignored)


def _text(element: Element, tag: str) -> str:
    found = next(element.all(tag), None)
    return "" if found is None else found.text


def _actor(reader: TableReader, actor: Element) -> None:
    name = _text(actor, "name")
    reader.actor(name, actor.line, _text(actor, "description"))
    capability = _number(reader, actor, "capability", f"the capability of {name[:40]}")
    positions, saliences = (
        _coordinates(reader, actor, parent, child) for parent, child in (("Position", "dCoord"), ("Salience", "dSal"))
    )
    if sum(s for s in saliences if not math.isnan(s)) > 100.0 + SLACK:
        reader.fault(actor.line, f"the saliences of {short(name)} sum to {sum(saliences):g}; allowed is at most 100")
    for issue, position, salience in zip(reader.issues, positions, saliences, strict=False):
        if (name, issue) not in reader.stands:
            reader.stand(Stand(name, issue, position, salience, capability), actor.line)


def _coordinates(reader: TableReader, actor: Element, parent: str, child: str) -> list[float]:
    held = next(actor.all(parent), None)
    found = [] if held is None else [*held.all(child)]
    if len(found) != len(reader.issues):
        told = f"{len(found)} <{child}> in <{parent}>; there are {len(reader.issues)} dimensions"
        reader.fault(actor.line if held is None else held.line, told, "one for each, in their order")
    return [reader.number(row.text, row.line, child, 0, 100) for row in found]


def _number(reader: TableReader, parent: Element, tag: str, what: str) -> float:
    found = next(parent.all(tag), None)
    if found is None:
        reader.fault(parent.line, f"an actor has no <{tag}>")
        return math.nan
    return reader.number(found.text, found.line, what, 0)


def write(table: ActorTable) -> tuple[str, tuple[str, ...]]:
    """Return a table as text, and what that does not hold; `Unanswerable` where it cannot be held."""
    rows = plain_rows(table)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{ROOT}>", *_told(1, name=table.title, desc=table.note)]
    lines += [*_told(1, prngSeed="0"), "  <Dimensions>"]
    lines += [line for issue in table.issues for line in _told(2, dName=issue.name)]
    lines += ["  </Dimensions>", "  <Actors>"]
    for actor, (power, stands) in zip(table.actors, rows, strict=True):
        lines += ["    <Actor>", *_told(3, name=actor.name, description=actor.note, capability=figure(power))]
        for parent, child, values in (
            ("Position", "dCoord", [row.position for row in stands]),
            ("Salience", "dSal", [row.salience for row in stands]),
        ):
            inner = [line for value in values for line in _told(4, **{child: figure(value)})]
            lines += [f"      <{parent}>", *inner, f"      </{parent}>"]
        lines += ["    </Actor>"]
    lost = ("notes on issues",) if any(issue.note for issue in table.issues) else ()
    return "\n".join([*lines, "  </Actors>", f"</{ROOT}>"]) + "\n", lost


def _told(depth: int, **texts: str) -> list[str]:
    return [f"{'  ' * depth}<{tag}>{escape(text)}</{tag}>" for tag, text in texts.items()]
