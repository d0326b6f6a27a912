"""Whether a scenario can match at all: some settlement meets its condition, no exclusion, and no earlier scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case.check.desk import Desk
from detente.case.nouns import OPEN, Exclusion, Issue, Predicate, Scenario

MOST_LOOKS = 200_000
"""Looks at single conditions over the scenarios of one case; what is then undecided is taken to match."""

Choice = Mapping[str, str]
Options = Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Looks:
    """How many looks are left."""

    left: int = MOST_LOOKS


def check_reach(desk: Desk, rows: dict[str, Any]) -> None:
    """Fault every scenario that no settlement can fall in."""
    scenarios: tuple[Scenario, ...] = rows.get("scenarios", ())
    if "issues" not in rows or not all(desk.sound(key) for key in ("issues", "forbid", "scenarios")):
        return
    options = outcomes(rows["issues"])
    barred = exclusions(rows.get("forbid", ()))
    looks = Looks()
    for index, scenario in enumerate(scenarios):
        why = taken(scenario.when, scenarios[:index], barred, options, looks)
        if why:
            message = f"no settlement can fall in this scenario: {why}"
            desk.fault(("scenarios", index, "when"), message, "widen its condition, or move it up in the list")


def outcomes(issues: Sequence[Issue]) -> Options:
    """Return per issue what it can come to: its options, and left open where it may be."""
    return {issue.id: (*issue.option_ids, *((OPEN,) if issue.deferrable else ())) for issue in issues}


def exclusions(forbid: Sequence[Exclusion]) -> tuple[Predicate, ...]:
    """Return the exclusions as conditions that must not hold."""
    held = (
        tuple(Predicate("is", issue, (option,)) for issue, option in exclusion.settlement.items())
        for exclusion in forbid
    )
    return tuple(Predicate("not", parts=(Predicate("all", parts=parts),)) for parts in held)


def satisfiable(condition: Predicate, options: Options, looks: Looks) -> bool:
    """Return whether some choice of options meets the condition; True where the looks run out first.

    Backtracking over the issues that still decide something, with conditions judged true, false or not yet known.
    """
    chosen: dict[str, str] = {}

    def search() -> bool:
        verdict = judge(condition, chosen, looks)
        if verdict is not None or looks.left <= 0:
            return verdict is not False
        issue = _undecided(condition, chosen, looks)
        for option in options[issue]:
            chosen[issue] = option
            if search():
                return True
        del chosen[issue]
        return False

    return search()


def judge(condition: Predicate, chosen: Choice, looks: Looks) -> bool | None:
    """Return whether the condition holds for the options chosen so far; None where that is still open."""
    looks.left -= 1
    if condition.kind == "is":
        return chosen[condition.issue] in condition.options if condition.issue in chosen else None
    if condition.kind == "not":
        inner = judge(condition.parts[0], chosen, looks)
        return None if inner is None else not inner
    settles = condition.kind == "any"
    known = True
    for part in condition.parts:
        verdict = judge(part, chosen, looks)
        if verdict is settles:
            return settles
        known = known and verdict is not None
    return (not settles) if known else None


def _undecided(condition: Predicate, chosen: Choice, looks: Looks) -> str:
    """Return an issue that the condition, not yet known, waits for."""
    if condition.kind == "is":
        return condition.issue
    return _undecided(next(part for part in condition.parts if judge(part, chosen, looks) is None), chosen, looks)


def taken(
    when: Predicate,
    earlier: Sequence[Scenario],
    barred: tuple[Predicate, ...],
    options: Options,
    looks: Looks | None = None,
) -> str:
    """Return why no settlement is left for a condition; empty where one is, or where the looks run out first."""
    looks = looks or Looks()
    if not satisfiable(when, options, looks):
        return "its condition contradicts itself"
    if satisfiable(_all(when, *barred, *map(_other_than, earlier)), options, looks):
        return ""
    if not satisfiable(_all(when, *barred), options, looks):
        return "forbid excludes all that match"
    alone = [one.id for one in earlier if not satisfiable(_all(when, *barred, _other_than(one)), options, looks)]
    return f"all that match already fall in {alone[0] if alone else 'the scenarios before it'}"


def _all(*parts: Predicate) -> Predicate:
    return Predicate("all", parts=parts)


def _other_than(scenario: Scenario) -> Predicate:
    return Predicate("not", parts=(scenario.when,))
