"""Copenhagen 2009, 11 actors x 7 issues: outcomes and equal-gain exchanges, recomputed in exact rational arithmetic.

The table is not ours to ship: it is read from DETENTE_REFERENCE_DATA.
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest

from detente.strategy.exchange.swaps import Positions, swaps

GOLDEN = json.loads((Path(__file__).parent / "data/copenhagen2009.json").read_text(encoding="utf-8"))
FILE = Path(os.environ.get("DETENTE_REFERENCE_DATA", "nowhere")) / "peers/exchange/copenhagen2009.csv"
pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the table is read from DETENTE_REFERENCE_DATA, which is not there"
)


def read() -> tuple[list[str], list[str], Positions]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quotechar="'"))
    actors, issues = ([row[1] for row in rows if row[0] == mark] for mark in ("#A", "#P"))
    held = np.full((3, len(actors), len(issues)), np.nan)
    for _, actor, issue, *numbers in (row for row in rows if row[0] == "#D"):
        held[:, actors.index(actor), issues.index(issue)] = [float(n) for n in numbers[:3]]
    return actors, issues, Positions(*held)


@pytest.fixture(scope="module", params=[None, 0, 1], ids=["as given", "shuffled", "shuffled again"])
def copenhagen(request):
    actors, issues, table = read()
    if request.param is None:
        return actors, issues, table
    rng = np.random.default_rng(request.param)
    rows, columns = rng.permutation(len(actors)), rng.permutation(len(issues))
    held = (a[rows][:, columns] for a in (table.position, table.salience, table.capability))
    return [actors[i] for i in rows], [issues[p] for p in columns], Positions(*held)


def test_seven_compromise_values(copenhagen):
    _, issues, table = copenhagen
    assert dict(zip(issues, table.outcome.tolist(), strict=True)) == pytest.approx(GOLDEN["outcome"], abs=1e-9)


def test_437_exchanges_of_which_420_gain(copenhagen):
    found = swaps(copenhagen[2])
    assert len(found.gain) == GOLDEN["n_exchanges"] == 437
    assert found.valid.sum() == GOLDEN["n_valid"] == 420
    assert (found.cut & found.valid).sum() == GOLDEN["n_cut_at_demand_position"]
    assert found.gain.sum() == pytest.approx(112.883093171, abs=1e-9)


def test_the_twenty_best_exchanges(copenhagen):
    actors, issues, table = copenhagen
    found = swaps(table)
    listed = [
        {
            (actors[found.actors[k, 0]], issues[found.issues[k, 0]]): found.to[k, 0],
            (actors[found.actors[k, 1]], issues[found.issues[k, 1]]): found.to[k, 1],
        }
        for k in range(30)
    ]
    assert found.gain[:20] == pytest.approx([row["gain"] for row in GOLDEN["top20"]], abs=1e-9)
    for row in GOLDEN["top20"]:
        wanted = {(row["i"], row["i_gives"]): row["i_to"], (row["j"], row["j_gives"]): row["j_to"]}
        assert any(moves == pytest.approx(wanted, abs=1e-9) for moves in listed if moves.keys() == wanted.keys())
