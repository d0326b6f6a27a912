"""The inputs of what would change a case, each as a quantity with its path, who holds it, and who declared it why."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.levers import Change
from detente.case.nouns import Case
from detente.case.quantity import Quantity, exactly
from detente.ensemble.hold.provenance import Held


def declared(case: Case) -> Iterator[Held]:
    """Yield every number of the sections `levers`, `wild_cards`, `tracks` and `venues`, in this order."""
    for lever in case.levers:
        said = f"{lever.name}; owner {lever.owner}" + (f"; {lever.why}" if lever.why else "")
        if lever.cost is not None:
            yield f"levers.{lever.id}.cost", lever.cost, lever, f"{said}; in {lever.unit}" if lever.unit else said
        for k, change in enumerate(lever.changes):
            yield f"levers.{lever.id}.changes.{k}", _value(change), lever, f"{change.kind} {change.path}; {said}"
    for card in case.wild_cards:
        said = f"{card.name}; {card.why}" if card.why else card.name
        for name in ("probability", "rate"):
            held = getattr(card, name)
            if held is not None:
                yield f"wild_cards.{card.id}.{name}", held, card, said
        for k, change in enumerate(card.changes):
            yield f"wild_cards.{card.id}.changes.{k}", _value(change), card, f"{change.kind} {change.path}; {said}"
    yield from _settings(case)


def _settings(case: Case) -> Iterator[Held]:
    for track in case.tracks:
        said = f"{track.name}; {track.note}" if track.note else track.name
        yield f"tracks.{track.id}.leak", track.leak, track, said
        yield f"tracks.{track.id}.efficiency", track.efficiency, track, said
        for party, cost in track.cost.items():
            yield f"tracks.{track.id}.cost.{party}", cost, track, said
    for venue in case.venues:
        for criterion, score in venue.scores.items():
            yield f"venues.{venue.id}.scores.{criterion}", exactly(score), venue, venue.note or venue.name


def _value(change: Change) -> Quantity:
    """Return what a change sets or adds; 0 for one that drops."""
    value = change.value
    return value if isinstance(value, Quantity) else exactly(value or 0.0)
