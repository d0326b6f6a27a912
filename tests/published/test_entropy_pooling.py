"""Entropy pooling: Jaynes' dice, and the published example of fortitudo.tech to print precision."""

from __future__ import annotations

import csv
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.consequences.portfolio.pooling import Pooled, moments, pool
from detente.consequences.portfolio.views import View, correlation_view, mean_view, moment_view, volatility_view

DATA = Path(__file__).parent / "data"
DICE = json.loads((DATA / "golden_io_and_dice.json").read_text(encoding="utf-8"))["jaynes_dice_mean_4.5"]
GOLD = json.loads((DATA / "golden_entropy_pooling_fortitudo.json").read_text(encoding="utf-8"))
PRINTED = GOLD["published_rounded"]
GOVERNMENT, HY, EMD, DM, EM, PE = "Gov & MBS", "Corp HY", "EM Debt", "DM Equity", "EM Equity", "Private Equity"


def test_jaynes_dice() -> None:
    faces = np.arange(1.0, 7.0)
    found = pool(np.full(6, 1 / 6), [mean_view("faces", faces, "=", 4.5)])
    assert found.q == pytest.approx(DICE, abs=5e-6)
    assert found.error < 1e-12


def profits() -> tuple[list[str], np.ndarray]:
    """The P&L of the installed package, which is not ours to ship."""
    try:
        spec = find_spec("fortitudo.tech")
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        pytest.skip("fortitudo.tech, whose P&L the example uses, is not installed")
    with (Path(spec.origin).parent / "data" / "pnl.csv").open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    return names, np.array(rows, dtype=float)


def example_views(names: list[str], values: np.ndarray) -> list[View]:
    mean, spread = values.mean(axis=0), values.std(axis=0)
    of = {name: k for k, name in enumerate(names)}

    def standard(name: str) -> np.ndarray:
        return (values[:, of[name]] - mean[of[name]]) / spread[of[name]]

    views = [mean_view(PE, values[:, of[PE]], "=", 0.10)]
    views += [mean_view(name, values[:, of[name]], "=", mean[of[name]]) for name in (HY, EMD, DM, EM)]
    views += [
        volatility_view(name, values[:, of[name]], "=", spread[of[name]], mean=mean[of[name]]) for name in (HY, EMD, DM)
    ]
    views.append(volatility_view(EM, values[:, of[EM]], "<=", 0.20, mean=mean[of[EM]]))
    views.append(moment_view(DM, standard(DM), 3, "<=", -0.75))
    views.append(moment_view(DM, standard(DM), 4, ">=", 3.5))
    views.append(correlation_view(f"{HY} and {EMD}", standard(HY), standard(EMD), "=", 0.5))
    return views


@pytest.fixture(scope="module")
def example() -> tuple[list[str], np.ndarray, Pooled]:
    names, values = profits()
    return names, values, pool(np.full(len(values), 1 / len(values)), example_views(names, values))


def test_the_published_example(example: tuple[list[str], np.ndarray, Pooled]) -> None:
    names, values, found = example
    assert 100 * found.effective == pytest.approx(PRINTED["ENS_pct"], abs=0.005)
    assert 100 * found.relative_entropy == pytest.approx(PRINTED["RE_pct"], abs=0.005)
    assert found.relative_entropy == pytest.approx(GOLD["recomputed_exact"]["RE"], abs=1e-10)
    assert found.error <= 1e-12
    assert found.warnings == ()
    held: dict[str, Any] = moments(values, found.q)
    tables = (
        ("mean", "mean_pct", 100),
        ("volatility", "vol_pct", 100),
        ("skewness", "skew", 1),
        ("kurtosis", "kurt", 1),
    )
    for key, printed, unit in tables:
        for name, wanted in PRINTED[f"posterior_{printed}"].items():
            assert unit * held[key][names.index(name)] == pytest.approx(wanted, abs=0.0051), (key, name)


def test_the_first_example_of_the_same_source() -> None:
    names, values = profits()
    pe, dm = values[:, names.index(PE)], names.index(DM)
    views = [mean_view(PE, pe, "=", 0.10), volatility_view(PE, pe, ">=", 0.33, mean=0.10)]
    found = moments(values, pool(np.full(len(values), 1 / len(values)), views).q)
    assert 100 * found["mean"][dm] == pytest.approx(4.4, abs=0.05)
    assert 100 * found["volatility"][dm] == pytest.approx(16.4, abs=0.05)
    assert (found["skewness"][dm], found["kurtosis"][dm]) == pytest.approx((0.6, 3.5), abs=0.05)
