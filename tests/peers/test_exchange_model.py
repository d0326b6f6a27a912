"""Equal-gain exchanges of made tables beside decide-exchange-model, in a Python that DETENTE_PEER_PYTHON names."""

from __future__ import annotations

import sys

import pytest

from benchmarks.bench_models import made, plain
from benchmarks.peer_exchange import VARIABLE, Missing, ask
from detente.strategy.exchange.swaps import swaps


@pytest.mark.parametrize("shape", [(3, 2), (4, 3), (6, 4)])
def test_the_peer_lists_the_same_exchanges_with_the_same_gains(shape):
    table = made(*shape)
    try:
        theirs = ask(plain(table), patience=60.0)
    except Missing as why:
        pytest.skip(str(why))
    ours = swaps(table)
    assert theirs["gains"] == pytest.approx(ours.gain[ours.valid].tolist(), abs=1e-9)


def test_without_a_python_of_its_own_the_peer_is_missing_and_says_what_to_set(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(Missing, match=f"{VARIABLE} is not set"):
        ask({}, patience=1.0)


@pytest.mark.parametrize(
    ("python", "said"), [("nowhere/python", "nowhere/python"), (sys.executable, "decide|position")]
)
def test_what_is_no_python_with_the_peer_is_told(monkeypatch, python, said):
    monkeypatch.setenv(VARIABLE, python)
    with pytest.raises(Missing, match=said):
        ask({}, patience=10.0)
