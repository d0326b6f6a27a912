"""A scenario that no settlement can fall in is a fault; held to brute force over all settlements."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from detente.case.check import check
from detente.case.check.reach import Looks, exclusions, satisfiable
from detente.case.nouns import Exclusion, Predicate
from detente.formats.yaml import read

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text(encoding="utf-8")
OPTIONS = {"a": ("1", "2", "3"), "b": ("1", "2"), "c": ("1", "2", "3"), "d": ("1", "2")}

choices = st.sampled_from(list(OPTIONS)).flatmap(
    lambda issue: st.builds(lambda option: Predicate("is", issue, (option,)), st.sampled_from(OPTIONS[issue]))
)
conditions = st.recursive(
    choices,
    lambda inner: st.builds(
        lambda kind, parts: Predicate(kind, parts=tuple(parts[:1] if kind == "not" else parts)),
        st.sampled_from(("all", "any", "not")),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)


def holds(condition: Predicate, settlement: dict[str, str]) -> bool:
    parts = [holds(part, settlement) for part in condition.parts]
    if condition.kind == "is":
        return settlement[condition.issue] in condition.options
    return {"all": all(parts), "any": any(parts), "not": not parts[0]}[condition.kind]


@given(conditions)
def test_a_condition_can_hold_exactly_if_some_settlement_meets_it(condition: Predicate) -> None:
    settlements = (dict(zip(OPTIONS, picks, strict=True)) for picks in product(*OPTIONS.values()))
    assert satisfiable(condition, OPTIONS, Looks()) is any(holds(condition, one) for one in settlements)


def test_an_exclusion_forbids_the_whole_and_not_its_parts() -> None:
    (barred,) = exclusions([Exclusion({"a": "1", "b": "2"})])
    assert holds(barred, {"a": "1", "b": "1"})
    assert not holds(barred, {"a": "1", "b": "2"})


def test_what_cannot_be_settled_within_the_looks_is_taken_to_match() -> None:
    never = Predicate("all", parts=(Predicate("is", "a", ("1",)), Predicate("is", "a", ("2",))))
    assert satisfiable(never, OPTIONS, Looks(1))
    assert not satisfiable(never, OPTIONS, Looks())


def faults(scenarios: str) -> list[tuple[str, str]]:
    head, rest = SMALL.split("\nscenarios:\n")
    tail = "\n".join(line for line in _after_section(rest))
    found = check(read(f"{head}\nscenarios:\n{scenarios}\n{tail}"), case_id="small").faults
    return [(fault.where, fault.message) for fault in found]


def _after_section(text: str) -> list[str]:
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line and not line[0].isspace())
    return lines[first:]


NEVER = "no settlement can fall in this scenario: "


def test_a_scenario_that_an_earlier_one_takes_whole_is_named() -> None:
    rows = faults(
        "  - {id: any, name: Any data, when: {data: [daily, live]}}\n"
        "  - {id: live, name: Live data, when: {data: live, board: votes}}"
    )
    assert rows == [("scenarios[1].when", f"{NEVER}all that match already fall in any")]


def test_earlier_scenarios_may_take_it_only_together() -> None:
    rows = faults(
        "  - {id: quick, name: Quick, when: {data: open}}\n"
        "  - {id: some, name: Some, when: {data: [daily, none_]}}\n"
        "  - {id: late, name: Late, when: {not: {data: live}, board: talks}}\n"
    )
    assert ("scenarios[2].when", f"{NEVER}all that match already fall in the scenarios before it") in rows


def test_a_scenario_that_exclusions_or_its_own_words_make_impossible_is_told_so() -> None:
    rows = faults(
        "  - {id: both, name: Both, when: {all: [{data: open}, {data: live}]}}\n"
        "  - {id: apart, name: Apart, when: {data: open, board: votes}}"
    )
    assert rows == [
        ("scenarios[0].when", f"{NEVER}its condition contradicts itself"),
        ("scenarios[1].when", f"{NEVER}forbid excludes all that match"),
    ]


def test_what_earlier_scenarios_leave_over_is_no_fault() -> None:
    rows = faults(
        "  - {id: live, name: Live data, when: {data: live}}\n  - {id: any, name: Any, when: {data: [daily, live]}}"
    )
    assert rows == []
