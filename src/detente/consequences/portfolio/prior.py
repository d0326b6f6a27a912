"""The prior for scenarios of supply shocks, and the check that a view moves equity the way its story says.

Falls of commodity prices in the past are mostly recessions. Conditioning plain history on "peace = oil and gas down"
thus gives equity the wrong sign. The prior here gives months in which equity and energy moved the same way (demand) a
smaller weight. The sign that follows is imposed by it, not found: the weight is an input that is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.kernels.ranges import share

SAME_SIGN_WEIGHT = 0.0
"""Weight of months in which equity and energy moved the same way, by default (judged); 1 is plain history."""


@dataclass(frozen=True, slots=True)
class SupplyPrior:
    """Weights ``(J,)`` that sum to one, the weight of same-sign months behind them, and how many months are such."""

    p: np.ndarray
    same_sign_weight: float
    opposite: float


@dataclass(frozen=True, slots=True)
class StoryCheck:
    """What a scenario's weights do to equity beside what its story says.

    Parameters
    ----------
    scenario, asset
        Of what.
    story
        1 where the story has the asset gain, -1 where it has it lose.
    implied
        Change of the asset's mean against the prior.
    """

    scenario: str
    asset: str
    story: int
    implied: float

    @property
    def contradicts(self) -> bool:
        """Whether the implied move has the other sign."""
        return self.implied * self.story < 0.0

    @property
    def sentence(self) -> str:
        """What is printed."""
        word = "against" if self.contradicts else "with"
        return f"{self.scenario}: the mean of {self.asset} moves by {self.implied:+.2g}, {word} the story"


def supply_shock_prior(
    equity: np.ndarray, energy: np.ndarray, *, same_sign_weight: float = SAME_SIGN_WEIGHT
) -> SupplyPrior:  # fmt: skip
    """Return the prior over scenarios from the moves of equity and energy in each, ``(J,)``.

    Raises
    ------
    ValueError
        When no scenario would be left.
    """
    weight = float(share("same_sign_weight", same_sign_weight))
    opposite = np.asarray(equity) * np.asarray(energy) < 0.0
    held = np.where(opposite, 1.0, weight)
    if held.sum() <= 0.0:
        raise ValueError("in no scenario did equity and energy move oppositely; give same-sign months a weight")
    return SupplyPrior(held / held.sum(), weight, float(opposite.mean()))


def story_check(
    prior: np.ndarray, posteriors: Mapping[str, np.ndarray], asset: tuple[str, np.ndarray], story: Mapping[str, int]
) -> tuple[StoryCheck, ...]:  # fmt: skip
    """Return the check of every scenario that has a story; `asset` is its name and returns ``(J,)``."""
    name, values = asset
    return tuple(StoryCheck(s, name, sign, float((posteriors[s] - prior) @ values)) for s, sign in story.items())
