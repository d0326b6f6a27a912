"""A table of how long things lasted: one row for each spell of a case under observation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dropped:
    """A row that is left out, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class SurvivalTable:
    """Spells in years since each case began.

    Parameters
    ----------
    ids
        Case of each spell; a case has several where its covariates change (start-stop).
    entry, exit
        When observation of the spell begins (above 0: left truncation) and ends.
    ended
        Whether the case ended with the spell; otherwise it was last seen still standing (censored).
    covariates
        Name -> value of each spell.
    dropped
        Rows of the file that are left out.
    """

    ids: tuple[str, ...]
    entry: tuple[float, ...]
    exit: tuple[float, ...]
    ended: tuple[bool, ...]
    covariates: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
