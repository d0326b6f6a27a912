"""Objects of pymrio as tables, and what is refused of them; pymrio itself is not needed for that."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from detente.case.fault import InputFaults
from detente.consequences.input_output import technology
from detente.formats.pymrio import from_pymrio

pandas = pytest.importorskip("pandas", reason="pandas comes with: pip install 'detente[frames]'")
ROWS = [("A", "X"), ("A", "Y"), ("B", "X"), ("B", "Y")]
USERS = [("A", "households"), ("A", "government"), ("B", "households")]


def made(**changed: Any) -> Any:
    flows = np.arange(16.0).reshape(4, 4)
    demand = np.full((4, 3), 50.0)
    held = {
        "Z": pandas.DataFrame(flows, index=ROWS, columns=ROWS),
        "Y": pandas.DataFrame(demand, index=ROWS, columns=USERS),
        "x": pandas.DataFrame(flows.sum(axis=1) + demand.sum(axis=1), index=ROWS, columns=["indout"]),
    }
    return SimpleNamespace(**{**held, **changed})


def test_final_demand_is_summed_by_region() -> None:
    found = from_pymrio(made())
    assert (found.regions, found.sectors, found.users) == (("A", "B"), ("X", "Y"), ("A", "B"))
    assert found.demand == [[100.0, 50.0]] * 4
    assert found.imbalance == 0.0
    assert technology(found).output == pytest.approx([156.0, 172.0, 188.0, 204.0])


def test_a_table_without_outputs_is_taken_as_it_is() -> None:
    assert from_pymrio(made(x=None)).imbalance == 0.0


def replaced(name: str, **changed: Any) -> Any:
    frame = getattr(made(), name)
    return made(
        **{
            name: pandas.DataFrame(
                **{"data": frame.to_numpy(), "index": frame.index, "columns": frame.columns, **changed}
            )
        }
    )


@pytest.mark.parametrize(
    ("system", "words"),
    [
        (made(Z=None), "Z: the object has none"),
        (replaced("Z", columns=[*ROWS[1:], ROWS[0]]), "Z, columns: labels are not the rows of Z"),
        (replaced("Y", index=[*ROWS[1:], ROWS[0]]), "Y: labels are not the rows of Z"),
        (replaced("Y", columns=["A", "B", "C"]), "labels are not pairs of region and sector"),
        (replaced("Z", index=[ROWS[0]] * 4, columns=[ROWS[0]] * 4), "stands there twice"),
        (replaced("Z", data=np.full((4, 4), np.nan)), "Z: a cell is no number"),
        (replaced("Z", data=np.full((4, 4), -1.0)), "a flow between sectors is -1"),
        (replaced("x", data=np.full((4, 1), 150.0)), "does not balance"),
    ],
)
def test_what_cannot_be_a_table_is_refused(system: Any, words: str) -> None:
    with pytest.raises(InputFaults) as refused:
        from_pymrio(system)
    told = [f"{fault.where}: {fault.message} {fault.hint}" for fault in refused.value.faults]
    assert any(words in line for line in told), told
