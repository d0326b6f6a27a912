"""What a record must say; every fault tells where, what was read and what to do, and a repair is shown."""

from __future__ import annotations

from datetime import date

import pytest

from detente.case.fault import InputFaults
from detente.formats.yaml import parse
from detente.ledger.check import accepted, check
from detente.ledger.reading import read_ledger
from detente.ledger.records import Forecast, Ledger, plain, restored

QUESTIONS = """\
questions:
  truce: {statement: A truce holds, rule: Both sides say so, opened: 2026-01-01, horizon: 2026-06-30}
  when:
    statement: When a truce begins
    rule: The quarter in which it begins
    type: ordered
    bins: [Q1, Q2, later]
    opened: 2026-01-01
    horizon: 2026-06-30
  days: {statement: How long, rule: Days, type: numeric, unit: days, opened: 2026-01-01, horizon: 2026-06-30}
"""


def ledger() -> Ledger:
    return accepted(parse(QUESTIONS)).found


def faults(text: str, held: Ledger | None = None, **more) -> list[str]:
    return [fault.text("f") for fault in check(parse(text, file="f"), held, **more).faults]


def forecast(**row) -> str:
    held = {"question": "truce", "forecaster": "A", "date": "2026-02-01", "p": "0.3"} | row
    return "forecasts:\n  - {" + ", ".join(f"{k}: {v}" for k, v in held.items() if v is not None) + "}\n"


def resolution(**row) -> str:
    held = {"question": "truce", "outcome": "'no'", "date": "2026-06-30", "source": "the press"} | row
    return "resolutions:\n  - {" + ", ".join(f"{k}: {v}" for k, v in held.items() if v is not None) + "}\n"


def one(text: str, *words: str, **more) -> None:
    """Assert that a text has one fault, in its line, with these words."""
    found = faults(text, ledger(), **more)
    assert len(found) == 1, found
    assert found[0].startswith("f:2: "), found
    for word in words:
        assert word in found[0]


def test_a_binary_question_has_two_bins_without_saying_so() -> None:
    assert ledger().questions["truce"].bins == ("yes", "no")


@pytest.mark.parametrize("key", ["statement", "rule", "opened", "horizon"])
def test_a_question_without_a_part_that_it_needs_is_refused(key) -> None:
    row = {"statement": "S", "rule": "R", "opened": "2026-01-01", "horizon": "2026-06-30"}
    del row[key]
    found = faults("questions:\n  q: {" + ", ".join(f"{k}: {v}" for k, v in row.items()) + "}\n")
    assert len(found) == 1
    assert f'"{key}" is missing' in found[0]
    assert "f:2" in found[0]


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("horizon: 2025-01-01", "not after"),
        ("horizon: 2026-06-30, type: ordered", "at least two"),
        ("horizon: 2026-06-30, bins: [a, b, c]", "binary question has two"),
        ("horizon: 2026-06-30, type: numeric", "without a unit"),
        ("horizon: 2026-06-30, type: numeric, unit: days, bins: [a, b]", "no bins"),
        ("horizon: 2026-06-30, type: binery", 'did you mean "binary"?'),
        ("horizon: 2026-06-30, base_rate: [0.5, 0.1]", "sum to 0.6"),
        ("horizon: 2026-06-30, horizont: 1", "unknown key"),
    ],
)
def test_a_question_whose_parts_do_not_fit_is_refused(more, word) -> None:
    found = faults("questions:\n  q: {statement: S, rule: R, opened: 2026-01-01, " + more + "}\n")
    assert len(found) == 1, found
    assert word in found[0]


def test_a_question_never_changes() -> None:
    assert any("already" in told for told in faults(QUESTIONS, ledger()))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"date": "2026-07-01"}, ("after the horizon, 2026-06-30",)),
        ({"date": "2025-12-31"}, ("before the question opened",)),
        ({"question": "truse"}, ("no question", 'did you mean "truce"?')),
        ({"p": "1.3"}, ("not between 0 and 1",)),
        ({"p": "[0.3, 0.3]"}, ("sum to 0.6", "yes 0.5000, no 0.5000")),
        ({"p": "[0.3, 0.3, 0.4]"}, ("3 probabilities for 2 bins",)),
        ({"p": "{maybe: 1}"}, ("no such bin",)),
        ({"p": None}, ('"p" is missing',)),
        ({"p": "[0, 0]"}, ("sum to 0",)),
        ({"question": "days"}, ("is missing",)),
        ({"question": "days", "p": None, "quantiles": "{0.1: 5, 0.9: 2}"}, ("do not rise",)),
        ({"question": "days", "p": None, "quantiles": "{10: 5}"}, ("no level",)),
    ],
)
def test_a_forecast_that_cannot_count_is_refused(row, words) -> None:
    found = faults(forecast(**row), ledger())
    assert found
    for word in words:
        assert any(word in told for told in found), found


def test_a_forecast_after_the_resolution_is_refused() -> None:
    held = accepted(parse(QUESTIONS + resolution(outcome="'yes'", date="2026-03-01"))).found
    found = faults(forecast(date="2026-03-02"), held)
    assert len(found) == 1
    assert "after the question was resolved, 2026-03-01" in found[0]


def test_what_has_not_come_yet_cannot_be_told() -> None:
    one(forecast(), "has not come yet", today=date(2026, 1, 15))
    one(resolution(), "has not come yet", today=date(2026, 1, 15))


