"""What follows: the ledger over 100,000 draws, entropy pooling of 10,000 scenarios with 12 constraints.

The peer of the ledger is the same sum over a dense table of indicator x region x driver, most of which is 0; that of
entropy pooling is fortitudo.tech, on the same views.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.row import Row, timed
from detente.consequences.drivers import drivers
from detente.consequences.ledger import Design, Draws, ledger
from detente.consequences.portfolio.pooling import pool
from detente.consequences.portfolio.views import View, correlation_view, mean_view, moment_view, volatility_view
from detente.consequences.responses import responses, terms

DRAWS, MONTHS, ASKED = 100_000, 24, (3, 6, 12, 24)
REACH = 0.2
SCENARIOS, ASSETS, POOL_REACH = 10_000, 10, 0.005


def run() -> list[Row]:
    """Time them."""
    design, draws = made()
    taken = timed(partial(ledger, design, draws))
    peer = timed(partial(dense, design, draws), times=1)
    note = f"{len(design.terms)} ways into {len(design.outputs)} indicators at {len(ASKED)} months, survival drawn"
    prior, asked = views()
    found = pool(prior, asked)
    pooled = timed(partial(pool, prior, asked), times=9)
    theirs, missed = _peer(prior, asked)
    told = f"largest miss of an equality {found.error:.1g}{missed}, {found.effective:.0%} effective scenarios"
    return [
        Row(f"consequence ledger, {DRAWS:,} draws", taken, REACH, "a dense sum", peer, note),
        Row(
            f"entropy pooling, {SCENARIOS:,} scenarios x {ASSETS}, {len(asked)} constraints",
            pooled,
            POOL_REACH,
            "fortitudo.tech" if theirs else "",
            theirs,
            told,
        ),
    ]


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


def views() -> tuple[np.ndarray, list[View]]:
    """Return a prior and twelve views on seeded returns with common shocks."""
    rng = np.random.default_rng(11)
    shocks = rng.standard_t(6, (SCENARIOS, 3)) @ rng.normal(0.0, 1.0, (3, ASSETS))
    x = 0.05 * (shocks + rng.normal(0.0, 0.7, (SCENARIOS, ASSETS))) + 0.03
    mean, spread = x.mean(axis=0), x.std(axis=0)
    z = (x - mean) / spread
    held = [mean_view(f"{k}", x[:, k], "=", mean[k]) for k in range(4)]
    held += [volatility_view(f"{k}", x[:, k], "=", spread[k], mean=mean[k]) for k in range(3)]
    held += [mean_view("4", x[:, 4], "=", mean[4] + 0.2 * spread[4])]
    held += [volatility_view("3", x[:, 3], "<=", 0.9 * spread[3], mean=mean[3])]
    held += [moment_view("2", z[:, 2], 3, "<=", -0.3), moment_view("2", z[:, 2], 4, ">=", 3.5)]
    correlation = float((z[:, 0] * z[:, 1]).mean()) * 0.9
    return np.full(SCENARIOS, 1.0 / SCENARIOS), [*held, correlation_view("0 and 1", z[:, 0], z[:, 1], "=", correlation)]


def _peer(prior: np.ndarray, asked: list[View]) -> tuple[float | None, str]:
    """Return what the peer took, and its largest miss of an equality in the units of ours; None where it lacks."""
    try:
        from fortitudo.tech import entropy_pooling
    except ModuleNotFoundError:
        return None, " (fortitudo.tech is not installed)"
    equal = [view for view in asked if view.sense == "="]
    sign = [-1.0 if view.sense == ">=" else 1.0 for view in asked if view.sense != "="]
    above = [view for view in asked if view.sense != "="]
    a = np.array([np.ones_like(prior), *(view.row for view in equal)])
    b = np.array([1.0, *(view.target for view in equal)])[:, None]
    g = np.array([s * view.row for s, view in zip(sign, above, strict=True)])
    h = np.array([s * view.target for s, view in zip(sign, above, strict=True)])[:, None]
    ask = partial(entropy_pooling, prior[:, None], a, b, g, h)
    spread = np.array([view.row.std() for view in equal])
    miss = np.abs((a @ ask() - b)[1:, 0] / spread).max()
    return timed(ask), f" (the peer's {miss:.1g})"


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
