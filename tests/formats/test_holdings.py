"""Holdings and prices from CSV: every fault with its line, all at once, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.fault import InputFaults
from detente.formats.holdings import CONTROL, example_holdings, read_holdings, safe_table
from detente.formats.prices import read_prices

SERIES = ("brent", "gas_eu", "gold", "equity")


def faults(read, *told) -> str:
    with pytest.raises(InputFaults) as refused:
        read(*told)
    return str(refused.value)


def test_the_example_can_be_read() -> None:
    from detente.consequences.portfolio.series import catalogue

    held = read_holdings(example_holdings(), catalogue().ids)
    assert sum(row.weight for row in held.rows) == pytest.approx(1.0, abs=1e-12)


def test_amounts_are_divided_by_their_sum_and_may_be_negative() -> None:
    held = read_holdings(b"asset;amount\ngold;150\nbrent;-50\n", SERIES)
    assert [row.weight for row in held.rows] == [1.5, -0.5]
    assert held.total == 100.0


def test_exposures_stand_in_columns_named_for_series() -> None:
    held = read_holdings(b"asset,weight,gas_eu,brent\nFertiliser maker,1,-0.3,\n", SERIES)
    assert dict(held.rows[0].exposures) == {"gas_eu": -0.3}


def test_all_faults_of_the_rows_are_told_at_once() -> None:
    text = b'asset,weight,proxy,brent\nA,x,,1\nB,"0,5",brent,\nC,0.2,,\nC,0.2,oil,\nD,0.1,gold,0.3\nE,0.1\n'
    told = faults(read_holdings, text, SERIES)
    for words in (
        'holdings:2: weight: "x" is not a number',
        '"0,5" is not a number (write a point before decimals)',
        'holdings:4: nothing says how "C" moves',
        'holdings:5: "C" stands twice, first in line 4',
        'the proxy "oil" of "C" is no series',
        'holdings:6: "D" has a proxy and exposures',
        "holdings:7: the line has 2 cells, its header 4",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"asset,weight\ngold,0.5\nbrent,0.4\n", "sum to 0.9, not 1 (add cash of 0.1, or divide each by the sum: gold"),
        (b"asset,weight\ngold,-1\n", "the weights sum to -1, not 1 (add cash of 2)"),
        (b"asset,amount\ngold,-1\n", "the amounts sum to -1"),
        (b"asset,weight\n", "nothing is held"),
        (b"", "there is no column asset"),
        (b"asset,weight,amount\ngold,1,1\n", "columns weight and amount are both there"),
        (b"asset\ngold\n", "there is no column weight or amount"),
        (b"asset,weight,bret\ngold,1,1\n", 'there is no series "bret"'),
        (b"asset,weight,bret\ngold,1,1\n", 'did you mean "brent"?'),
        (b"asset,weight,weight\ngold,1,1\n", 'the column "weight" stands twice'),
        (b"asset,weight\ngold,nan\n", '"nan" is not a number'),
        (b"asset,weight\ngold,\n", "the cell is empty"),
        (b"asset,weight\n,1\n", "is no name"),
        (b"asset,weight\ngold,1e400\n", "is not a number"),
        (b"asset,weight\ng\xffld,1\n", "is not UTF-8"),
    ],
)
def test_a_fault_says_what_to_do(text: bytes, words: str) -> None:
    assert words in faults(read_holdings, text, SERIES)


def test_the_repair_that_is_shown_is_accepted() -> None:
    assert read_holdings(b"asset,weight\ngold,0.5\nbrent,0.4\ncash,0.1\n", SERIES).rows[2].weight == 0.1


def test_files_that_are_too_large_are_refused_before_any_work() -> None:
    many = b"asset,weight\n" + b"nothing of this name,0.1\n" * 100_000
    assert "100,000 assets are more than 500" in faults(read_holdings, many, SERIES)
    wide = b"asset,weight" + b",x" * 2_000
    assert "more than 500 series" in faults(read_holdings, wide, SERIES)
    assert "more than 3,000 columns" in faults(read_holdings, wide * 50, SERIES)
    assert "more than 500" in faults(read_prices, b"Date" + b",x" * 2_000)
    assert "is not a number" in faults(read_holdings, b"asset,weight\ngold," + b"1" * 100_000 + b"x\n", SERIES)


def test_prices_of_days_are_averaged_by_month_with_gaps_between() -> None:
    found = read_prices(b"Date;a\n2025-01-02;1\n2025-01-31;3\n2025-03;n/a\n2025-04;5\n")
    assert found.months == ("2025-01", "2025-02", "2025-03", "2025-04")
    assert found.prices["a"] == (2.0, None, None, 5.0)


def test_all_faults_of_prices_are_told_at_once() -> None:
    told = faults(read_prices, b'Date,a,b\n2025-13-01,1,1\n2025-01-02,x,-37\n2025-01-02,1,1\n2025-02-01,"1,5",2,3\n')
    for words in (
        'prices:2: "2025-13-01" is not a date', 'prices:3: a: "x" is not a number',
        'prices:3: b: "-37" is not above 0', "prices:4: the date 2025-01-02 stands twice, first in line 3",
        "prices:5: the line has 3 prices, its header 2",
    ):  # fmt: skip
        assert words in told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"", "the table is empty"),
        (b"day,a\n", 'the first column is "day", not Date'),
        (b"Date\n2025-01\n", "no column has prices"),
        (b"Date,a,a\n2025-01,1,1\n", 'the column "a" stands twice'),
        (b"Date,cash\n2025-01,1\n", "cash has a meaning of its own"),
        (b"Date,a\n2025-01,\n", 'the column "a" has no price'),
        (b"Date,\n2025-01,1\n", "is no name"),
    ],
)
def test_a_table_of_prices_that_cannot_be_used(text: bytes, words: str) -> None:
    assert words in faults(read_prices, text)


@given(st.lists(st.one_of(st.text(), st.floats(allow_nan=False, allow_infinity=False)), min_size=1, max_size=4))
def test_no_cell_begins_like_a_formula_unless_it_is_a_number(cells: list[str | float]) -> None:
    (row,) = csv.reader(io.StringIO(safe_table([["first", *cells]]), newline=""))
    for cell, value in zip(row[1:], cells, strict=True):
        if isinstance(value, float):
            assert float(cell) == value
        else:
            assert cell.removeprefix("'") == CONTROL.sub(" ", value).removeprefix("'")
            assert not cell.lstrip().startswith(("=", "@"))
            assert not cell.lstrip().startswith(("+", "-")) or float(cell) == float(value)


@pytest.mark.parametrize("cell", ["=1+1", "\r=1+1", "x\r=1+1", "x\n@SUM(A1)", " =1", "-1+1", "-x", "\t=1"])
def test_what_a_spreadsheet_would_run_is_text(cell: str) -> None:
    assert not any(row.lstrip().startswith(("=", "@", "+", "-")) for row in safe_table([[cell]]).splitlines())


def test_negative_numbers_stay_numbers() -> None:
    assert safe_table([[-0.25, "-0.25", "+3", 1e-20]]) == "-0.25,-0.25,+3,1e-20\n"
