"""Refusals: what ends a verb without an answer, as words on stderr and an exit code."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import click

FAULTS = 1
USAGE = 2
UNANSWERED = 3
MISSING_EXTRA = 4
CONFLICT = 5
INTERRUPTED = 130
BROKEN_PIPE = 141


class Refused(click.ClickException):
    """A verb that cannot answer, because of what it was given to read or where it was to write."""

    exit_code = FAULTS

    def show(self, file: object = None) -> None:
        """Write the message to stderr."""
        del file
        click.echo(self.message, err=True)


class Unwritable(Refused):
    """A place that was asked for and cannot be written to."""

    exit_code = USAGE


class Conflict(Refused):
    """A file that is there already and is somebody else's, or a ledger that somebody else is writing to."""

    exit_code = CONFLICT


class Unanswered(Refused):
    """A question beyond the limits."""

    exit_code = UNANSWERED


class LacksExtra(Refused):
    """A verb that needs a package which is not installed."""

    exit_code = MISSING_EXTRA


def refusal(error: Exception) -> Refused | None:
    """Return the refusal that an error stands for; None for errors that are the program's own."""
    from detente._optional import MissingExtra
    from detente.case.fault import InputFaults, TooLarge, Unanswerable
    from detente.ledger.fault import LedgerBusy, LedgerFault, LedgerUnwritable

    if isinstance(error, InputFaults) and error.too_large:
        return Unanswered(str(error))
    kinds = {
        InputFaults: Refused, Unanswerable: Refused, TooLarge: Unanswered, MissingExtra: LacksExtra,
        LedgerBusy: Conflict, LedgerUnwritable: Unwritable, LedgerFault: Refused,
    }  # fmt: skip
    found = next((refused for kind, refused in kinds.items() if isinstance(error, kind)), None)
    return None if found is None else found(str(error))


@contextmanager
def within_limits() -> Generator[None, None, None]:
    """Turn the kernels' refusals of questions that are too large into exit code 3."""
    from detente.kernels.merge import FrontTooLarge
    from detente.kernels.table import BlockTooLarge

    try:
        yield
    except (FrontTooLarge, BlockTooLarge) as error:
        raise Unanswered(f"not answered within the limits: {error}") from error
