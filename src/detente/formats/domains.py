"""Domains with utility profiles by file ending: GENIUS XML and GeniusWeb JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.case.nouns import Case
from detente.case.profiles import Domain, Profile, case_of
from detente.formats import genius, geniusweb
from detente.formats.load import contents
from detente.formats.markup import stop

ENDINGS = (".xml", ".json")


def is_domain(name: str) -> bool:
    """Whether a name ends as a domain or a profile does."""
    return name.lower().endswith(ENDINGS)


def read(names: Sequence[str]) -> tuple[Domain, tuple[Profile, ...]]:
    """Return the domain and profiles of files, all of one format; the domain comes first.

    Raises
    ------
    InputFaults
        With every fault of the first file that has any.
    """
    files = [(name, contents(name)) for name in names]
    endings = {Path(name).suffix.lower() for name in names}
    if len(endings) > 1:
        raise stop(names[-1], None, f"its format is not that of {names[0]}", "give XML files or JSON files, not both")
    return genius.read(files) if endings == {ENDINGS[0]} else geniusweb.read(files)


def load(names: Sequence[str]) -> Case:
    """Return the case of a domain and its profiles; its id is the name of the first file."""
    domain, profiles = read(names)
    return case_of(domain, profiles, case_id=Path(names[0]).stem)
