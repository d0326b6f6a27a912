"""Draws: joint values of all uncertain inputs of a case, from plain seeded streams.

Every input has its own PCG64 stream, keyed by the seed and the input's path, so that a draw means the same numbers
in every variant of a case (common random numbers), and the first 200 of 10,000 draws are the draws of a run with 200.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from zlib import crc32

import numpy as np

from detente.case.nouns import Case
from detente.case.quantity import POINTS, Quantity, utility_bounds
from detente.settlement.inputs import Inputs, firmness, option_columns
from detente.settlement.units import on_grid, units

TOUGHNESS_RHO = 0.5
"""Share of a party's red-line variance that is common to its issues (one-factor Gaussian), judged."""
FEW, KEPT = 500, 8192
"""Draws of a short run, and how many streams of short runs and draws from them are kept, at most 33 MB of each."""
NORMAL_TAIL = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Draws:
    """The draws of a case.

    Parameters
    ----------
    inputs
        One row per draw.
    toughness
        ``(D, parties, issues)`` standard normals: a stated red line binds when its value is below the normal
        quantile of its firmness, so that nested red lines bind in order.
    """

    inputs: Inputs
    toughness: np.ndarray


def draw(case: Case, *, draws: int, seed: int) -> Draws:
    """Draw all inputs of a case as known at its as-of date."""
    streams, utility = Streams(case, draws, seed), utility_bounds(case.scale)
    parties = {party.id: p for p, party in enumerate(case.parties)}
    issues = {issue.id: i for i, issue in enumerate(case.issues)}
    unit = units(case)
    shape = (draws, len(parties), len(issues))
    salience, position = np.zeros(shape), np.full(shape, np.nan)
    toughness = np.zeros(shape)
    worth: list[np.ndarray] = []
    for view in case.views:
        p, i, path = parties[view.party], issues[view.issue], f"views.{view.party}.{view.issue}"
        salience[:, p, i] = on_grid(streams.values(view.salience, f"{path}.salience"), unit.salience[p])
        if view.position is not None:
            position[:, p, i] = on_grid(streams.values(view.position, f"{path}.position"), unit.worth)
        for option, quantity in view.worth.items():
            worth.append(on_grid(streams.values(quantity, f"{path}.worth.{option}", utility), unit.worth))
        if view.red_lines:
            own, common = streams.normal(f"{path}.red_lines"), streams.normal(f"toughness.{view.party}")
            toughness[:, p, i] = math.sqrt(TOUGHNESS_RHO) * common + math.sqrt(1.0 - TOUGHNESS_RHO) * own
    no_deal = _no_deal(case, streams)
    leverage = np.column_stack([streams.values(p.leverage, f"parties.{p.id}.leverage") for p in case.parties])
    barred = binding(case, toughness)
    given = np.column_stack(worth) if worth else np.zeros((draws, 0))
    return Draws(Inputs(salience, position, given, barred, no_deal, leverage), toughness)


def no_deal_draws(case: Case, *, draws: int, seed: int) -> np.ndarray:
    """Return the no-deal values of `draw` alone, ``(D, parties)``; NaN for none."""
    return _no_deal(case, Streams(case, draws, seed))


def _no_deal(case: Case, streams: Streams) -> np.ndarray:
    parties = {party.id: p for p, party in enumerate(case.parties)}
    found = np.full((streams.draws, len(parties)), np.nan)
    for entry in case.no_deal:
        if entry.value is not None:
            path, bounds = f"no_deal.{entry.party}", utility_bounds(case.scale)
            found[:, parties[entry.party]] = streams.values(entry.value, path, bounds)
    return found


def binding(case: Case, toughness: np.ndarray, *, common_firmness: float | None = None) -> np.ndarray:
    """Return which stated red lines bind, ``(D, parties, columns)``; `common_firmness` replaces every firmness."""
    parties = {party.id: p for p, party in enumerate(case.parties)}
    issues = {issue.id: i for i, issue in enumerate(case.issues)}
    columns = option_columns(case)
    barred = np.zeros((len(toughness), len(parties), len(columns)), dtype=bool)
    for view in case.views:
        p, i = parties[view.party], issues[view.issue]
        for line in view.red_lines:
            firm = firmness(view, line.option) if common_firmness is None else common_firmness
            barred[:, p, columns[view.issue, line.option]] = toughness[:, p, i] < _threshold(firm)
    return barred


def _threshold(firm: float) -> float:
    if firm <= 0.0:
        return -math.inf
    return math.inf if firm >= 1.0 else NormalDist().inv_cdf(firm)


