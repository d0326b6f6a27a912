"""pymrio agrees on coefficients, Leontief's and Ghosh's inverse and outputs of its own test table; it is test-only."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.consequences.input_output import ghosh, quantities, technology
from detente.formats.pymrio import from_pymrio

pymrio = pytest.importorskip("pymrio", reason="pymrio is no dependency; to compare with it: pip install pymrio")


@pytest.fixture(scope="module")
def system() -> Any:
    return pymrio.load_test().calc_all(include_ghosh=True)


def test_the_table_is_taken_whole(system: Any) -> None:
    found = from_pymrio(system)
    assert (len(found.regions), len(found.sectors), len(found.users)) == (6, 8, 6)
    assert np.asarray(found.flows).sum() == pytest.approx(system.Z.to_numpy().sum())
    assert np.asarray(found.demand).sum() == pytest.approx(system.Y.to_numpy().sum())
    assert found.imbalance < 1e-9


def test_coefficients_and_inverses_are_the_peers(system: Any) -> None:
    held = technology(from_pymrio(system))
    assert held.inputs == pytest.approx(system.A.to_numpy(), abs=1e-13)
    assert held.inverse == pytest.approx(system.L.to_numpy(), abs=1e-12)
    assert held.allocation == pytest.approx(system.B.to_numpy(), abs=1e-13)
    assert ghosh(held) == pytest.approx(system.G.to_numpy(), abs=1e-12)


def test_demand_gives_back_outputs(system: Any) -> None:
    table = from_pymrio(system)
    found = quantities(technology(table), np.asarray(table.demand).sum(axis=1))
    assert found == pytest.approx(system.x.to_numpy().ravel(), rel=1e-13)
