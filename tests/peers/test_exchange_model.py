"""Equal-gain exchanges of made tables beside decide-exchange-model, where that is installed."""

from __future__ import annotations

import pytest

from benchmarks.bench_models import made, peer_listed
from detente.strategy.exchange.swaps import swaps

pytest.importorskip("decide", reason="decide-exchange-model is not installed")


@pytest.mark.parametrize("shape", [(3, 2), (4, 3), (6, 4)])
def test_the_peer_lists_the_same_exchanges_with_the_same_gains(shape):
    table = made(*shape)
    ours, theirs = swaps(table), peer_listed(table)
    assert len(theirs.exchanges) == int(ours.valid.sum())
    gains = sorted((float(row.gain) for row in theirs.exchanges), reverse=True)
    assert gains == pytest.approx(ours.gain[ours.valid].tolist(), abs=1e-9)
