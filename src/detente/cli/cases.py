"""Cases by name for the verbs: opened, examined, and described in answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import click

from detente.case.fault import Fault, InputFaults
from detente.case.nouns import Case
from detente.cli.manner import Manner

LONGEST = 80
"""Characters of a misspelt name that are looked at."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A case file as examined: its bytes, and the case when there are no faults."""

    file: str
    case: Case | None
    data: bytes = b""
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()


def open_case(name: str, manner: Manner) -> tuple[Case, str]:
    """Return a case and the SHA-256 of its file; `InputFaults` with every fault when it has any."""
    from hashlib import sha256

    found = examine(name)
    if found.case is None:
        raise InputFaults(found.file, found.faults)
    for note in found.notes:
        manner.detail(f"note: {note.text(found.file)}")
    return found.case, sha256(found.data).hexdigest()


def open_cases(names: Sequence[str], manner: Manner) -> tuple[Case, str]:
    """Return a case by its one name, or the case of a domain and its profiles, with the SHA-256 of what was read."""
    from detente.formats import domains

    if not any(domains.is_domain(name) for name in names):
        if len(names) > 1:
            raise click.UsageError("one case at a time; only a domain takes further files, its profiles")
        return open_case(names[0], manner)
    from hashlib import sha256

    other = next((name for name in names if not domains.is_domain(name)), None)
    if other is not None:
        raise click.UsageError(f"{other} is no domain or profile; these end in {' or '.join(domains.ENDINGS)}")
    files = domains.fetch(names)
    return domains.case_from(files), sha256(b"".join(data for _, data in files)).hexdigest()


def examine(name: str) -> Examined:
    """Read and check a case: a path (.yaml, .xlsx or .csv), the id of a case that ships, or - for standard input.

    What cannot be read at all is a fault too.
    """
    from detente.cli.deeds import opening
    from detente.formats.load import checked, find

    opening(name)
    try:
        file, data = find(name)
        found = checked(name, file, data)
    except InputFaults as error:
        return Examined(error.file, None, faults=error.faults)
    return Examined(file, found.case, data, found.faults, found.notes)


def shipped_text(name: str) -> str:
    """Return the text of a case that ships; an unknown name is refused with those that there are."""
    from detente.formats.load import TEMPLATE, find, shipped

    known_id(name, (*shipped(), TEMPLATE), "case to start from")
    return find(name)[1].decode("utf-8")


def known_id(asked: str, known: Sequence[str], what: str) -> None:
    """Refuse an id that is not known, with the nearest and all that are."""
    if asked not in known:
        from detente.case.document import cut

        hint = nearest(asked, known)
        raise click.BadParameter(f"no {what} {cut(asked)!r}; {hint}there are: {', '.join(known) or 'none'}")


def nearest(asked: str, known: Sequence[str]) -> str:
    """Return the question whether the nearest known name was meant; empty when none is near.

    >>> nearest("miamy", ["miami", "minsk"]), nearest("x", ["miami"])
    ("did you mean 'miami'? ", '')
    """
    from difflib import get_close_matches

    near = get_close_matches(asked[:LONGEST], known, n=1)
    return f"did you mean {near[0]!r}? " if near else ""


def is_case(name: str) -> bool:
    """Return whether a name can only be that of a case: a path ending in .yaml, .xlsx or .csv, one that ships, or -."""
    from detente.formats.load import STDIN, TEMPLATE, is_path, shipped

    return name == STDIN or is_path(name) or name in (*shipped(), TEMPLATE)
