"""The two changes: a case without what is marked above a level, and the view of one party.

A view is a function of two things: what is public, and what the party itself confided. It is made by first leaving out
all that others confided and only then doing anything else, so that it cannot depend on it: non-interference in the
sense of Goguen & Meseguer (1982), "Security policies and security models", IEEE Symposium on Security and Privacy.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from detente.case.document import Place
from detente.case.fault import InputFaults, unfit
from detente.case.marking import Withheld, effective, rank
from detente.case.nouns import Case
from detente.formats.plain import plain
from detente.formats.plain.rows import Plain
from detente.formats.sharing.fill import filled
from detente.formats.sharing.rows import left_out
from detente.formats.sharing.settle import settled


def view_for(case: Case, party: str) -> Case:
    """Return the view of a party: what is public, what it confided, and one fill for what others may have confided.

    The fill is that of `detente.formats.sharing.fill`; it stands for every section that another party is said to
    confide (`confides`) where no public row speaks, whether something was confided or not.

    Raises
    ------
    InputFaults
        When there is no such party, when rows were taken out of the case before, or what is left is no case.
    """
    known = [row.id for row in case.parties]
    if party not in known:
        raise _refused(case, f'no party "{party}"; parties are {", ".join(known)}')
    if case.withheld is not None and (case.withheld.rows or case.withheld.view_of not in ("", party)):
        raise _refused(case, "rows were taken out of this case for another reader", "make the view from the whole case")
    public, _ = left_out(plain(case), lambda row: row.get("confided_by", party) != party)
    others = {row.party: row.sections for row in case.confides if row.party != party}
    views = [(other, issue.id) for other, held in others.items() if "views" in held for issue in case.issues]
    made, _ = settled(filled(public, case, views, [p for p, held in others.items() if "no_deal" in held]), case.id)
    return replace(made, withheld=Withheld(view_of=party))


def redacted(case: Case, marking: str) -> Case:
    """Return the case without the rows marked above a level; it says how many were taken out of which section.

    A row without a marking has that of the case; one that was confided counts as red. A view or a no-deal value that
    is withheld is filled with the widest range; a source that is withheld is cited as such; what cannot stand without
    a withheld row goes with it.

    Raises
    ------
    InputFaults
        When the case as a whole is marked above the level, or what is left is no case.
    """
    if rank(case.marking) > rank(marking):
        message = f"the case as a whole is marked {case.marking}: nothing of it may be shown at {marking}"
        raise _refused(case, message, f"lower `marking` at the top of the file, or ask for --marking {case.marking}")

    def above(row: Plain) -> bool:
        return rank(effective(row.get("marking", ""), row.get("confided_by", ""), case.marking)) > rank(marking)

    left, places = left_out(plain(case), above)
    views = [(str(place[1]), str(place[2])) for place in places if place[0] == "views" and place[2:3] != ("with",)]
    no_deals = [str(place[1]) for place in places if place[0] == "no_deal"]
    made, gone = settled(filled(left, case, views, no_deals), case.id)
    return replace(made, withheld=_withheld(case, marking, [*places, *gone]))


def _withheld(case: Case, marking: str, places: list[Place]) -> Withheld:
    before = case.withheld or Withheld()
    rows = Counter(before.rows) + Counter(str(place[0]) for place in places)
    return Withheld(before.view_of, marking, dict(sorted(rows.items())))


def _refused(case: Case, message: str, hint: str = "") -> InputFaults:
    return unfit(case.id, message, hint)
