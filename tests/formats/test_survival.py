"""Tables of survival times: three columns kept apart, rows left out with their reason, faults all at once."""

from __future__ import annotations

import pytest

from detente.case.fault import InputFaults
from detente.formats.survival import Columns, read_survival

HEAD = "event,duration,censored_on"


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows, ""]).encode()


def refused(data: bytes, columns: Columns | None = None) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        read_survival(data, columns or Columns(), file="own.csv")
    return [fault.text("own.csv") for fault in caught.value.faults]


def test_events_and_censored_rows_are_kept_in_years() -> None:
    found = read_survival(table("1,730.5,", "no,1461,2021-12-31"), Columns(per_year=365.25))
    assert found.exit == pytest.approx((730.5 / 365.25, 4.0))
    assert (found.ended, found.dropped) == ((True, False), ())


def test_rows_that_are_left_out_are_reported_with_line_and_reason() -> None:
    found = read_survival(table(",2,", "1,NA,", "0,3,", "0,0,2021-12-31", "1,0,", "0,2,2021-12-31"), Columns())
    assert [(row.line, row.why) for row in found.dropped] == [
        (2, "no value of event"),
        (3, "no value of duration"),
        (4, "it did not end, and censored_on does not say when it was last seen"),
        (5, "its observation ends where it begins"),
    ]
    assert (found.exit, found.ended) == ((0.0, 2.0), (True, False))


def test_the_three_columns_are_three() -> None:
    (fault,) = refused(table("1,2,"), Columns(event="duration"))
    assert "they are three different columns" in fault


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    assert refused(table("1,2,", head="event,years,censored_on")) == [
        'own.csv:1: duration: there is no column "duration"; columns are event, years, censored_on'
    ]


def test_every_cell_that_cannot_be_read_is_told_at_once() -> None:
    assert refused(table("maybe,-2,", "0,2,last year")) == [
        'own.csv:2: event: "maybe" is not 1 or 0 (or true, false, yes, no)',
        'own.csv:2: duration: "-2" is not a number of 0 or more',
        'own.csv:3: censored_on: "last year" is not a date; dates are year-month-day, as 2021-12-31',
    ]


def test_a_table_in_which_everything_ended_is_refused_unless_confirmed() -> None:
    data = table("1,2,", "1,3,")
    assert "all 2 cases ended" in refused(data)[0]
    assert read_survival(data, Columns(), every_row_ended=True).ended == (True, True)


def test_a_table_of_which_nothing_is_left_says_why() -> None:
    (fault,) = refused(table("0,2,", "1,,"))
    assert "no row is left; 2 are left out" in fault
    assert "no value of duration" in fault


def test_start_stop_rows_and_late_entries_are_kept() -> None:
    columns = Columns(entry="entry", id="id", covariates=("troops",))
    rows = ("a,0,1,0,,0", "a,1,3,1,,1", "b,2,2,0,2020-01-01,0", "b,2,5,0,2020-01-01,1", "c,0,1,0,2020-01-01,")
    found = read_survival(table(*rows, head="id,entry,duration,event,censored_on,troops"), columns)
    assert found.ids == ("a", "a", "b")
    assert (found.entry, found.exit) == ((0.0, 1.0, 2.0), (1.0, 3.0, 5.0))
    assert found.covariates == {"troops": (0.0, 1.0, 1.0)}
    assert [row.why for row in found.dropped] == ["its observation ends where it begins", "no value of troops"]
