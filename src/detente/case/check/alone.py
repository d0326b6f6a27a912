"""Check a cross-impact matrix that stands in a file of its own, without a case around it."""

from __future__ import annotations

from detente.case.check.cross_impact import cross_impact
from detente.case.check.desk import MOST_FAULTS, Desk, Enough, Missing, Node
from detente.case.check.names import names_of
from detente.case.cross_impact import CrossImpact
from detente.case.document import Document
from detente.case.fault import Fault


def check_matrix(document: Document) -> tuple[CrossImpact | None, tuple[Fault, ...]]:
    """Return the matrix under the one key `cross_impact` of a document, or every fault; it cites no sources.

    Examples
    --------
    >>> model, faults = check_matrix(Document({"cross_impact": {"descriptors": {}}}))
    >>> model, [fault.text() for fault in faults]
    (None, ['cross_impact.descriptors: the mapping is empty; at least one entry is needed'])
    """
    muted = document.unread.union(fault.where for fault in document.faults)
    desk = Desk(document, list(document.faults), muted=muted)
    top = Node(document.value, (), desk)
    try:
        found = cross_impact(top.at("cross_impact"), names_of(document.value))
    except Enough:
        return None, (*desk.faults, Fault("", None, f"more than {MOST_FAULTS} faults; the rest was not checked"))
    if desk.faults or isinstance(found, Missing):
        return None, tuple(sorted(desk.faults, key=lambda fault: fault.line or 0))
    return found, ()
