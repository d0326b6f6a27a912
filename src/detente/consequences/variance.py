"""Where the spread of an indicator comes from: the choice of scenario, the drivers, the coefficients.

The draws are read as a full factorial: every scenario with every draw of drivers (and survival) with every draw of
coefficients. An indicator is bilinear in the last two, so that all conditional expectations over the factorial follow
from first and second moments, exactly and without visiting it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from detente.consequences.fans import probabilities
from detente.consequences.ledger import Contribution, Design, Draws, contributions
from detente.kernels.shapley import shapley_values

FACTORS = ("scenario", "driver", "coefficient")
METHOD = (
    "Shapley shares of the variance over the full factorial of scenarios, draws of drivers (with survival) and draws of"
    " coefficients; conditional expectations exact, from moments"
)


@dataclass(frozen=True, slots=True)
class VarianceSplit:
    """Shares of the variance of one output in one month.

    Parameters
    ----------
    variance
        Over the factorial, in squared units of the output.
    shares
        ``(3,)`` in the order of `FACTORS`; they sum to one, or are all 0 where nothing varies.
    first_order
        ``(3,)``: what each explains alone.
    """

    variance: float
    shares: np.ndarray
    first_order: np.ndarray


def variance_split(
    design: Design, draws: Sequence[Draws], chance: ArrayLike, output: tuple[str, str], month: int
) -> VarianceSplit:  # fmt: skip
    """Return the split for one output; `draws` one for each scenario, with common coefficients.

    Raises
    ------
    ValueError
        When the scenarios do not share their coefficient draws, or probabilities do not sum to one.
    """
    weight = probabilities(chance, len(draws))
    if any(not np.array_equal(held.coefficients, draws[0].coefficients) for held in draws[1:]):
        raise ValueError("coefficients: scenarios must share their draws; give the same array to each")
    if output not in design.outputs:
        raise ValueError(f"output: nothing leads to {' '.join(output).strip()}")
    own = [_lines(design, held, output, month) for held in draws]
    exposure = np.array([[line.size * line.lag for line in lines] for lines in own]).swapaxes(1, 2)
    return split(weight, exposure, np.array([line.coefficient for line in own[0]]).T)


def _lines(design: Design, draws: Draws, output: tuple[str, str], month: int) -> list[Contribution]:
    return [line for line in contributions(design, draws, month) if (line.indicator, line.region) == output]


def split(weight: np.ndarray, exposure: np.ndarray, coefficient: np.ndarray) -> VarianceSplit:
    """Return the split of ``y[s, i, j] = exposure[s, i] . coefficient[j]``; shapes ``(S, I, L)`` and ``(J, L)``.

    `weight` ``(S,)`` sums to one. The worth of a set A of factors is ``Var(E[y | A])``.
    """
    middle, mean = coefficient.mean(axis=0), np.einsum("s,sil->l", weight, exposure) / exposure.shape[1]
    about = coefficient - middle
    spread = about.T @ about / len(coefficient)
    by_scenario, mixed = exposure.mean(axis=1), np.tensordot(weight, exposure, 1)
    grand = float(mean @ middle)

    def noise(held: np.ndarray, share: np.ndarray) -> float:
        """Return the variance that coefficients add, given exposures ``(N, L)`` in shares ``(N,)``."""
        return float(share @ np.einsum("nl,lk,nk->n", held, spread, held))

    def around(held: np.ndarray, share: np.ndarray) -> float:
        """Return the variance of the conditional means at the middle coefficients."""
        return float(share @ (held @ middle - grand) ** 2)

    count = exposure.shape[1]
    every, evenly = np.repeat(weight / count, count), np.full(count, 1.0 / count)
    flat = exposure.reshape(-1, exposure.shape[2])
    scenario, driver = around(by_scenario, weight), around(mixed, evenly)
    both, only = around(flat, every), noise(mean[None], np.ones(1))
    worth = np.array([
        0.0, scenario, driver, both,
        only, scenario + noise(by_scenario, weight), driver + noise(mixed, evenly), both + noise(flat, every),
    ])  # fmt: skip
    total = worth[7]
    if total <= 0.0:
        return VarianceSplit(0.0, np.zeros(3), np.zeros(3))
    return VarianceSplit(total, shapley_values(worth[:, None])[:, 0] / total, worth[[1, 2, 4]] / total)
