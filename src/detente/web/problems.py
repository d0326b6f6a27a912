"""What is refused, in one shape: a status, a kind that a program can read, words, and the faults of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from starlette.responses import JSONResponse

from detente._optional import MissingExtra
from detente.case.fault import Fault, InputFaults, TooLarge, Unanswerable
from detente.case.levers import CannotChange
from detente.kernels.merge import FrontTooLarge
from detente.kernels.table import BlockTooLarge
from detente.ledger.fault import LedgerBusy, LedgerFault, LedgerUnwritable

MISSING, CONFLICT, UNFIT = 404, 409, 422


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal.

    Parameters
    ----------
    status
        The HTTP status.
    kind
        One word for a program: ``faults``, ``missing``, ``conflict``, ``superseded``, ``limits`` ...
    message
        What was read, what is allowed and what to do.
    faults
        Every fault of a file, where the file is refused.
    more
        What else a client needs to go on.
    """

    status: int
    kind: str
    message: str
    faults: tuple[Fault, ...] = ()
    more: Mapping[str, Any] | None = None


class Refused(Exception):
    """Raised where a request cannot be answered."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def rows_of(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Return faults or notes of a file as plain rows."""
    return [asdict(fault) for fault in faults]


def told(problem: Problem) -> JSONResponse:
    """Return a refusal as the answer to a request."""
    body: dict[str, Any] = {"kind": problem.kind, "message": problem.message}
    if problem.faults:
        body["faults"] = rows_of(problem.faults)
    return JSONResponse({"error": body | dict(problem.more or {})}, status_code=problem.status)


KINDS: Mapping[type[Exception], tuple[int, str]] = {
    TooLarge: (UNFIT, "limits"),
    FrontTooLarge: (UNFIT, "limits"),
    BlockTooLarge: (UNFIT, "limits"),
    Unanswerable: (UNFIT, "unanswerable"),
    CannotChange: (UNFIT, "change"),
    MissingExtra: (UNFIT, "extra"),
    LedgerBusy: (CONFLICT, "busy"),
    LedgerUnwritable: (CONFLICT, "ledger"),
    LedgerFault: (CONFLICT, "ledger"),
}


def problem_of(error: Exception) -> Problem:
    """Return the refusal that an error of the library stands for."""
    if isinstance(error, Refused):
        return error.problem
    if isinstance(error, InputFaults):
        kind = "limits" if error.too_large else "faults"
        return Problem(UNFIT, kind, f"{error.file or 'the file'} cannot be used as it is", error.faults)
    status, kind = next(held for known, held in KINDS.items() if isinstance(error, known))
    return Problem(status, kind, str(error))


REFUSABLE: tuple[type[Exception], ...] = (Refused, InputFaults, *KINDS)
