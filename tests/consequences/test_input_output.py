"""Laws of input-output: duality, bounds, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from detente.case.fault import InputFaults, Unanswerable
from detente.case.input_output import InputOutput
from detente.consequences.input_output import (
    NOT_CAUSAL,
    cost_push,
    prices,
    quantities,
    sector_shock,
    technology,
    user_prices,
)
from detente.formats.input_output import read_input_output

ROWS = (("A", "X"), ("A", "Y"), ("B", "X"), ("B", "Y"))
FLOWS = arrays.arrays(float, (4, 4), elements=st.floats(0, 10))
DEMAND = arrays.arrays(float, (4, 2), elements=st.floats(50, 90))


def made(flows: np.ndarray, demand: np.ndarray) -> InputOutput:
    return InputOutput(ROWS, ("A", "B"), flows.tolist(), demand.tolist())


@given(FLOWS, DEMAND, arrays.arrays(float, (4,), elements=st.floats(-1, 1)))
def test_prices_and_quantities_are_dual(flows: np.ndarray, demand: np.ndarray, added: np.ndarray) -> None:
    held, wanted = technology(made(flows, demand)), demand.sum(axis=1)
    assert prices(held, added) @ wanted == pytest.approx(added @ quantities(held, wanted), rel=1e-10, abs=1e-9)


@given(FLOWS, DEMAND, st.floats(0.01, 1))
def test_prices_that_follow_move_less_than_those_that_are_set(
    flows: np.ndarray, demand: np.ndarray, change: float
) -> None:  # fmt: skip
    table = made(flows, demand)
    held = technology(table)
    found = cost_push(held, sector_shock(held, ["X"], change))
    assert found[[0, 2]].tolist() == [change, change]
    assert (found >= 0.0).all()
    assert (found <= change + 1e-12).all()
    assert max(user_prices(table, found).values()) <= change + 1e-12


def test_one_region_alone_moves_its_own_users_most() -> None:
    table = made(np.ones((4, 4)), np.array([[50.0, 1.0], [50.0, 1.0], [1.0, 50.0], [1.0, 50.0]]))
    held = technology(table)
    found = user_prices(table, cost_push(held, sector_shock(held, ["X"], 0.1, ["A"])))
    assert found["A"] > found["B"] > 0.0


def test_what_cannot_be_is_refused() -> None:
    held = technology(made(np.ones((4, 4)), np.full((4, 2), 50.0)))
    with pytest.raises(Unanswerable, match='no sector "Z" in the table; sectors are X, Y'):
        sector_shock(held, ["Z"], 0.1)
    with pytest.raises(Unanswerable, match='no region "C" in the table; regions are A, B'):
        sector_shock(held, ["X"], 0.1, ["C"])
    with pytest.raises(ValueError, match="shock: 2 prices for 4 rows"):
        cost_push(held, [0.1, 0.1])
    with pytest.raises(Unanswerable, match="sells less than nothing"):
        technology(made(np.zeros((4, 4)), np.full((4, 2), -1.0)))
    with pytest.raises(Unanswerable, match="spectral radius"):
        technology(made(np.ones((4, 4)), np.zeros((4, 2))))
    assert "not causal" in NOT_CAUSAL


GOOD = (b",A|X,A|Y\nA|X,150,500\nA|Y,200,100\n", b",A\nA|X,350\nA|Y,1700\n", b",x,va\nA|X,1000,650\nA|Y,2000,1400\n")


@pytest.mark.parametrize(
    ("part", "old", "new", "line", "words"),
    [
        (0, b"150", b"many", 2, '"many" is not a number'),
        (0, b"150", b"nan", 2, '"nan" is not a number'),
        (0, b"A|Y,200,100", b"A|Y,200", 3, "the line has 1 cells after its label, its header 2"),
        (0, b"\nA|X", b"\nAX", 2, '"AX" is not REGION|SECTOR'),
        (0, b"\nA|Y", b"\nA|X", 2, "A|X stands there twice"),
        (0, b",A|X,A|Y", b",A|X,A|Z", None, "A|Z at number 2; the rows of flows are meant"),
        (0, b"150", b"-150", 2, "from A|X to A|X flows -150"),
        (0, GOOD[0], b"", None, "there is no row"),
        (0, b"150", b"1\xff0", 2, "a character is not UTF-8"),
        (1, b",A\n", b",B\n", 1, 'no region "B" has a row'),
        (1, b"A|Y,1700\n", b"", None, "1 labels, not 2"),
        (1, b"350", b"450", 2, "A|X makes 1000, but 1100 is sold"),
        (2, b"1400", b"1300", 3, "A|Y makes 2000, but 1900 is bought, with the value added"),
        (2, b"x,va", b"x,v", 1, "its columns are x, v, not x, va"),
        (2, b"A|X,1000,650\nA|Y,2000,1400", b"A|X,0,650\nA|Y,0,1400", None, "nothing is made"),
    ],
)
def test_every_fault_of_a_file_is_told(part: int, old: bytes, new: bytes, line: int | None, words: str) -> None:
    parts = [data.replace(old, new) if k == part else data for k, data in enumerate(GOOD)]
    with pytest.raises(InputFaults) as refused:
        read_input_output(*parts)
    told = {(fault.line, fault.message) for fault in refused.value.faults}
    assert any(at == line and words in message for at, message in told), told
