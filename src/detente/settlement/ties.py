"""Who is tied to whom: approval, mediation, guarantees, levers, channels, red lines on what another would accept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby

from detente.case.dated import latest
from detente.case.nouns import Case

MEDIATOR, PRINCIPAL = "mediator", "principal"
PARTY_AT = {"views": 1, "worth": 1, "no_deal": 1, "parties": 1, "timing.drift": 2, "durability": 2}
"""Head of the path of an input -> the step of that path which names a party."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie between two parties.

    Parameters
    ----------
    one, other
        Ids of the parties; `one` acts on `other`, but for ``talks``, which goes both ways.
    kind
        A key of `TIES`.
    by
        What of the case makes it: ids of steps, channels, guarantees or levers; for ``bars`` as ``issue.option``.
        Empty for a role alone.
    """

    one: str
    other: str
    kind: str
    by: tuple[str, ...] = ()


def ties(case: Case) -> tuple[Tie, ...]:
    """Return the ties between the parties of a case, by kind and in file order; nobody is tied to themselves.

    Examples
    --------
    >>> from datetime import date
    >>> from detente.case.nouns import Party
    >>> parties = (Party("A", "A", "principal"), Party("P", "Its parliament", "ratifier", of="A"))
    >>> [(tie.one, tie.kind, tie.other) for tie in ties(Case("c", "C", date.min, date.max, parties, (), ()))]
    [('P', 'approves', 'A')]
    """
    found = [tie for of_kind in TIES.values() for tie in of_kind(case) if tie.one != tie.other]
    return tuple(_joined(found))


def _joined(found: list[Tie]) -> Iterator[Tie]:
    """Yield each pair once a kind, with all that makes it."""
    order = {key: at for at, key in enumerate(dict.fromkeys((tie.kind, tie.one, tie.other) for tie in found))}
    rows = sorted(found, key=lambda tie: order[tie.kind, tie.one, tie.other])
    for (kind, one, other), same in groupby(rows, key=lambda tie: (tie.kind, tie.one, tie.other)):
        yield Tie(one, other, kind, tuple(dict.fromkeys(name for tie in same for name in tie.by)))


def _approves(case: Case) -> Iterator[Tie]:
    """Yield who ratifies for whom: by their role, and by the steps of ratification."""
    for party in case.parties:
        if party.of is not None:
            yield Tie(party.id, party.of, "approves")
    for step in case.ratification:
        if step.by is not None and step.of is not None:
            yield Tie(step.by, step.of, "approves", (step.id,))


def _mediates(case: Case) -> Iterator[Tie]:
    """Yield mediators with the principals whom they meet in a channel; with all of them where no channel is named."""
    principals = [party.id for party in case.parties if party.role == PRINCIPAL]
    for party in case.parties:
        if MEDIATOR not in (party.role, *party.also):
            continue
        for principal in principals:
            met = tuple(t.id for t in case.tracks if principal in t.parties and party.id in (*t.parties, t.host))
            if met or not case.tracks:
                yield Tie(party.id, principal, "mediates", met)


def _guarantees(case: Case) -> Iterator[Tie]:
    for row in case.guarantees:
        yield from (Tie(row.by, party, "guarantees", (row.id,)) for party in row.protects)


def _moves(case: Case) -> Iterator[Tie]:
    """Yield who owns a lever that changes an input of another party."""
    for lever in case.levers:
        for change in lever.changes:
            party = party_of(change.path)
            if party is not None:
                yield Tie(lever.owner, party, "moves", (lever.id,))


def party_of(path: str) -> str | None:
    """Return the id of the party that an input belongs to; None for an input of nobody's.

    >>> party_of("no_deal.RU"), party_of("timing.drift.UA"), party_of("timing.closing")
    ('RU', 'UA', None)
    """
    steps = path.split(".")
    at = PARTY_AT.get(steps[0]) or PARTY_AT.get(".".join(steps[:2]))
    return steps[at] if at is not None and len(steps) > at else None


def _talks(case: Case) -> Iterator[Tie]:
    for track in case.tracks:
        yield from (Tie(one, other, "talks", (track.id,)) for one, other in combinations(track.parties, 2))


def _bars(case: Case) -> Iterator[Tie]:
    """Yield whose red line bars an option that another states acceptable."""
    views = latest(case.views, case.as_of)
    for own in views:
        barred = {line.option for line in own.red_lines}
        for view in views:
            if view.issue == own.issue and (met := tuple(o for o in view.accepts if o in barred)):
                yield Tie(own.party, view.party, "bars", tuple(f"{own.issue}.{option}" for option in met))


TIES = {
    "approves": _approves,
    "mediates": _mediates,
    "guarantees": _guarantees,
    "moves": _moves,
    "talks": _talks,
    "bars": _bars,
}
"""Kind of tie -> what yields the ties of that kind."""
