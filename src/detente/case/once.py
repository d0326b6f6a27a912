"""What follows from a case alone is worked out once for each case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import wraps
from typing import Any, TypeVar

from detente.case.nouns import Case

T = TypeVar("T")
KEPT = 16
"""Cases whose answers are kept: a run asks of the case as known, its signing part, and the ratifiers' variant."""


def once(work: Callable[[Case], T]) -> Callable[[Case], T]:
    """Keep what `work` returned for the last cases; nobody may change it, as nobody changes a case.

    Arrays become read-only, alone or as parts of a tuple, a record or a mapping.

    Cases are told apart by identity, which is enough for a run and takes no time. Two threads that ask at once may both
    work; they find the same.

    Examples
    --------
    >>> from detente.formats.load import load
    >>> case, issues = load("miami"), once(lambda case: [issue.id for issue in case.issues])
    >>> issues(case) is issues(case)
    True
    """
    kept: tuple[tuple[Case, T], ...] = ()

    @wraps(work)
    def found(case: Case) -> T:
        nonlocal kept
        for held, answer in kept:
            if held is case:
                return answer
        answer = _fixed(work(case))
        kept = ((case, answer), *kept[: KEPT - 1])
        return answer

    return found


def _fixed(answer: T) -> T:
    held: Any = answer
    if is_dataclass(held):
        parts = [getattr(held, field.name) for field in fields(held)]
    elif isinstance(held, Mapping):
        parts = [*held.values()]
    else:
        parts = [*held] if isinstance(held, tuple) else [held]
    for part in parts:
        if hasattr(part, "setflags"):
            part.setflags(write=False)
    return answer