def test_rounded_probabilities_are_divided_by_their_sum_and_that_is_shown() -> None:
    found = check(parse(forecast(question="when", p="[0.33, 0.33, 0.33]")), ledger())
    (row,) = found.found.forecasts
    assert row.p == pytest.approx([1 / 3] * 3)
    assert row.stated == (0.33, 0.33, 0.33)
    assert "sum to 0.99" in found.notes[0].message
    assert "Q1 0.3333" in found.notes[0].message


def test_a_bin_that_is_left_out_is_named() -> None:
    found = check(parse(forecast(question="when", p="{Q1: 0.4, Q2: 0.6}")), ledger())
    assert [*found.found.forecasts[0].p] == pytest.approx([0.4, 0.6, 0.0])
    assert found.notes[0].message.startswith("no probability for ")
    (told,) = faults(forecast(p="{yes: 0.3}"), ledger())
    assert "sum to 0.3, not to 1; no probability for no, which counts as 0" in told


def test_what_is_there_already_is_left_out_and_noted() -> None:
    held = accepted(parse(QUESTIONS + forecast())).found
    found = check(parse(forecast()), held)
    assert (found.faults, found.found.forecasts) == ((), ())
    assert "already" in found.notes[0].message


def test_probabilities_by_bin_and_as_one_number_are_the_same() -> None:
    by_name = check(parse(forecast(p="{no: 0.7, yes: 0.3}")), ledger()).found.forecasts
    assert by_name == check(parse(forecast()), ledger()).found.forecasts


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"date": "2026-03-01"}, ("before the horizon", "early: true")),
        ({"outcome": "maybe"}, ("not allowed; it is one of: yes; no",)),
        ({"source": None}, ("no source",)),
        ({"outcome": None}, ("either an outcome or",)),
        ({"void": "war"}, ("either an outcome or",)),
        ({"question": "days", "outcome": "long"}, ("not a number",)),
    ],
)
def test_a_resolution_that_cannot_be_is_refused(row, words) -> None:
    one(resolution(**row), *words)


def test_the_event_itself_may_come_before_the_horizon() -> None:
    found = check(parse(resolution(outcome="yes", date="2026-03-01")), ledger())
    assert not found.faults
    assert found.found.resolutions["truce"].outcome == "yes"


def test_a_question_is_resolved_once_and_corrected_with_a_reason() -> None:
    held = accepted(parse(QUESTIONS + resolution())).found
    assert "resolved already, as no" in faults(resolution(), held)[0]
    assert faults(resolution(outcome="'yes'", correction="the press was wrong"), held) == []


def test_a_void_question_says_why() -> None:
    found = check(parse(resolution(outcome=None, void="the condition was not met", date="2026-02-01")), ledger())
    assert not found.faults
    assert found.found.resolutions["truce"].void


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InputFaults) as caught:
        accepted(parse(forecast(p="2") + resolution(source=None)), ledger())
    assert len(caught.value.faults) == 2


def test_records_come_back_from_json() -> None:
    held = accepted(parse(QUESTIONS + forecast() + resolution())).found
    for kind, row in [
        *(("question", q) for q in held.questions.values()),
        *(("forecast", f) for f in held.forecasts),
        *(("resolution", r) for r in held.resolutions.values()),
        ("forecast", Forecast("days", "A", date(2026, 1, 2), quantiles=((0.1, 3.0), (0.9, 30.0)))),
    ]:
        assert restored(kind, plain(row)) == row


def test_a_csv_of_forecasts_has_its_lines(tmp_path) -> None:
    path = tmp_path / "odds.csv"
    path.write_text("question,forecaster,date,p\nwhen,B,2026-02-01,0.2|0.3|0.5\ntruce,B,2026-02-01,often\n")
    checked = check(read_ledger(str(path)), ledger())
    assert [row.p for row in checked.found.forecasts] == [(0.2, 0.3, 0.5)]
    assert [(fault.line, fault.where) for fault in checked.faults] == [(3, "forecasts[1].p")]


def test_a_json_of_forecasts_has_its_lines(tmp_path) -> None:
    path = tmp_path / "odds.json"
    path.write_text('{"forecasts": [\n {"question": "truce", "forecaster": "B", "date": "2026-02-01",\n  "p": 7}]}')
    assert [fault.line for fault in check(read_ledger(str(path)), ledger()).faults] == [3]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("question,p\n", "the column is missing"),
        ("question,forecaster,date,p,price\n", "unknown column"),
        ("question,forecaster,date,p\nq,a\n", "2 cells, the head has 4"),
        ('question,forecaster,date,p\n"q', "not a CSV"),
    ],
)
def test_a_table_that_is_none_is_refused(tmp_path, text, word) -> None:
    path = tmp_path / "odds.csv"
    path.write_text(text)
    with pytest.raises(InputFaults, match=word):
        read_ledger(str(path))


def test_more_faults_than_anybody_reads_end_in_a_fault() -> None:
    rows = "".join("  - {question: no_such, forecaster: A, date: 2026-02-01, p: 7}\n" for _ in range(1_200))
    found = faults("forecasts:\n" + rows, ledger())
    assert any("more than 1000 faults" in told for told in found)


def test_what_the_ledger_has_is_left_out_and_noted() -> None:
    held = accepted(parse(QUESTIONS + forecast())).found
    again = accepted(parse(forecast()), held)
    assert again.found.forecasts == ()
    assert "in the ledger already" in again.notes[0].text()
