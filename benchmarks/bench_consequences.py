"""What follows: the ledger over 100,000 draws.

The peer of the ledger is the same sum over a dense table of indicator x region x driver, most of which is 0.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.row import Row, timed
from detente.consequences.drivers import drivers
from detente.consequences.ledger import Design, Draws, ledger
from detente.consequences.responses import responses, terms

DRAWS, MONTHS, ASKED = 100_000, 24, (3, 6, 12, 24)
REACH = 0.2


def run() -> list[Row]:
    """Time them."""
    design, draws = made()
    taken = timed(partial(ledger, design, draws))
    peer = timed(partial(dense, design, draws), times=1)
    note = f"{len(design.terms)} ways into {len(design.outputs)} indicators at {len(ASKED)} months, survival drawn"
    return [Row(f"consequence ledger, {DRAWS:,} draws", taken, REACH, "a dense sum", peer, note)]


def made() -> tuple[Design, Draws]:
    """Return the design of the tables that ship, and draws of one scenario with a survival of its own in each."""
    rng, table = np.random.default_rng(7), drivers()
    held = table.of("land_for_guarantees")
    kept = tuple(driver for driver in table.drivers if driver.id in held)
    design = Design(terms(responses(), [driver.id for driver in kept], MONTHS), kept, ASKED)
    size = [
        np.column_stack([rng.triangular(*_bounds(table.of(name)[driver.id].value), DRAWS) for driver in kept])
        for name in ("land_for_guarantees", "no_deal")
    ]
    coefficients = np.column_stack([rng.triangular(*_bounds(row.value), DRAWS) for row in responses()])
    survival = np.exp(-rng.uniform(0.0, 0.4, (DRAWS, 1)) * np.arange(1, MONTHS + 1) / 12.0)
    return design, Draws(coefficients, size[0], size[1], survival)


def dense(design: Design, draws: Draws) -> np.ndarray:
    """Return the same totals by a sum over every indicator, driver and month, as one would first write it."""
    whole, place = design.outputs, design.places()
    paths = np.array([driver.path(MONTHS) for driver in design.drivers])
    mixed = (
        draws.survival[:, None, :] * draws.deal[:, :, None]
        + (1 - draws.survival[:, None, :]) * draws.no_deal[:, :, None]
    )
    mixed *= paths
    total = np.zeros((DRAWS, len(whole), len(ASKED)))
    for o, output in enumerate(whole):
        for m, month in enumerate(ASKED):
            weights = np.zeros((DRAWS, len(design.drivers), MONTHS))
            for term, k in zip(design.terms, place, strict=True):
                if term.output == output:
                    coefficient = np.prod(draws.coefficients[:, list(term.chain)], axis=1)
                    weights[:, k, :month] += coefficient[:, None] * term.weights[:month][::-1]
            total[:, o, m] = np.einsum("dku,dku->d", weights, mixed)
    return total


def _bounds(value: object) -> tuple[float, float, float]:
    return value.low, value.mid, value.high  # type: ignore[attr-defined]
