"""Domains with utility profiles by file ending: GENIUS XML and GeniusWeb JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.case.fault import InputFaults
from detente.case.nouns import Case
from detente.case.profiles import Domain, Profile, case_of
from detente.formats import genius, geniusweb
from detente.formats.load import contents
from detente.formats.markup import stop
from detente.formats.yaml import MAX_BYTES

ENDINGS = (".xml", ".json")
File = tuple[str, bytes]
"""The name of a file and what it holds."""


def is_domain(name: str) -> bool:
    """Whether a name ends as a domain or a profile does."""
    return name.lower().endswith(ENDINGS)


def fetch(names: Sequence[str]) -> list[File]:
    """Return the names and bytes of domains and profiles; `InputFaults` says why one cannot be read."""
    return [(name, _contents(name)) for name in names]


def read(files: Sequence[File]) -> tuple[Domain, tuple[Profile, ...]]:
    """Return the domain and profiles of files, all of one format; the domain comes first.

    Raises
    ------
    InputFaults
        With every fault of the first file that has any.
    """
    endings = {Path(name).suffix.lower() for name, _ in files}
    if len(endings) > 1:
        raise stop(
            files[-1][0], None, f"its format is not that of {files[0][0]}", "give XML files or JSON files, not both"
        )
    return genius.read(files) if endings == {ENDINGS[0]} else geniusweb.read(files)


def case_from(files: Sequence[File]) -> Case:
    """Return the case of a domain and its profiles; its id is the name of the first file."""
    domain, profiles = read(files)
    return case_of(domain, profiles, case_id=Path(files[0][0]).stem)


def load(names: Sequence[str]) -> Case:
    """Return the case of a domain and its profiles by the names of their files."""
    return case_from(fetch(names))


def _contents(name: str) -> bytes:
    """Return the bytes of a domain or a profile; one that is too large is no such file, whatever it holds."""
    try:
        return contents(name)
    except InputFaults as error:
        if not error.too_large:
            raise
        raise stop(name, None, f"it has more than {MAX_BYTES // 1_000_000} MB; a profile has some hundred KB") from None
