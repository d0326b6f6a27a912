"""Where the path of an input leads: its value, the bounds of its field, and the case with another value there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from detente.case.dated import latest
from detente.case.levers import ADD, DROP, SCALE, SET
from detente.case.nouns import OPEN, Case, Interaction, Issue, NoDeal, RedLine, View
from detente.case.quantity import POINTS, Quantity, utility_bounds

SHARE, DAYS, RATE, DRIFT = (0.0, 1.0), (0.0, 36_500.0), (0.0, 365.0), (-1_000.0, 1_000.0)
FACTOR, DISCOUNT = (0.01, 100.0), (0.001, 10.0)
FLAG = (0.0, 1.0)
NUMBER = (SET, ADD, SCALE)
LINE = (SET, ADD, SCALE, DROP)
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Place:
    """One input of a case.

    Parameters
    ----------
    value
        What stands there; None where nothing does.
    bounds
        What the field allows.
    put
        Return the case with another value there; None takes it away.
    kinds
        The kinds of change that it allows.
    moved
        Points by which the input has been moved since it was coded; None where the field holds no such move.
    flag
        Whether it is a yes or no, written 1 or 0.
    """

    value: Quantity | float | None
    bounds: tuple[float, float]
    put: Callable[[Any], Case]
    kinds: tuple[str, ...] = NUMBER
    moved: float | None = None
    flag: bool = False


Held = tuple[str, Place]


def places(case: Case) -> dict[str, Place]:
    """Return every input of a case that can be changed, by its path, in file order.

    Of several codings of one input it is the one that holds on the as-of date.
    """
    return dict(_all(case))


def place_at(case: Case, path: str) -> Place | None:
    """Return the input at one path, as `places` has it; None where there is none. It looks only where that may be."""
    head = path.partition(".")[0]
    if head in BY_VIEW:
        rows = (
            view for view in latest(case.views, case.as_of) if path.startswith(f"{head}.{view.party}.{view.issue}.")
        )
        return next((place for view in rows for own, place in BY_VIEW[head](case, view) if own == path), None)
    return next((place for own, place in SECTIONS[head](case) if own == path), None) if head in SECTIONS else None


def _all(case: Case) -> Iterator[Held]:
    for section in SECTIONS.values():
        yield from section(case)


def _parties(case: Case) -> Iterator[Held]:
    for party in case.parties:
        path, put = f"parties.{party.id}", partial(_field, case, "parties", party)
        yield f"{path}.leverage", Place(party.leverage, POINTS, partial(put, "leverage"))
        yield f"{path}.required", Place(float(party.required), FLAG, partial(_required, put), (SET,), flag=True)


def _required(put: Callable[[str, Any], Case], value: float) -> Case:
    return put("required", value >= SHARE[1])


def _scores(case: Case) -> Iterator[Held]:
    for issue in case.issues:
        for option in issue.options:
            if option.score is not None:
                put = partial(_score, case, issue, option)
                yield f"issues.{issue.id}.options.{option.id}.score", Place(option.score, POINTS, put)


def _score(case: Case, issue: Issue, option: Any, value: float) -> Case:
    options = tuple(replace(own, score=value) if own is option else own for own in issue.options)
    return _field(case, "issues", issue, "options", options)


def _view(case: Case, view: View) -> Iterator[Held]:
    path, put = f"views.{view.party}.{view.issue}", partial(_field, case, "views", view)
    yield f"{path}.salience", Place(view.salience, POINTS, partial(put, "salience"))
    if view.position is not None:
        yield f"{path}.position", Place(view.position, POINTS, partial(put, "position"))
    for option, quantity in view.worth.items():
        into = partial(_into, view.worth, option, partial(put, "worth"))
        yield f"{path}.worth.{option}", Place(quantity, utility_bounds(case.scale), into)
    if view.red_lines:
        yield f"{path}.red_lines", Place(None, SHARE, partial(_no_lines, put), (DROP,))
    for option in case.issue(view.issue).option_ids:
        firm = firmness(view, option)
        place = Place(firm, SHARE, partial(_line, put, view, option), (SET,) if firm is None else LINE)
        yield f"{path}.red_lines.{option}", place


def firmness(view: View, option: str) -> float | None:
    """Return the probability that a red line binds: its own, or 1 - flexibility/100, or 1; None without one."""
    for line in view.red_lines:
        if line.option == option:
            if line.firmness is not None:
                return line.firmness
            return 1.0 if view.flexibility is None else 1.0 - view.flexibility / PERCENT
    return None


def _no_lines(put: Callable[[str, Any], Case], value: None) -> Case:
    return put("red_lines", ())


def _line(put: Callable[[str, Any], Case], view: View, option: str, value: float | None) -> Case:
    """Return the case with one red line at another firmness, new, or lifted; the other lines stay where they are."""
    others = [line for line in view.red_lines if line.option != option]
    if value is None:
        return put("red_lines", tuple(others))
    made = RedLine(option, value)
    if len(others) == len(view.red_lines):
        return put("red_lines", (*view.red_lines, made))
    return put("red_lines", tuple(made if line.option == option else line for line in view.red_lines))


def _no_deal(case: Case) -> Iterator[Held]:
    for entry in latest(case.no_deal, case.as_of):
        if entry.value is not None:
            bounds, put = utility_bounds(case.scale), partial(_coded, case, entry)
            yield f"no_deal.{entry.party}", Place(entry.value, bounds, put, moved=entry.moved)


def _coded(case: Case, entry: NoDeal, value: tuple[Quantity, float]) -> Case:
    quantity, moved = value
    return _swap(case, "no_deal", entry, replace(entry, value=quantity, moved=moved))


def _payments(case: Case, view: View) -> Iterator[Held]:
    """Yield what a party can be paid for an option, beside what it is worth to it: nothing so far."""
    _, limit = utility_bounds(case.scale)
    issue = case.issue(view.issue)
    for option in (*issue.option_ids, *((OPEN,) if issue.deferrable else ())):
        put = partial(_pay, case, view.party, {issue.id: option})
        yield f"worth.{view.party}.{issue.id}.{option}", Place(0.0, (-limit, limit), put, (ADD,))


def _pay(case: Case, party: str, when: dict[str, str], points: float) -> Case:
    return replace(case, interactions=(*case.interactions, Interaction(party, when, points, payment=True)))


def _timing(case: Case) -> Iterator[Held]:
    timing = case.timing
    if timing is None:
        return
    for name in ("closing", "collapse", "escalation"):
        yield f"timing.{name}", Place(getattr(timing, name), RATE, partial(_part, case, "timing", name))
    for party, drift in timing.drift.items():
        into = partial(_into, timing.drift, party, partial(_part, case, "timing", "drift"))
        yield f"timing.drift.{party}", Place(drift, DRIFT, into)


def _ratification(case: Case) -> Iterator[Held]:
    for step in case.ratification:
        path, put = f"ratification.{step.id}", partial(_field, case, "ratification", step)
        yield path, Place(None, SHARE, partial(_without_step, case, step.id), (DROP,))
        yield f"{path}.takes", Place(step.takes, DAYS, partial(put, "takes"))
        if step.reversion is not None:
            yield f"{path}.reversion", Place(step.reversion, utility_bounds(case.scale), partial(put, "reversion"))
        for k, bloc in enumerate(step.rule.blocs):
            if bloc.yes is not None:
                yield f"{path}.blocs.{k}.yes", Place(bloc.yes, SHARE, partial(_yes, put, step.rule, bloc))


def _yes(put: Callable[[str, Any], Case], rule: Any, bloc: Any, value: Quantity) -> Case:
    blocs = tuple(replace(own, yes=value) if own is bloc else own for own in rule.blocs)
    return put("rule", replace(rule, blocs=blocs))


def _without_step(case: Case, name: str, value: None) -> Case:
    """Return the case without a step of ratification; nothing waits for it any more."""
    left = (step for step in case.ratification if step.id != name)
    freed = (replace(step, after=tuple(k for k in step.after if k != name)) for step in left)
    return replace(case, ratification=tuple(freed))


def _guarantees(case: Case) -> Iterator[Held]:
    for row in case.guarantees:
        path, put = f"guarantees.{row.id}", partial(_field, case, "guarantees", row)
        yield path, Place(None, SHARE, partial(_swap, case, "guarantees", row), (DROP,))
        for name, bounds in (("strength", SHARE), ("detection", SHARE), ("lag", DAYS)):
            yield f"{path}.{name}", Place(getattr(row, name), bounds, partial(put, name))


def _durability(case: Case) -> Iterator[Held]:
    held, points = case.durability, utility_bounds(case.scale)
    if held is None:
        return
    put = partial(_part, case, "durability")
    yield "durability.frailty", Place(held.frailty, FACTOR, partial(put, "frailty"))
    if held.discount is not None:
        yield "durability.discount", Place(held.discount, DISCOUNT, partial(put, "discount"))
    for row in held.breach:
        for name in ("unanswered", "answered"):
            place = Place(getattr(row, name), points, partial(_breach, put, held.breach, row, name))
            yield f"durability.breach.{row.party}.{name}", place
    for party, value in held.broken.items():
        yield (
            f"durability.broken.{party}",
            Place(value, points, partial(_into, held.broken, party, partial(put, "broken"))),
        )


def _breach(put: Callable[[str, Any], Case], rows: tuple[Any, ...], row: Any, name: str, value: Quantity) -> Case:
    return put("breach", tuple(replace(own, **{name: value}) if own is row else own for own in rows))


def _field(case: Case, section: str, row: Any, name: str, value: Any) -> Case:
    """Return the case with one field of one row of a section replaced."""
    return _swap(case, section, row, replace(row, **{name: value}))


def _swap(case: Case, section: str, row: Any, new: Any) -> Case:
    """Return the case with one row of a section replaced, or without it."""
    rows = (new if own is row else own for own in getattr(case, section))
    return replace(case, **{section: tuple(own for own in rows if own is not None)})


def _part(case: Case, section: str, name: str, value: Any) -> Case:
    """Return the case with one field of a section that is one record replaced."""
    return replace(case, **{section: replace(getattr(case, section), **{name: value})})


def _into(held: Any, key: str, put: Callable[[Any], Case], value: Any) -> Case:
    return put({**held, key: value})


def _by_view(of: Callable[[Case, View], Iterator[Held]], case: Case) -> Iterator[Held]:
    for view in latest(case.views, case.as_of):
        yield from of(case, view)


BY_VIEW: dict[str, Callable[[Case, View], Iterator[Held]]] = {"views": _view, "worth": _payments}
"""First part of a path -> its inputs, of one view."""
SECTIONS: dict[str, Callable[[Case], Iterator[Held]]] = {
    "parties": _parties,
    "issues": _scores,
    "views": partial(_by_view, _view),
    "no_deal": _no_deal,
    "worth": partial(_by_view, _payments),
    "timing": _timing,
    "ratification": _ratification,
    "guarantees": _guarantees,
    "durability": _durability,
}
"""First part of a path -> its inputs, in file order."""
