"""Questions that are too large: answered exactly, answered with a bound, or refused in words, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from detente.case.fault import InputFaults
from detente.formats.holdings import read_holdings
from detente.formats.prices import read_prices
from detente.formats.table_reader import rows_of
from detente.ledger.table import read_events
from tests.cli.calls import detente

BOUND = 30.0
"""Seconds of the processor, on a machine that others use; what is refused takes some hundredths."""


def case(issues: int, options: int, parties: int = 2) -> str:
    """Return a case of many settlements."""
    ids = [f"P{k}" for k in range(parties)]
    scored = ", ".join(f"o{j}: {{name: O{j}, score: {j * 100 // (options - 1)}}}" for j in range(options))
    named = "".join(f"  i{k}: {{name: I{k}, options: {{{scored}}}}}\n" for k in range(issues))
    views = "".join(
        f"  {party}:\n"
        + "".join(f"    i{k}: {{salience: {10 + k}, position: {at}, coded: judged}}\n" for k in range(issues))
        for party, at in zip(ids, (0, 100) * parties, strict=False)
    )
    return (
        "detente: 1\ntitle: Large talks\nas_of: 2026-01-15\nhorizon: 2026-12-31\nparties:\n"
        + "".join(f"  {party}: {{name: {party}, role: principal}}\n" for party in ids)
        + f"issues:\n{named}views:\n{views}no_deal: {{{', '.join(f'{party}: 20' for party in ids)}}}\n"
    )


@pytest.fixture
def large(tmp_path: Path) -> str:
    path = tmp_path / "large.yaml"
    path.write_text(case(12, 10), encoding="utf-8")
    return str(path)


def test_a_million_million_settlements_are_counted_or_bounded(large: str) -> None:
    began = time.process_time()
    done = detente("zone", large, "--json")
    assert time.process_time() - began < BOUND
    assert done.exit_code in (0, 3), done.output
    assert "1000000000000" in done.stdout or "limits" in done.stderr


def test_its_check_takes_no_longer_than_that_of_a_small_one(large: str) -> None:
    began = time.process_time()
    assert detente("check", large).exit_code == 0
    assert time.process_time() - began < BOUND


@pytest.mark.parametrize("draws", ["0", "-1", "100000000000", "1e9", "99999999999999999999999", "nan"])
def test_draws_beyond_reason_are_refused_before_any_work(draws: str, tmp_path: Path) -> None:
    began = time.process_time()
    done = detente("run", "template", "--draws", draws, "--out", str(tmp_path / "out"))
    assert done.exit_code == 2, done.output
    assert time.process_time() - began < BOUND
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("seed", ["-1", "1e9", "x", "9" * 200])
def test_seeds_that_are_none_are_refused(seed: str) -> None:
    done = detente("run", "template", "--draws", "20", "--seed", seed)
    assert done.exit_code == 2, done.output
    assert isinstance(done.exception, SystemExit)


def test_a_case_beyond_its_limits_is_refused_for_its_size(tmp_path: Path) -> None:
    path = tmp_path / "wide.yaml"
    path.write_text(case(300, 2), encoding="utf-8")
    done = detente("zone", str(path))
    assert done.exit_code in (1, 3), done.output
    assert "more than" in done.output + done.stderr


MILLION = 1_000_000


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (lambda data: rows_of(data.decode(), "f"), b"a,b\n" * MILLION),
        (lambda data: rows_of(data.decode(), "f"), b"\n" * MILLION),
        (lambda data: rows_of(data.decode(), "f"), b"," * MILLION),
        (lambda data: read_prices(data), b"Date,a\n" + b"2025-01-01,1\n" * MILLION),
        (lambda data: read_holdings(data, ("gold",)), b"asset,weight\n" + b"gold,1\n" * MILLION),
        (lambda data: read_events(data), b"question,p,outcome\n" + b"q,0.5,1\n" * MILLION),
    ],
    ids=["rows", "blank rows", "columns", "prices", "holdings", "forecasts"],
)
def test_tables_of_a_million_rows_are_refused_for_their_size(read, data: bytes) -> None:
    with pytest.raises(InputFaults, match=r"more than [0-9,]+ (rows|columns|cells)") as refused:
        read(data)
    assert refused.value.too_large


def test_a_million_rows_take_little_memory_to_refuse() -> None:
    from tests.security.corpus.child import grown

    before = """
from tests.security.test_sizes import read_events, read_prices, rows_of, InputFaults, MILLION
data = b'q,0.5,1\\n' * MILLION
"""
    work = """
for read in (read_events, read_prices, lambda held: rows_of(held.decode(), "f")):
    try:
        read(data)
    except InputFaults:
        pass
"""
    assert grown(before, work) < 150.0
