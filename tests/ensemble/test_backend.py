"""Which way a run works where nothing is compiled: it waits for the compiler only where that is the shorter way."""

from __future__ import annotations

import pytest

from detente.ensemble import propagate
from detente.ensemble.run import run
from detente.formats.load import load
from detente.kernels import size


class Chosen(Exception):
    """What a run has chosen, told before it works."""


@pytest.mark.parametrize(
    ("name", "draws", "backend"), [("miami", 5000, "compiled"), ("miami", 200, "batch"), ("template", 20, "batch")]
)
def test_a_run_counts_its_months_before_it_leaves_the_compiler_alone(
    monkeypatch: pytest.MonkeyPatch, name: str, draws: int, backend: str
) -> None:
    def prepare(chosen: str, told: object) -> None:
        del told
        raise Chosen(chosen)

    monkeypatch.setattr(size, "ready", lambda *_: False)
    monkeypatch.setattr(size, "loaded", lambda: False)
    monkeypatch.setattr(propagate, "prepare", prepare)
    with pytest.raises(Chosen, match=backend):
        run(load(name), draws=draws, seed=1)
