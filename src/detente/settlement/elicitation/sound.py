"""Whether statements can be weighed: every name is there, and every comparison says what it needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from detente.case.fault import Fault, InputFaults
from detente.case.nouns import OPEN, Case, View
from detente.case.quantity import utility_bounds
from detente.settlement.elicitation.bounds import TOP, span
from detente.settlement.elicitation.statements import Choice, Direct, Order, Statement, Swing

MOST_STATEMENTS = 60
WORDS = {Order: "order", Swing: "swing", Choice: "choice", Direct: "direct"}
Found = Iterator[tuple[str, str, str]]
"""Where in a statement, what is wrong, what to do."""


def views_of(case: Case, party: str) -> dict[str, View]:
    """Return the views of a party by issue, in the order of the issues."""
    held = {view.issue: view for view in case.views if view.party == party}
    return {issue.id: held[issue.id] for issue in case.issues if issue.id in held}


def faults_of(case: Case, party: str, said: Sequence[Statement], *, issue: str | None) -> InputFaults | None:
    """Return every fault of statements on weights, or on the worths of the options of one issue; None without one."""
    found = list(_whole(case, party, said, issue))
    if not found:
        for k, one in enumerate(said):
            where = f"statements[{k}].{WORDS[type(one)]}"
            rows = _of_weights(case, party, one) if issue is None else _of_worths(case, issue, one)
            found += [Fault(f"{where}{at}", None, message, hint) for at, message, hint in rows]
    return InputFaults("the statements", tuple(found)) if found else None


def _whole(case: Case, party: str, said: Sequence[Statement], issue: str | None) -> Iterator[Fault]:
    views = views_of(case, party)
    if party not in {held.id for held in case.parties}:
        yield Fault("party", None, *_unknown("party", party, [held.id for held in case.parties]))
    elif not views:
        yield Fault("party", None, f"{party} has a view on no issue", "give it views in the case file")
    elif issue is not None and issue not in views:
        yield Fault("issue", None, *_unknown("issue", issue, list(views)))
    if len(said) > MOST_STATEMENTS:
        yield Fault(
            "statements", None, f"{len(said)} statements are more than {MOST_STATEMENTS}", "leave some out", True
        )


def _of_weights(case: Case, party: str, said: Statement) -> Found:
    views = views_of(case, party)
    match said:
        case Order():
            yield from _order(said, "issue", list(views))
        case Direct():
            yield from _named("", "issue", said.name, list(views))
            yield from _range(said.low, said.high, (0.0, TOP))
        case Swing():
            yield from _swing(case, views, said)
        case Choice():
            yield from _choice(case, party, views, said)


def _of_worths(case: Case, issue: str, said: Statement) -> Found:
    names = list(case.issue(issue).option_ids)
    match said:
        case Order():
            yield from _order(said, "option", names)
        case Direct():
            yield from _named("", "option", said.name, names)
            yield from _range(said.low, said.high, utility_bounds(case.scale))
        case _:
            yield "", "it speaks of issues, not of the options of one", "give an order of the options, or a range"


def _order(said: Order, kind: str, known: list[str]) -> Found:
    named = [name for step in said.steps for name in step]
    for name in dict.fromkeys(named):
        yield from _named("", kind, name, known)
    for name, count in Counter(named).items():
        if count > 1:
            yield "", f"{name} stands {count} times", "name it once"
    if len(named) < 2:
        yield "", "an order needs at least two names", "name another"


def _swing(case: Case, views: Mapping[str, View], said: Swing) -> Found:
    for at, name in ((".issue", said.issue), (".against", said.against)):
        yield from _named(at, "issue", name, list(views))
        if name in views and span(case, views[name]).high <= 0.0:
            yield at, f"all options of {name} are worth the same to it, so that no step can be weighed", "take another"
    if said.issue == said.against:
        yield ".against", f"{said.issue} is set against itself", "name another issue"
    yield from _range(said.low, said.high, (0.0, 100.0 * TOP))


def _choice(case: Case, party: str, views: Mapping[str, View], said: Choice) -> Found:
    if not said.first or said.first.keys() != said.second.keys():
        yield "", "the two settlements do not name the same issues", "name each issue in both, and leave the rest out"
        return
    for at, settlement in ((".first", said.first), (".second", said.second)):
        for issue, option in settlement.items():
            yield from _option(case, views, at, (issue, option))
    if said.first == said.second:
        yield "", "the two settlements are the same", "let them differ in two issues"
    for row in case.interactions:
        reach = row.when.keys()
        touched = {issue for issue in reach & said.first.keys() if said.first[issue] != said.second[issue]}
        if row.party == party and touched and not reach <= said.first.keys():
            missing = ", ".join(sorted(reach - said.first.keys()))
            yield "", f"its interactions tie these issues to {missing}", f"name {missing} in both settlements"


def _option(case: Case, views: Mapping[str, View], at: str, pair: tuple[str, str]) -> Found:
    issue, option = pair
    if issue not in views:
        yield at, *_unknown("issue", issue, list(views))
    elif option == OPEN:
        yield at, f"{issue} left open is worth what no deal is worth, which is not at stake here", "name an option"
    else:
        yield from _named(f"{at}.{issue}", "option", option, list(case.issue(issue).option_ids))


def _named(at: str, kind: str, name: str, known: list[str]) -> Found:
    if name not in known:
        yield at, *_unknown(kind, name, known)


def _unknown(kind: str, name: str, known: list[str]) -> tuple[str, str]:
    near = get_close_matches(name, known, 1)
    hint = f'did you mean "{near[0]}"?' if near else ""
    return f'no {kind} "{name[:80]}"; there are {", ".join(known)}', hint


def _range(low: float, high: float, bounds: tuple[float, float]) -> Found:
    least, most = bounds
    if low > high:
        yield "", f"low {low:g} is above high {high:g}", "swap the two"
    elif low < least or high > most:
        yield "", f"{low:g} to {high:g} is not between {least:g} and {most:g}", ""
