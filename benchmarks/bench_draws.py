"""P(zone) and the exact Nash solution over many draws, where the settlements cannot be listed draw by draw."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.domains import draws_made
from benchmarks.row import Row, in_process, timed
from detente.kernels import acceptability, solve
from detente.kernels.table import Table

SHAPES = (("10 issues x 4 options x 8 parties, 10,000 draws", 10_000, (10, 4, 8)),
          ("20 issues x 5 options x 8 parties, 1,000 draws", 1_000, (20, 5, 8)))  # fmt: skip
RESERVATIONS = (0.4, 0.5, 0.55, 0.6)
"""From a zone that is hardly ever empty to one that mostly is; the slowest counts."""
REACH = 1.0
TALLY_REACH = 2.0
"""Ours; the contract names no bound for it."""
LISTED = 1_000_000
"""Settlements per batch of the brute force."""
BRUTE_DRAWS = 20
PATIENCE = 120.0
TALLIED = (1_000, (10, 4, 8))


def run() -> list[Row]:
    """Time the slowest of four reservation values, and brute force on a few draws of the first shape."""
    rows: list[Row] = []
    for name, draws, shape in SHAPES:
        tables = {r: draws_made(draws, shape, seed=1, reservation=r) for r in RESERVATIONS}
        taken = {r: timed(partial(solve.bargains, table), times=3) for r, table in tables.items()}
        worst = max(taken, key=lambda r: taken[r])
        zone, found = solve.bargains(tables[worst])
        capped = found.slack[:, solve.NASH]
        told = f"slowest at a reservation of {worst}, P(zone) {(zone == 1).mean():.2f}"
        told += f"; {int((capped > 0).sum())} capped draws" + (
            f", gap at most {capped.max():.2g} in ln" if capped.any() else ""
        )
        told += f"; {int((zone < 0).sum())} undecided"
        peak = in_process(partial(_ours, draws, shape, worst), PATIENCE)
        rows.append(
            _with_brute_force(
                Row(f"P(zone), exact Nash: {name}", taken[worst], REACH),
                shape,
                draws,
                f"{told}; peak {peak.megabytes:.0f} MB",
            )
        )
    return [*rows, _acceptability()]


def _acceptability() -> Row:
    """Time the acceptability of every settlement over draws, beside brute force on a few of them."""
    draws, shape = TALLIED
    table = draws_made(draws, shape, seed=1, reservation=0.5)
    seconds = timed(partial(acceptability.tally, table), times=3)
    peak = in_process(partial(_tally, draws, shape), PATIENCE)
    issues, options, parties = shape
    work = f"acceptability of all {options**issues:,} settlements x {parties} parties, {draws:,} draws"
    return _with_brute_force(Row(work, seconds, TALLY_REACH), shape, draws, f"peak {peak.megabytes:.0f} MB")


def _tally(draws: int, shape: tuple[int, int, int]) -> None:
    acceptability.tally(draws_made(draws, shape, seed=1, reservation=0.5))


def _with_brute_force(row: Row, shape: tuple[int, int, int], draws: int, note: str) -> Row:
    """Put brute force beside a row where all settlements of a draw can be listed, timed on a few draws and scaled."""
    issues, options, _ = shape
    if options**issues > 2 * LISTED:
        return Row(row.work, row.seconds, row.reach, note=note)
    table = draws_made(BRUTE_DRAWS, shape, seed=1, reservation=0.5)
    seconds = timed(partial(brute_force, table), times=1) * draws / BRUTE_DRAWS
    note += f"; brute force in numpy, scaled from {BRUTE_DRAWS} draws"
    return Row(row.work, row.seconds, row.reach, "brute force", seconds, note)


def brute_force(table: Table) -> list[float]:
    """Return the largest log product of surpluses of every draw by listing all settlements, half by half."""
    half = int(table.start[table.issues // 2])
    best = []
    for gain, reserve in zip(table.gain, table.reserve, strict=True):
        left, right = _sums(gain[:, :half], table.start), _sums(gain[:, half:], table.start)
        surplus = (left[:, :, None] + right[:, None, :]) - reserve[:, None, None]
        strict = (surplus > 0).all(axis=0)
        best.append(float(np.log(surplus[:, strict]).sum(axis=0).max(initial=-np.inf)))
    return best


def _sums(gain: np.ndarray, start: np.ndarray) -> np.ndarray:
    width = int(start[1])
    total = np.zeros((gain.shape[0], 1))
    for column in range(0, gain.shape[1], width):
        total = (total[:, :, None] + gain[:, None, column : column + width]).reshape(gain.shape[0], -1)
    return total


def _ours(draws: int, shape: tuple[int, int, int], reservation: float) -> None:
    solve.bargains(draws_made(draws, shape, seed=1, reservation=reservation))
