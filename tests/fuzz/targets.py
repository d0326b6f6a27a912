"""Every reader of a file, a text or a word that somebody else wrote; each returns what it said of the input."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import click

from detente.case.check import check
from detente.case.fault import Fault
from detente.case.levers import CannotChange
from detente.cli.changes import read_changes
from detente.cli.matrices import open_matrix
from detente.cli.refusal import Refused
from detente.consequences.portfolio.series import catalogue
from detente.evidence.reading.as_data import as_data
from detente.evidence.reading.read import read as read_article
from detente.formats import (
    actor_tables,
    bdm,
    bring,
    case_sheets,
    cells,
    deu,
    exchange_table,
    genius,
    geniusweb,
    gmcr,
    holdings,
    input_output,
    json_text,
    ktab_csv,
    ktab_sqlite,
    ktab_xml,
    prices,
    scw,
    survival,
    write,
)
from detente.formats import yaml as case_yaml
from detente.ledger import reading as ledger_reading
from detente.ledger.check import check as check_ledger
from detente.ledger.table import read_events, score_events
from detente.ledger.track_record.tables import read_outcomes
from detente.scenarios.change import apply
from tests.fuzz import seeds
from tests.fuzz.mutate import PART

WORD = re.compile(rb"[A-Za-z_][A-Za-z_]{2,20}")


@dataclass(frozen=True, slots=True)
class Target:
    """One reader.

    Parameters
    ----------
    read
        Reads an input; returns what a person would be told of it.
    seeds
        Sound inputs to begin with.
    also
        Refusals beside those that every verb knows: a reader of the command line's own words has click's.
    """

    name: str
    read: Callable[[bytes], list[str]]
    seeds: Callable[[], Sequence[bytes]]
    also: tuple[type[Exception], ...] = ()

    @property
    def words(self) -> tuple[bytes, ...]:
        """Words of the seeds, to be put where they do not belong."""
        return _words(self)


@cache
def _words(target: Target) -> tuple[bytes, ...]:
    texts = (seed for seed in target.seeds() if not seed.startswith((b"PK", b"SQLite")))
    return tuple(sorted({word for text in texts for word in WORD.findall(text)})[:400])


def _told(faults: Sequence[Fault]) -> list[str]:
    return [fault.text("file") for fault in faults]


def _case(data: bytes) -> list[str]:
    """Read and check a case file; what is sound is written and has to read as the same case."""
    found = check(case_yaml.parse(data, file="file"), case_id="id")
    if found.case is not None:
        again = check(case_yaml.read(write.dump(found.case).encode()), case_id="id").case
        if again != found.case:
            raise AssertionError("a case that was written reads as another")
    return _told((*found.faults, *found.notes))


def _sheet(name: str) -> Callable[[bytes], list[str]]:
    def read(data: bytes) -> list[str]:
        found = case_sheets.read(data, file=name, case_id="id")
        if found.case is not None:
            case_yaml.read(write.dump(found.case).encode())
        return _told((*found.faults, *found.notes))

    return read


def _cell(data: bytes) -> list[str]:
    """Read a text as a cell, and write it as one: the value is the same, and no program takes it for a formula."""
    text = data.decode("utf-8", "replace")
    try:
        cells.value_of(text)
    except ValueError as error:
        return [str(error)]
    if any(case_yaml.REFUSED_CHARACTER.search(part) for part in (text,)):
        return []
    written = cells.cell_of(text)
    if cells.value_of(written) != text or not isinstance(written, str):
        raise AssertionError(f"{text[:80]!a} became {written!a:.80}")
    if written[:1] in cells.TRIGGERS and written:
        raise AssertionError(f"{text[:80]!a} would be run as {written!a:.80}")
    return []


def _matrix(data: bytes) -> list[str]:
    path = _scratch(".yaml")
    path.write_bytes(data)
    open_matrix(str(path))
    return []


def _json(data: bytes) -> list[str]:
    json_text.with_lines(json_text.document(data, file="file"), data)
    return []


def _genius(data: bytes) -> list[str]:
    genius.read([(f"{k}.xml", part) for k, part in enumerate(data.split(PART)[:4])])
    return []


def _bring(data: bytes) -> list[str]:
    """Bring in what somebody sends to the app: the text that comes of it is a case file without a fault."""
    name = "a.xlsx" if data.startswith(b"PK") else "a.csv" if data.lstrip()[:1] == b"[" else "a.json"
    parts = data.split(PART)[:3]
    if b"<" in data[:1]:
        name = "a.xml"
    text = bring.bring([(f"{k}{name}", part) for k, part in enumerate(parts)] if len(parts) > 1 else [(name, data)])
    return _told(check(case_yaml.read(text.encode()), case_id="id").faults)


def _geniusweb(data: bytes) -> list[str]:
    geniusweb.read([("a.json", data)])
    return []


def _gmcr(data: bytes) -> list[str]:
    found = gmcr.read(data, file="file.gmcr")
    again = gmcr.read(gmcr.write(found.graph).encode(), file="file.gmcr").graph
    if len(again.makers) != len(found.graph.makers):
        raise AssertionError("a graph that was written has lost somebody")
    return list(found.ignored)


def _scw(data: bytes) -> list[str]:
    found = scw.read(data, file="file.scw")
    again = scw.read(scw.write(found)[0].encode("latin-1"))
    if again.blocks != found.blocks:  # of names, blanks become one
        raise AssertionError("a matrix that was written reads as another")
    return []


def _solutions(data: bytes) -> list[str]:
    scw.read_solutions(data, file="file")
    return []


def _database(data: bytes) -> list[str]:
    path = _scratch(".db")
    path.write_bytes(data)
    ktab_sqlite.load(str(path))
    return []


def _actors(read: Callable[..., Any], name: str) -> Callable[[bytes], list[str]]:
    """Return the reader of an actor table; what was read is written in a format of its own and read again."""

    def both(data: bytes) -> list[str]:
        found = read(data, file=name)
        table = getattr(found, "table", found)
        text, lost = exchange_table.write(table)
        exchange_table.read(text.encode(), file="again.tsv")
        return [*lost]

    return both


def _tables(data: bytes) -> list[str]:
    """Read a table whose kind its content says."""
    path = _scratch(".csv")
    path.write_bytes(data)
    if actor_tables.is_table(str(path)):
        actor_tables.load(str(path))
    return []


def _input_output(data: bytes) -> list[str]:
    flows, demand, output = (*data.split(PART)[:3], b"", b"", b"")[:3]
    input_output.read_input_output(flows, demand, output, file="file")
    return []


def _holdings(data: bytes) -> list[str]:
    found = holdings.read_holdings(data, catalogue().ids, file="file")
    rows = [[row.asset, row.weight, row.note if hasattr(row, "note") else ""] for row in found.rows]
    return [holdings.safe_table(rows)[:0]]


def _prices(data: bytes) -> list[str]:
    prices.read_prices(data, file="file")
    return []


def _survival(data: bytes) -> list[str]:
    columns = survival.Columns(entry="entry", id="id", covariates=("size",))
    found = survival.read_survival(data, columns, file="file")
    return [row.why for row in found.dropped]


def _ledger(ending: str) -> Callable[[bytes], list[str]]:
    def read(data: bytes) -> list[str]:
        found = check_ledger(ledger_reading.READERS[ending](data, f"file{ending}"))
        return _told((*found.faults, *found.notes))

    return read


def _events(data: bytes) -> list[str]:
    score_events(read_events(data, "file"))
    return []


def _outcomes(data: bytes) -> list[str]:
    read_outcomes(data, seeds.TABLE, file="file")
    return []


def _council(data: bytes) -> list[str]:
    deu.read(data, file="file")
    return []


def _article(name: str) -> Callable[[bytes], list[str]]:
    def read(data: bytes) -> list[str]:
        found = as_data(read_article(data[:20_000], seeds.small(), file=name))
        return [flag["sentence"] for flag in found["flags"] if isinstance(flag.get("sentence"), str)]

    return read


def _changes(data: bytes) -> list[str]:
    """Read changes as they are typed, and make them."""
    words = [line for line in data.decode("utf-8", "surrogateescape").split("\n")[:8] if line]
    apply(seeds.small(), read_changes(words, (), (), ()))
    return []


def _scratch(ending: str) -> Path:
    import os

    return Path(gettempdir()) / f"detente-fuzz-{os.getpid()}{ending}"


CHANGE = b"no_deal.UP=60\nno_deal.DOWN=20:30:40"
_ACTORS = seeds.actor_tables()
TARGETS: Mapping[str, Target] = {
    target.name: target
    for target in (
        Target("case", _case, seeds.cases),
        Target("case-csv", _sheet("a.csv"), seeds.csv_cases),
        Target("case-xlsx", _sheet("a.xlsx"), seeds.workbooks),
        Target("cell", _cell, lambda: [b"=1+1", b"'x", b"[a, {b: 1}]", b'"a\\nb"', b"-3.5", b"_x0041_", b"2025-01-01"]),
        Target("cross-impact", _matrix, lambda: [seeds.CROSS]),
        Target("json", _json, seeds.graphs),
        Target("genius", _genius, seeds.domains),
        Target("geniusweb", _geniusweb, seeds.web_profiles),
        Target("bring", _bring, lambda: [*seeds.domains(), *seeds.web_profiles(), seeds.csv_cases()[0]]),
        Target("gmcr", _gmcr, seeds.graphs),
        Target("scw", _scw, seeds.matrices),
        Target(
            "solutions", _solutions, lambda: [b'$ ScenarioWizard 3.0\nSolution set\n1\n\n" 2 3 2",1.2E+07,0,0,15,""\n']
        ),
        Target("ktab-sqlite", _database, seeds.databases),
        Target("ktab-xml", _actors(ktab_xml.read, "file.xml"), lambda: _ACTORS["ktab-xml"]),
        Target("ktab-csv", _actors(ktab_csv.read, "file.csv"), lambda: _ACTORS["ktab-csv"]),
        Target("bdm", _actors(bdm.read, "file.csv"), lambda: _ACTORS["bdm"]),
        Target("exchange", _actors(exchange_table.read, "file.tsv"), lambda: _ACTORS["exchange"]),
        Target("actor-table", _tables, lambda: [seed for held in _ACTORS.values() for seed in held]),
        Target("council", _council, seeds.council),
        Target("input-output", _input_output, lambda: [PART.join(seeds.FLOWS)]),
        Target("holdings", _holdings, lambda: [seeds.HOLDINGS, seeds.AMOUNTS]),
        Target("prices", _prices, lambda: [seeds.PRICES]),
        Target("survival", _survival, lambda: [seeds.SURVIVAL]),
        Target("ledger-yaml", _ledger(".yaml"), lambda: [seeds.LEDGER]),
        Target("ledger-json", _ledger(".json"), lambda: [_as_json(seeds.LEDGER)]),
        Target("ledger-csv", _ledger(".csv"), lambda: [seeds.FORECASTS]),
        Target("events", _events, lambda: [seeds.EVENTS]),
        Target("outcomes", _outcomes, lambda: [seeds.OUTCOMES]),
        Target("article", _article("a.md"), lambda: [seeds.ARTICLE]),
        Target("article-html", _article("a.html"), lambda: [seeds.PAGE]),
        Target("changes", _changes, lambda: [CHANGE, seeds.CHANGES], (CannotChange, click.UsageError, Refused)),
    )
}
"""Every reader by name."""


def _as_json(text: bytes) -> bytes:
    import json

    return json.dumps(case_yaml.read(text).value, indent=1).encode()
