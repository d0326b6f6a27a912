"""The ids that a document gives out, and readers of references to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.case.check.desk import Missing, Node, listed, show
from detente.case.check.fields import Reader, entries, listing, one_of, words
from detente.case.marking import MARKINGS
from detente.case.nouns import OPEN

Ids = dict[str, None] | None
"""Known ids in file order; None when they could not be read, and nothing can be said about references."""


@dataclass(frozen=True, slots=True)
class Names:
    """What can be referred to. Read from the document before anything is checked, so the order of keys is free.

    Parameters
    ----------
    party, offer, source, issue
        Ids in file order.
    options
        Issue id -> ids of its own options.
    settled
        The same with `open` where the issue is deferrable: what a settlement can say of the issue.
    unscored
        Issue ids of which some option has no score.
    top
        The document's top level.
    """

    party: Ids
    offer: Ids
    source: Ids
    issue: Ids
    options: Mapping[str, Ids]
    settled: Mapping[str, Ids]
    unscored: frozenset[str]
    top: Mapping[str, Any]


def names_of(top: Mapping[str, Any]) -> Names:
    """Return the names that a document gives out."""
    issues = top.get("issues")
    issues = issues if isinstance(issues, dict) else {}
    return Names(
        party=_ids(top, "parties", needed=True),
        offer=_ids(top, "offers"),
        source=_ids(top, "sources"),
        issue=_ids(top, "issues", needed=True),
        options={issue: _options(value) for issue, value in issues.items()},
        settled={issue: _settled(value) for issue, value in issues.items()},
        unscored=frozenset(issue for issue, value in issues.items() if not _scored(value)),
        top=top,
    )


def _ids(top: Mapping[str, Any], key: str, *, needed: bool = False) -> Ids:
    if key not in top:
        return None if needed else {}
    section = top[key]
    return dict.fromkeys(section) if isinstance(section, dict) else None


def _options(issue: Any) -> Ids:
    named = issue.get("options") if isinstance(issue, dict) else None
    return dict.fromkeys(named) if isinstance(named, dict) else None


def _settled(issue: Any) -> Ids:
    named = _options(issue)
    return named | {OPEN: None} if named is not None and issue.get("deferrable") is True else named


def _scored(issue: Any) -> bool:
    """Whether all options have scores, as far as can be seen."""
    named = issue.get("options") if isinstance(issue, dict) else None
    if not isinstance(named, dict):
        return True
    return all(isinstance(option, dict) and "score" in option for option in named.values())


def reference(names: Names, kind: str) -> Reader:
    """Return the reader of the id of a party, offer, source or issue."""
    allowed: Ids = getattr(names, kind)
    plural = "parties" if kind == "party" else f"{kind}s"
    return chosen(allowed, kind, f"{plural} are", f"name one of these, or add it under {plural}")


def option(names: Names, issue: str) -> Reader:
    """Return the reader of an option that the issue itself names: one that a party can want or refuse."""
    return chosen(names.options.get(issue), "option", f"options of {issue} are")


def outcome(names: Names, issue: str) -> Reader:
    """Return the reader of what a settlement can say of an issue: one of its options, or `open` if deferrable."""
    return chosen(names.settled.get(issue), "option", f"options of {issue} are")


def chosen(allowed: Ids, kind: str, intro: str, hint: str = "") -> Reader:
    """Return the reader of one of some ids; `hint` is given where none of them can have been meant."""

    def read(node: Node) -> Any:
        word = words(node)
        if isinstance(word, Missing) or allowed is None or word in allowed:
            return word
        meant = node.desk.meant(word, allowed) or hint
        return node.fault(f"no {kind} {show(word)}; {intro} {listed(allowed)}", meant)

    return read


def sources(names: Names) -> Reader:
    """Return the reader of a list of source ids."""
    return listing(reference(names, "source"), distinct=True)


def marks(names: Names) -> dict[str, Reader]:
    """Return the keys of a row that may be withheld: how it is marked, and by whom it was confided."""
    return {"marking": one_of(MARKINGS), "confided_by": reference(names, "party")}


def known_key(names: Names, node: Node, kind: str) -> bool:
    """Return whether the key of a value is the id of a party or issue; add a fault when it is not."""
    key = Node(node.place[-1], node.place, node.desk)
    return not isinstance(reference(names, kind)(key), Missing)


def settlement(names: Names, least: int) -> Reader:
    """Return the reader of a partial settlement: at least so many issues, each with one of its options."""

    def read(node: Node) -> Any:
        known = [(issue, item) for issue, item in entries(node) if known_key(names, item, "issue")]
        found = {issue: outcome(names, issue)(item) for issue, item in known}
        if isinstance(node.value, dict) and len(node.value) < least:
            wanted = "at least one issue is" if least == 1 else f"at least {least} issues are"
            message = f"it names {len(node.value) or 'no'} issue{'s' * (not node.value)}; {wanted} needed"
            node.fault(message, "add an issue, as {issue: option}")
        return {issue: value for issue, value in found.items() if not isinstance(value, Missing)}

    return read


def per_party(node: Node, names: Names, reader: Callable[[str, Node], Any]) -> dict[str, Any]:
    """Read a mapping from parties; what cannot be read is left out."""
    known = [(party, item) for party, item in entries(node, filled=True) if known_key(names, item, "party")]
    found = {party: reader(party, item) for party, item in known}
    return {party: value for party, value in found.items() if not isinstance(value, Missing)}
