"""The options `--for` and `--marking`: a case for one reader."""

from __future__ import annotations

from typing import Any

import click

from detente.case.marking import MARKINGS
from detente.case.nouns import Case
from detente.cli.manner import Manner


def for_a_reader(verb: Any) -> Any:
    """Give a verb the options `--for` and `--marking`; it receives `party` and `marking`."""
    for option in (
        click.option(
            "--marking", metavar="LEVEL", type=click.Choice(MARKINGS),
            help=f"Leave out what is marked above LEVEL: {', '.join(MARKINGS)}.",
        ),
        click.option(
            "--for", "party", metavar="PARTY", help="The view of PARTY: without what other parties confided.",
        ),
    ):  # fmt: skip
        verb = option(verb)
    return verb


def seen_by(case: Case, digest: str, party: str | None, marking: str | None) -> tuple[Case, str]:
    """Return a case as a reader may have it, and the hash that stands for it.

    That of a view or of a redacted case is the hash of its own text: that of the whole would tell when what is
    withheld has changed.
    """
    if party is None and marking is None:
        return case, digest
    from hashlib import sha256

    from detente.formats.sharing.views import redacted, view_for
    from detente.formats.write import dump

    if party is not None:
        case = view_for(case, _known(case, party))
    if marking is not None:
        case = redacted(case, marking)
    return case, sha256(dump(case).encode("utf-8")).hexdigest()


def open_for(name: str, manner: Manner, party: str | None, marking: str | None) -> tuple[Case, str]:
    """Return a case by its name as a reader may have it, and the hash that stands for it."""
    from detente.cli.cases import open_case

    case, digest = open_case(name, manner)
    return seen_by(case, digest, party, marking)


def refuse_results(name: str, party: str | None, marking: str | None) -> None:
    """Refuse to make a view of results: they were computed from the whole case."""
    if party is not None or marking is not None:
        raise click.UsageError(f"{name} holds results of the whole case; --for and --marking need the case itself")


def _known(case: Case, party: str) -> str:
    from detente.cli.cases import known_id

    known_id(party, [row.id for row in case.parties], f"party of {case.id}")
    return party