def generator(seed: int, path: str) -> np.random.Generator:
    """Return the stream of random numbers of one path under a seed."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, crc32(path.encode())])))


def numbers(kind: str, seed: int, path: str, draws: int) -> np.ndarray:
    """Return the first numbers of a path's stream, ``(D,)`` read-only: ``uniform`` in [0, 1), or ``normal``.

    Those of short runs are kept: levers, wild cards and a slider ask for the same ones again and again.
    """
    return (_kept if draws <= FEW else _fresh)(kind, seed, path, draws)


def _fresh(kind: str, seed: int, path: str, draws: int) -> np.ndarray:
    stream = generator(seed, path)
    found = stream.standard_normal(draws) if kind == "normal" else stream.random(draws)
    found.setflags(write=False)
    return found


_kept = lru_cache(maxsize=KEPT)(_fresh)


class Streams:
    """Random numbers by input path, with the case's correlation groups."""

    def __init__(self, case: Case, draws: int, seed: int) -> None:
        self.draws, self._seed = draws, seed
        self._normals: dict[str, np.ndarray] = {}
        self._groups = {
            path: (f"correlation.{k}", sign, group.rho)
            for k, group in enumerate(case.correlation)
            for path, sign in zip(group.inputs, group.signs, strict=True)
        }

    def generator(self, path: str) -> np.random.Generator:
        """Return the stream of one path."""
        return generator(self._seed, path)

    def normal(self, path: str) -> np.ndarray:
        """Return the standard normals of one path."""
        if path not in self._normals:
            self._normals[path] = numbers("normal", self._seed, path, self.draws)
        return self._normals[path]

    def values(self, quantity: Quantity, path: str, bounds: tuple[float, float] = POINTS) -> np.ndarray:
        """Return the draws of one quantity; those of a normal are truncated to the bounds of its field."""
        if quantity.certain:
            return np.full(self.draws, quantity.mid)
        if path in self._groups:
            factor, sign, rho = self._groups[path]
            normal = sign * math.sqrt(rho) * self.normal(factor) + math.sqrt(1.0 - rho) * self.normal(path)
            return _from_normal(quantity, normal, bounds)
        if quantity.shape == "normal":
            return _from_normal(quantity, self.normal(path), bounds)
        values = _kept_values if self.draws <= FEW else _fresh_values
        return values((quantity.low, quantity.mid, quantity.high), quantity.shape, self._seed, path, self.draws)


def _fresh_values(ends: tuple[float, float, float], shape: str, seed: int, path: str, draws: int) -> np.ndarray:
    """Return the draws ``(D,)`` of a range on the stream of its path, read-only; ranges alike share them."""
    found = quantile(Quantity(*ends, shape), numbers("uniform", seed, path, draws))
    found.setflags(write=False)
    return found


_kept_values = lru_cache(maxsize=KEPT)(_fresh_values)


def _from_normal(quantity: Quantity, normal: np.ndarray, bounds: tuple[float, float]) -> np.ndarray:
    if quantity.shape == "normal":
        spread = (quantity.high - quantity.low) / (2.0 * NORMAL_TAIL)
        return np.clip(quantity.mid + spread * normal, *bounds)
    below = [0.5 * (1.0 + math.erf(z / math.sqrt(2.0))) for z in normal.tolist()]
    return quantile(quantity, np.array(below))


def quantile_within(quantity: Quantity, share: np.ndarray, bounds: tuple[float, float]) -> np.ndarray:
    """Return the quantiles of a quantity of any shape at `share` in [0, 1); a normal is truncated to the bounds."""
    if quantity.certain:
        return np.full(share.shape, quantity.mid)
    if quantity.shape == "normal":
        from scipy.special import ndtri

        return _from_normal(quantity, ndtri(share), bounds)
    return quantile(quantity, share)


def quantile(quantity: Quantity, share: np.ndarray) -> np.ndarray:
    """Return the quantiles of a triangular, PERT or uniform quantity at `share` in [0, 1].

    PERT: beta with shapes ``1 + 4 (mid - low)/(high - low)`` and ``1 + 4 (high - mid)/(high - low)``.
    """
    low, mid, high = quantity.low, quantity.mid, quantity.high
    if quantity.shape == "uniform":
        return low + share * (high - low)
    if quantity.shape == "pert":
        from scipy.special import betaincinv

        width = high - low
        return low + width * betaincinv(1 + 4 * (mid - low) / width, 1 + 4 * (high - mid) / width, share)
    cut = (mid - low) / (high - low)
    rising = low + np.sqrt(np.maximum(share * (high - low) * (mid - low), 0.0))
    falling = high - np.sqrt(np.maximum((1.0 - share) * (high - low) * (high - mid), 0.0))
    return np.where(share < cut, rising, falling)
