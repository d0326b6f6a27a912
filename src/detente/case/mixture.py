"""The noun of how far each forecasting model counts in the scenario shares of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MIXABLE = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "compromise")
"""Ids of the models that a run mixes, in the order of its rows."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """Weights of the models in the mixture of a run, where they are not to be equal.

    Parameters
    ----------
    weights
        Id, one of `MIXABLE`, -> weight; at least one is above 0. Only their ratios count; a model that is not named
        has weight 0.
    """

    weights: Mapping[str, float]
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
