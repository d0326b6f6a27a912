"""Faults of the section `ratification`: each says where, what was read, what was allowed and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.case.check import check
from detente.case.fault import Fault
from detente.formats.load import SHIPPED, TEMPLATE
from detente.formats.yaml import read

SMALL = (Path(__file__).parent / "data" / "small.yaml").read_text(encoding="utf-8")
BEFORE = SMALL.partition("ratification:\n")[0]
MEMBERS = "blocs: [{name: A, seats: 60, yes: 0.5}]"


def faults(*steps: str) -> list[Fault]:
    """Return the faults of the small case with other steps."""
    rows = "".join(f"  - {step}\n" for step in steps)
    return list(check(read(f"{BEFORE}ratification:\n{rows}"), case_id="small").faults)


@pytest.mark.parametrize(
    ("step", "where", "message", "hint"),
    [
        (
            "{id: a, by: DIAT, rule: assent}",
            "by",
            'no party "DIAT"; parties are UP, DOWN, HOST, DIET',
            'did you mean "DIET"?',
        ),
        ("{id: a, rule: assent}", "", "neither by nor body says who decides", "add by: PARTY"),
        ("{id: a, by: UP, rule: asent}", "rule", '"asent" is no rule', 'did you mean "assent"?'),
        ("{id: a, body: B, rule: vote}", "rule", '"vote" needs its members', "{rule: {key: value}}"),
        ("{id: a, body: B, rule: {votes: {}}}", "rule.votes", 'no rule "votes"', 'did you mean "vote"?'),
        ("{id: a, body: B, rule: {assent: {}, wait: {}}}", "rule", "a mapping is not one rule", ""),
        (
            f"{{id: a, body: B, rule: {{vote: {{seats: 100, needed: 67, {MEMBERS}}}}}}}",
            "rule.vote",
            "67 votes are needed and the blocs hold 60 of 100; the quorum cannot be met",
            "lower needed",
        ),
        (
            f"{{id: a, body: B, rule: {{vote: {{seats: 50, needed: 40, {MEMBERS}}}}}}}",
            "rule.vote",
            "the blocs hold 60 seats; there are 50",
            "correct seats",
        ),
        (
            "{id: a, body: B, rule: {vote: {seats: 9, needed: 5, blocs: [{name: A, seats: 9, yes: 1.5}]}}}",
            "rule.vote.blocs[0].yes",
            "1.5 is not between 0 and 1",
            "",
        ),
        (
            "{id: a, body: B, rule: {unanimity: {members: [{name: A}]}}}",
            "rule.unanimity.members[0]",
            "neither yes nor party is given",
            "party: PARTY",
        ),
        (
            "{id: a, body: B, rule: {unanimity: {members: [{name: A, yes: 1, party: UP}]}}}",
            "rule.unanimity.members[0]",
            "both yes and party are given",
            "party: PARTY",
        ),
        (
            "{id: a, body: B, rule: {unanimity: {members: [{name: A, yes: 1}, {name: A, yes: 1}]}}}",
            "rule.unanimity",
            'two blocs have the name "A"',
            "another name",
        ),
        (
            "{id: a, body: B, rule: {qualified_majority: {members: [{name: A, yes: 1}]}}}",
            "rule.qualified_majority.members[0]",
            'the key "population" is missing',
            "add population",
        ),
        (
            "{id: a, by: DIET, rule: assent}",
            "",
            "nothing says when DIET would refuse: it has no reversion, no no-deal value and no poll",
            "reversion: none",
        ),
        ("{id: a, body: B, rule: referendum}", "", 'nothing says how "B" would decide', "add polls"),
        (
            "{id: a, by: UP, rule: assent, reversion: 40}",
            "reversion",
            "UP has a no-deal value, which is what it has if it refuses",
            "keep one",
        ),
        ("{id: a, by: DIET, rule: assent, reversion: 140}", "reversion", "140 is not between 0 and 100", ""),
        ("{id: a, by: DIET, rule: wait, reversion: 3}", "reversion", "reversion belongs to the rules assent and", ""),
        ("{id: a, by: UP, rule: assent, after: [b]}", "after[0]", 'no step "b"; steps are a', "name one of these"),
        ("{id: a, by: UP, rule: assent, after: [a]}", "after", "the steps a -> a wait for each other", "drop one"),
        ("{id: a, by: UP, rule: assent, when: {fill: fast}}", "when.fill", 'no option "fast"', ""),
        ("{id: a, by: UP, rule: assent, takes: -3}", "takes", "-3 is not between 0 and 36500", ""),
        ("{id: a b, by: UP, rule: assent}", "id", '"a b" is not an id', ""),
        ("{id: a, by: UP, rule: assent, sources: [S9]}", "sources[0]", 'no source "S9"', ""),
        ("{id: a, actor: UP, rule: assent, by: UP}", "actor", "unknown key", ""),
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_is_refused(step: str, where: str, message: str, hint: str) -> None:
    (fault,) = faults(step)
    assert fault.where == ("ratification[0]" + (f".{where}" if where else ""))
    assert fault.line == BEFORE.count("\n") + 2
    assert message in fault.message
    assert hint in fault.hint


@pytest.mark.parametrize(
    ("poll", "message"),
    [
        ("{date: 2025-01-01, n: 500, share: 1.2, offers: [first]}", "1.2 is not between 0 and 1"),
        ("{date: 2025-01-01, n: 500, share: 0.7, against: 0.4, offers: [first]}", "1.1 together; at most 1"),
        ("{date: 2025-01-01, n: 500, share: 0, against: 0, offers: [first]}", "nobody has decided"),
        ("{date: 2025-01-01, n: 500, offers: [first]}", "neither share nor against is given"),
        ("{date: 2025-01-01, n: 500, share: 0.7}", "neither offers nor when says which plan"),
        ("{date: 2025-01-01, share: 0.7, offers: [first]}", 'the key "n" is missing'),
        ("{date: 2025-01-01, n: 500, share: 0.7, offers: [second]}", 'no offer "second"'),
        ("{date: 2025-01-01, n: 0, share: 0.7, offers: [first]}", "0 is not between 1"),
    ],
)
def test_a_poll_that_cannot_be_is_refused(poll: str, message: str) -> None:
    (fault,) = faults(f"{{id: a, by: UP, rule: referendum, polls: [{poll}]}}")
    assert message in fault.message


def test_every_fault_of_several_steps_is_told_at_once() -> None:
    found = faults(
        "{id: a, by: UP, rule: assent, after: [c]}",
        "{id: b, by: NOBODY, rule: assent, after: [a]}",
        "{id: c, by: UP, rule: assent, after: [b], takes: -1}",
        "{id: c, body: B, rule: vote}",
    )
    words = [fault.message for fault in found]
    assert len(found) == 5
    for wanted in ("no party", "a -> c -> b -> a wait", "-1 is not between", "needs its members", "a second step has"):
        assert any(wanted in word for word in words)


def test_two_values_of_one_party_are_refused_and_one_is_enough() -> None:
    first, other = (
        "{{id: {}, by: DIET, rule: assent, reversion: {}}}".format(*pair) for pair in (("a", 40), ("b", 50))
    )
    (fault,) = faults(first, other)
    assert fault.message == "DIET has another reversion in the step a"
    assert faults(first, "{id: b, by: DIET, rule: referendum}") == []
    assert faults("{id: a, by: DIET, rule: assent, reversion: none}", "{id: b, by: DIET, rule: assent}") == []


def test_a_section_that_is_no_list_and_one_that_is_too_long_are_refused() -> None:
    (fault,) = check(read(f"{BEFORE}ratification: {{a: 1}}\n"), case_id="small").faults
    assert "is not a list" in fault.message
    (fault,) = faults(*(f"{{id: s{k}, rule: wait}}" for k in range(201)))
    assert fault.limit and fault.message == "201 steps are more than the 200 that can be worked with"


def test_odd_values_give_faults_and_no_traceback() -> None:
    odd = ("{id: [a], rule: {}, after: {}}", "{id: a, rule: [x], after: [{}, [a]], when: 3, polls: 4}", "3", "{}")
    assert len(faults(*odd)) > 8


def test_the_template_has_an_example() -> None:
    checked = check(read((SHIPPED / f"{TEMPLATE}.yaml").read_text(encoding="utf-8")), case_id="template")
    assert (checked.faults, checked.notes) == ((), ())
    assert checked.case and [step.id for step in checked.case.ratification] == ["truce", "referendum", "parliament"]
