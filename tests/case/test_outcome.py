"""The section `outcome`: what is read, what is refused, and that no judgement reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.case.check import check
from detente.case.fault import Fault
from detente.case.outcome import Held, Outcome, Talks
from detente.cli.manner import as_json
from detente.ensemble.central import judge_central
from detente.ensemble.run import run
from detente.formats.load import TEMPLATE, find, load, shipped
from detente.formats.write import dump, edit
from detente.formats.yaml import read
from detente.settlement.known import known
from detente.settlement.offers import offers
from tests.cli.calls import GOOD

HISTORICAL = (
    "korea_1951", "dayton_1995", "minsk_2015", "istanbul_2022", "winter_war_1940", "finland_1947", "austria_1955",
    "camp_david_1978", "iran_iraq_1988", "good_friday_1998", "colombia_2016",
)  # fmt: skip
AGREED = "agreed: true, date: 2026-05-02, settlement: {land: a}"
DRAWS = 60


def faults(outcome: str, text: str = GOOD) -> list[tuple[str, str]]:
    """Return where and what a check finds in a small case with this outcome."""
    found = check(read(f"{text}outcome: {{{outcome}}}\n"), case_id="small")
    return [(fault.where, fault.message) for fault in found.faults]


def test_every_key_is_read() -> None:
    text = (
        f"{AGREED}, signed: 2026-05-04, talks: {{began: 2026-04-02, days: 31, hours: 9}}, scores: {{land: 20}}, "
        "realised: {land: b}, held: {until: 2027-01-01, note: ends}, blocking: pride, note: long, coded: sourced"
    )
    case = check(read(f"{GOOD}outcome: {{{text}}}\n"), case_id="small").case
    assert case is not None
    assert case.outcome == Outcome(
        agreed=True,
        date=date(2026, 5, 2),
        signed=date(2026, 5, 4),
        talks=Talks(date(2026, 4, 2), 31.0, 9.0),
        settlement={"land": "a"},
        scores={"land": 20.0},
        realised={"land": "b"},
        held=Held(until=date(2027, 1, 1), note="ends"),
        blocking="pride",
        note="long",
        coded="sourced",
    )


@pytest.mark.parametrize(
    ("outcome", "where", "message"),
    [
        ("agreed: true", "outcome", 'the key "date" is missing'),
        ("date: 2026-05-02", "outcome", 'the key "agreed" is missing'),
        (
            "agreed: false, date: 2026-01-15",
            "outcome.date",
            "2026-01-15 is not after as_of, 2026-01-15; a case that knows its outcome says nothing about it",
        ),
        (
            "agreed: true, date: 2026-05-02",
            "outcome",
            "the outcome is an agreement, but says of no issue what was agreed",
        ),
        (
            "agreed: false, date: 2026-05-02, settlement: {land: a}",
            "outcome.settlement",
            "agreed is false, and settlement belongs to an agreement",
        ),
        (
            "agreed: false, date: 2026-05-02, held: {to_date: 2026-06-01}",
            "outcome.held",
            "agreed is false, and held belongs to an agreement",
        ),
        (f"{AGREED}, held: {{note: x}}", "outcome.held", "neither until nor to_date is given; it is one of them"),
        (
            f"{AGREED}, held: {{until: 2026-06-01, to_date: 2026-06-01}}",
            "outcome.held",
            "both until and to_date are given; it is one of them",
        ),
        (
            f"{AGREED}, held: {{until: 2026-05-01}}",
            "outcome.held.until",
            "2026-05-01 is before the day of the agreement, 2026-05-02",
        ),
        (
            f"{AGREED}, signed: 2026-05-01",
            "outcome.signed",
            "2026-05-01 is before the date of the agreement, 2026-05-02",
        ),
        (
            f"{AGREED}, talks: {{began: 2026-05-03}}",
            "outcome.date",
            "2026-05-02 is before the first day of the talks, 2026-05-03",
        ),
        (
            f"{AGREED}, talks: {{began: 2026-04-02, days: 40}}",
            "outcome.talks.days",
            "40 days do not fit the 30 from 2026-04-02 to 2026-05-02",
        ),
        (f"{AGREED}, scores: {{land: 120}}", "outcome.scores.land", "120 is not between 0 and 100"),
        (f"{AGREED}, realised: {{land: c}}", "outcome.realised.land", 'no option "c"; options of land are a, b'),
        (
            "agreed: true, date: 2026-05-02, settlement: {sea: a}",
            "outcome.settlement.sea",
            'no issue "sea"; issues are land',
        ),
    ],
)
def test_what_cannot_be_is_refused(outcome: str, where: str, message: str) -> None:
    assert faults(outcome) == [(where, message)]


def test_a_score_needs_an_axis() -> None:
    bare = GOOD.replace("a: {name: Freeze, score: 0}", "a: Freeze").replace("{name: Swap, score: 100}", "Swap")
    bare = bare.replace("position: 100", "worth: {a: 0, b: 100}").replace("position: 40", "worth: {a: 40, b: 60}")
    assert faults(f"{AGREED}, scores: {{land: 10}}", bare) == [
        ("outcome.scores.land", "options of land have no scores, so that it has no axis")
    ]


def test_several_faults_are_told_at_once_with_their_lines() -> None:
    found = check(read(f"{GOOD}outcome:\n  agreed: maybe\n  date: 2026-13-01\n  held: never\n"), case_id="small")
    assert [(fault.where, fault.line) for fault in found.faults] == [
        ("outcome.agreed", 15),
        ("outcome.date", 16),
        ("outcome.held", 17),
    ]


def test_what_was_agreed_cannot_hold_what_the_case_excludes() -> None:
    two = GOOD.replace(
        "b: {name: Swap, score: 100}}}", "b: {name: Swap, score: 100}}}\n  sea: {name: Sea, options: {x: X, y: Y}}"
    )
    outcome = "{agreed: true, date: 2026-05-02, settlement: {land: a, sea: x}}"
    text = f"{two}forbid: [{{land: a, sea: x}}]\noutcome: {outcome}\n"
    (fault,) = check(read(text), case_id="small").faults
    assert fault == Fault(
        "outcome.settlement",
        fault.line,
        "what was agreed holds what forbid excludes, land: a with sea: x",
        "drop the exclusion, or mend the outcome",
    )


def test_the_date_of_an_outcome_is_no_note() -> None:
    found = check(read(f"{GOOD}outcome: {{{AGREED}}}\n"), case_id="small")
    assert [note for note in found.notes if note.where == "outcome"] == []


def test_the_comment_of_the_template_is_an_outcome_that_can_be_read() -> None:
    text = find(TEMPLATE)[1].decode("utf-8")
    case = check(read(text.replace("# outcome:", "outcome:")), case_id=TEMPLATE).case
    assert case is not None
    assert case.outcome is not None


@pytest.mark.parametrize("name", HISTORICAL)
def test_one_value_of_an_outcome_can_be_edited(name: str) -> None:
    after = edit(find(name)[1].decode("utf-8"), {"outcome.blocking": "nobody knows"})
    case = check(read(after), case_id=name).case
    assert case == replace(load(name), outcome=replace(load(name).outcome, blocking="nobody knows"))


@pytest.mark.parametrize("name", HISTORICAL)
def test_the_outcome_comes_back_as_it_was(name: str) -> None:
    case = load(name)
    assert check(read(dump(case)), case_id=name).case == case
    assert case.outcome is not None


def other(outcome: Outcome) -> Outcome:
    """Return an outcome that is another in everything that could be read."""
    if outcome.agreed:
        return Outcome(agreed=False, date=outcome.date, blocking="otherwise")
    return replace(outcome, agreed=True, settlement={"neutrality": "A"}, held=Held(to_date=outcome.date))


@pytest.mark.parametrize("name", HISTORICAL)
def test_no_answer_changes_without_the_outcome_or_with_another_one(name: str) -> None:
    case = load(name)
    assert case.outcome is not None
    without, otherwise = replace(case, outcome=None), replace(case, outcome=other(case.outcome))
    assert as_json(run(without, draws=DRAWS, seed=1)) == as_json(run(case, draws=DRAWS, seed=1))
    assert as_json(run(otherwise, draws=DRAWS, seed=1)) == as_json(run(case, draws=DRAWS, seed=1))
    assert judge_central(without) == judge_central(case) == judge_central(otherwise)
    assert offers(without) == offers(case) == offers(otherwise)


@pytest.mark.parametrize("name", shipped())
def test_nobody_knows_the_outcome_at_the_as_of_date(name: str) -> None:
    assert known(load(name)).outcome is None
