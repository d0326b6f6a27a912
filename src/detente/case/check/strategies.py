"""Strategies and worlds of the section `futures`: what each changes alone, and each strategy in each world."""

from __future__ import annotations

from detente.case.check.desk import Desk
from detente.case.check.levers import check_changes
from detente.case.futures import Futures, Pole, cards_in, changes_by, changes_in
from detente.case.levers import CannotChange, Change, undoing
from detente.case.making import made, place_of
from detente.case.nouns import Case
from detente.case.standing import why_not


def check_policies(desk: Desk, case: Case, model: Futures) -> None:
    """Fault changes that lead nowhere alone, then strategies that cannot be followed in a world."""
    for a, axis in enumerate(model.axes):
        for p, pole in enumerate(axis.poles):
            check_changes(desk, ("futures", "axes", a, "poles", p, "changes"), case, pole.changes)
    for s, strategy in enumerate(model.strategies):
        check_changes(desk, ("futures", "strategies", s, "changes"), case, strategy.changes)
    if not desk.sound("futures") or not desk.sound("levers") or not desk.sound("wild_cards"):
        return
    for world in model.worlds():
        _exclusive(desk, case, world)
    if not desk.sound("futures"):
        return
    for s, strategy in enumerate(model.strategies):
        for world in model.worlds():
            named = " with ".join(pole.id for pole in world)
            asked = (*changes_in(world, case.wild_cards), *changes_by(strategy, case.levers))
            told = _why_not(case, asked)
            if told:
                desk.fault(("futures", "strategies", s), f"in the world {named}: {told}", "change other inputs there")
                break


def _exclusive(desk: Desk, case: Case, world: tuple[Pole, ...]) -> None:
    """Fault a world in which two wild cards have happened of which at most one does."""
    groups = [card.exclusive for card in cards_in(world, case.wild_cards) if card.exclusive]
    twice = [group for group in groups if groups.count(group) > 1]
    if twice:
        named = " with ".join(pole.id for pole in world)
        message = (
            f"in the world {named} two wild cards of the group {twice[0]} have happened, of which at most one does"
        )
        desk.fault(("futures", "axes"), message, "name one of the two")


def _why_not(case: Case, asked: tuple[Change, ...]) -> str:
    """Return why some changes cannot all be made, in order; empty where they can."""
    void, start = undoing(asked), case
    if void is not None:
        return f"{asked[void].path} is changed before, and this undoes it"
    try:
        for change in asked:
            case = made(place_of(case, change), change)
    except CannotChange as error:
        return str(error)
    return (why_not(case) or "") if why_not(start) is None else ""
