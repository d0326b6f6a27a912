"""Bring a case in from files of any format that holds one: the text of a case file, and how it was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from detente.case.fault import Fault, InputFaults, unfit
from detente.formats import case_csv, domains, ktab_xml
from detente.formats.load import ENDINGS, SHEETS, case_id, checked
from detente.formats.write import dump
from detente.formats.yaml import MAX_BYTES, parse

File = tuple[str, bytes]
"""The name of a file and what it holds."""
ACCEPTED = (*ENDINGS, *SHEETS, *domains.ENDINGS)
READ_BY = {
    ".scw": "a matrix of cross impacts, which is a section of a case; `detente convert` writes it as YAML, to be put "
    "under cross_impact",
    ".detente": "an encrypted case, which is not brought in, since versions of it would be kept unencrypted; the verbs "
    "read it",
    ".gmcr": "a conflict graph; `detente stability` reads it",
    ".nfg": "a game; `detente models` reads it",
    ".efg": "a game; `detente models` reads it",
    ".gexf": "a map of actors, which holds no preferences",
    ".tsv": "a table of actors; `detente models` reads it",
    ".db": "a table of actors; `detente models` reads it",
}
"""Ending of a file that holds no case -> what it is, and what reads it."""
OTHER = re.compile(r"[^A-Za-z0-9_-]+")
LONGEST_ID = 80


def bring(files: Sequence[File]) -> str:
    """Return the text of the case that files hold: one YAML file, workbook or CSV file; or a domain with its profiles.

    A YAML file stays as it is, comments and all. Others are read, checked and written as a case file.

    Raises
    ------
    InputFaults, MissingExtra
        With every fault of a file; when the format holds no case; without the package that reads workbooks.
    """
    for name, data in files:
        _fits(name, data)
    first, data = files[0]
    if all(domains.is_domain(name) for name, _ in files):
        return dump(domains.case_from(files))
    if len(files) > 1:
        raise unfit(files[1][0], "one case at a time", "only a domain comes with further files, its profiles")
    if first.lower().endswith(ENDINGS):
        parse(data, file=first)
        return data.decode("utf-8")
    found = checked(first, first, data)
    if found.case is None:
        raise InputFaults(first, found.faults)
    return dump(found.case)


def id_for(name: str) -> str:
    """Return an id that a case can have, after the name of its file.

    Examples
    --------
    >>> id_for("Talks in Vienna (2).xlsx"), id_for("....yaml")
    ('Talks_in_Vienna_2', 'case')
    """
    return OTHER.sub("_", case_id(PurePath(name).name)).strip("_-")[:LONGEST_ID] or "case"


def _fits(name: str, data: bytes) -> None:
    """Refuse a file that holds no case whatever is in it, or that is too large."""
    ending = PurePath(name).suffix.lower()
    if len(data) > MAX_BYTES:
        fault = Fault("", None, f"it has more than {MAX_BYTES // 1_000_000} MB", "split it", limit=True)
        raise InputFaults(name, (fault,))
    if ending in READ_BY or _is_table(ending, data):
        raise unfit(name, f"it is {READ_BY.get(ending, READ_BY['.tsv'])}", f"a case ends in {', '.join(ACCEPTED)}")
    if ending not in ACCEPTED:
        raise unfit(name, f'"{ending}" is no ending of a case', f"these are {', '.join(ACCEPTED)}")


def _is_table(ending: str, data: bytes) -> bool:
    """Return whether a CSV or XML file is a table of actors, which holds no issues with options."""
    if ending == ".csv":
        return b"," in data and not case_csv.is_case(data)
    return ending == ".xml" and ktab_xml.is_scenario(data)
