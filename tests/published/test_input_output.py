"""Input-output: the two sectors of Miller & Blair (numbers from memory, algebra exact), and the WIOD table of 2011."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.case.input_output import InputOutput
from detente.consequences.input_output import (
    Technology,
    cost_push,
    ghosh,
    prices,
    quantities,
    sector_shock,
    technology,
    user_prices,
)
from detente.formats.input_output import read_input_output

DATA = Path(__file__).parent / "data"
GOLD = json.loads((DATA / "golden_io_and_dice.json").read_text(encoding="utf-8"))
WIOD = json.loads((DATA / "wiod_golden.json").read_text(encoding="utf-8"))
TWO = InputOutput((("A", "X"), ("A", "Y")), ("A",), GOLD["Z"], [[f] for f in GOLD["f"]])


def test_the_table_of_two_sectors() -> None:
    held = technology(TWO)
    assert held.output.tolist() == GOLD["x"]
    assert held.inputs == pytest.approx(np.array(GOLD["A"]), abs=1e-15)
    assert held.inverse == pytest.approx(np.array(GOLD["L"]), abs=1e-14)
    assert quantities(held, GOLD["f"]) == pytest.approx(GOLD["x"], rel=1e-14)
    assert quantities(held, GOLD["f_new"]) == pytest.approx(GOLD["x_new"], rel=1e-14)
    assert ghosh(held) == pytest.approx(np.array(GOLD["ghosh_G"]), abs=1e-14)


def test_a_tenth_more_value_added_in_one_sector() -> None:
    added = [0.1 * GOLD["price_va_coeff"][0], 0.0]
    assert prices(technology(TWO), added) == pytest.approx(GOLD["dp_10pct_v1"], rel=1e-12)


@pytest.fixture(scope="module")
def folder() -> Path:
    """Return where the WIOD table stands, of which it is not confirmed that its release may be shipped."""
    named = os.environ.get("DETENTE_REFERENCE_DATA")
    if not named or not (Path(named) / "economy/wiod2011_12reg_11sec_Z.csv").exists():
        pytest.skip("the WIOD table is not here: DETENTE_REFERENCE_DATA does not lead to it")
    return Path(named) / "economy"


@pytest.fixture(scope="module")
def wiod(folder: Path) -> InputOutput:
    names = ("Z", "Y", "x_va")
    return read_input_output(*((folder / f"wiod2011_12reg_11sec_{end}.csv").read_bytes() for end in names))


def test_the_world_balances_but_for_rounding(wiod: InputOutput) -> None:
    held = technology(wiod)
    assert len(wiod.rows) == WIOD["n"]
    assert 0.0 < wiod.imbalance < 1e-3
    found = quantities(held, np.asarray(wiod.demand).sum(axis=1))
    assert np.abs(found / held.output - 1.0).max() < 1e-13


def test_dearer_mining_and_energy_in_all_the_world(wiod: InputOutput, folder: Path) -> None:
    """The golden figures divide by the outputs as stated, ours by the sums of uses: apart by what does not balance."""
    wanted = WIOD["cost_push_world_mining_10pct_final_demand_price_pct"]
    text = (folder / "wiod2011_12reg_11sec_x_va.csv").read_text(encoding="utf-8")
    stated = np.array([float(line.split(",")[1]) for line in text.splitlines()[1:]])
    assert stated.sum() == WIOD["sum_x"]
    as_stated = replace(technology(wiod), inputs=np.asarray(wiod.flows) / stated)
    assert dearer(wiod, as_stated) == pytest.approx(wanted, abs=5e-5)
    assert dearer(wiod, technology(wiod)) == pytest.approx(wanted, rel=0.005)


def dearer(table: InputOutput, held: Technology) -> dict[str, float]:
    moved = cost_push(held, sector_shock(held, ["MINING_ENERGY"], 0.1))
    return {region: 100 * share for region, share in user_prices(table, moved).items()}
