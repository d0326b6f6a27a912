"""Apply changes to a case: a change never touches its input."""

from __future__ import annotations

from collections.abc import Iterable

from detente.case.levers import Change
from detente.case.making import made, place_of
from detente.case.nouns import Case
from detente.case.standing import must_stand


def apply(case: Case, changes: Iterable[Change]) -> Case:
    """Return a case with changes made in order; the case given stays as it is.

    A number that is ``set`` moves a range as a whole, so that its shape stays; ends beyond the bounds of the field are
    cut to them. A no-deal value that is moved by a number, or by ``add`` or ``scale``, moves after statements have
    bounded it: what a party said before the change says nothing of what the change does. A range that is ``set`` is a
    new coding, which they bound. Points added at ``worth.PARTY.ISSUE.OPTION`` are a side payment: the party has them
    with every settlement that holds the option, but not in the offers by which statements bound its no-deal value.

    Raises
    ------
    CannotChange
        When a path leads nowhere, or its input does not allow the kind or the value; the message says what is allowed.
        When the case that is left cannot be judged.
    """
    before = case
    for change in changes:
        case = made(place_of(case, change), change)
    must_stand(before, case)
    return case
