"""Actor tables by name: KTAB-SMP in CSV, XML and SQLite, tables of the challenge model, tables of the exchange model.

A `.csv` is told apart by what it holds. What is written follows from the ending of its name: `.xml` and `.ktab.csv` for
KTAB-SMP, `.bdm.csv` for the challenge model, `.tsv` and `.exchange.csv` for the exchange model; a plain `.csv` is of
the challenge model with one issue, of KTAB-SMP with several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from detente.case.actor_table import ActorTable
from detente.formats import bdm, case_csv, exchange_table, ktab_csv, ktab_sqlite, ktab_xml
from detente.formats.load import contents
from detente.formats.table_reader import rows_of, text_of

TEXT_ENDINGS = (".csv", ".tsv")
ENDINGS = (*TEXT_ENDINGS, *ktab_sqlite.ENDINGS)
KTAB, BDM, EXCHANGE = "ktab", "bdm", "exchange"


@dataclass(frozen=True, slots=True)
class Read:
    """A table as read: of which program it is, the model parameters that the file names, and what is not used."""

    table: ActorTable
    kind: str
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    ignored: tuple[str, ...] = ()


def is_table(name: str) -> bool:
    """Return whether a name is that of an actor table; an `.xml` with a KTAB-SMP scenario, a `.csv` without a case."""
    low = name.lower()
    if low.endswith(".csv"):
        return not (Path(name).is_file() and case_csv.is_case(contents(name)))
    if low.endswith(".xml"):
        return Path(name).is_file() and ktab_xml.is_scenario(contents(name))
    return low.endswith(ENDINGS)


def load(name: str) -> Read:
    """Return the table of a file.

    Raises
    ------
    InputFaults
        With every fault of the file, or why it cannot be read.
    """
    if ktab_sqlite.is_sqlite(name):
        return Read(ktab_sqlite.load(name), KTAB)
    data = contents(name)
    if name.lower().endswith(".xml"):
        scenario = ktab_xml.read(data, file=name)
        return Read(scenario.table, KTAB, scenario.parameters, scenario.ignored)
    text = text_of(data, name)
    if exchange_table.is_first(text):
        return Read(exchange_table.read(data, file=name), EXCHANGE)
    rows = rows_of(text[:10_000], name)
    if rows and bdm.is_header(rows[0][1]):
        return Read(bdm.read(data, file=name), BDM)
    return Read(ktab_csv.read(data, file=name), KTAB)


def write(table: ActorTable, name: str) -> tuple[str, tuple[str, ...]]:
    """Return a table as text in the format that the ending of a name means, and what that does not hold.

    Raises
    ------
    Unanswerable
        When the format cannot hold the table.
    """
    low = name.lower()
    if low.endswith(".xml"):
        return ktab_xml.write(table)
    if low.endswith((".tsv", f".{EXCHANGE}.csv")):
        return exchange_table.write(table)
    if low.endswith(f".{BDM}.csv") or (len(table.issues) == 1 and not low.endswith(f".{KTAB}.csv")):
        return bdm.write(table)
    return ktab_csv.write(table)
