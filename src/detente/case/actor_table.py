"""The nouns of an actor table: where each actor stands on each issue, how much it minds, and what it can bring to bear.

Such a table is what forecasting models of bargaining read. An actor need not stand on every issue.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST_ACTORS, MOST_ISSUES, MOST_STANDS = 500, 400, 20_000
"""Actors, issues and stands of one table."""


@dataclass(frozen=True, slots=True)
class TableActor:
    """Somebody in a table, with what the file says of it."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TableIssue:
    """A question of a table; positions run from `low` to `high`, or on a scale without ends that are known (None)."""

    name: str
    note: str = ""
    low: float | None = 0.0
    high: float | None = 100.0


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an actor stands on an issue: position on the issue's scale, salience 0-100, capability in any unit."""

    actor: str
    issue: str
    position: float
    salience: float
    capability: float


@dataclass(frozen=True, slots=True)
class ActorTable:
    """A table of actors x issues; every stand names an actor and an issue of the table, no pair twice."""

    title: str
    actors: tuple[TableActor, ...]
    issues: tuple[TableIssue, ...]
    stands: tuple[Stand, ...]
    note: str = ""

    @property
    def full(self) -> bool:
        """Whether every actor stands on every issue."""
        return len(self.stands) == len(self.actors) * len(self.issues)

    def stand(self, actor: str, issue: str) -> Stand | None:
        """Return where an actor stands on an issue, or None."""
        return next((row for row in self.stands if (row.actor, row.issue) == (actor, issue)), None)


def capabilities(table: ActorTable) -> dict[str, float] | None:
    """Return the capability of each actor, or None where it is not the same on all issues.

    >>> rows = (Stand("A", "x", 1.0, 50.0, 3.0), Stand("A", "y", 2.0, 50.0, 4.0))
    >>> capabilities(ActorTable("t", (TableActor("A"),), (TableIssue("x"), TableIssue("y")), rows)) is None
    True
    """
    found: dict[str, float] = {}
    for row in table.stands:
        if found.setdefault(row.actor, row.capability) != row.capability:
            return None
    return found
