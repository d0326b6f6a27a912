"""The odds by which scenarios are mixed: deals in force by the horizon, or what would be signed if talks conclude."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.nouns import ALWAYS, Case
from detente.ensemble.hold import entered_by_scenario, ground_of
from detente.ensemble.setting import Setting
from detente.ensemble.shares import mean_and_error, scenario_ids

BY_HORIZON = "a deal of this kind comes into force by the horizon; else no deal"
IF_CONCLUDED = "if talks conclude: the case has no `timing`"


@dataclass(frozen=True, slots=True)
class Settled:
    """That there is a settlement at all, and the chance of each scenario given that, ``(S,)``; that of no deal is 0."""

    value: float
    se: float
    chance: np.ndarray
    chance_se: np.ndarray


@dataclass(frozen=True, slots=True)
class Odds:
    """Probability of each scenario of a case, ``chance (S,)`` with ``se (S,)``, `no_deal` last; they sum to one.

    `settled` is None where no draw has a settlement.
    """

    ids: tuple[str, ...]
    chance: np.ndarray
    se: np.ndarray
    basis: str
    draws: int
    settled: Settled | None = None

    def rows(self, case: Case) -> dict[str, Any]:
        """Return the odds with their names."""
        names = {row.id: row.name for row in case.scenarios} | ALWAYS
        scenarios = [
            {"id": key, "name": names[key], "value": float(p), "se": float(se), **self._given(k)}
            for k, (key, p, se) in enumerate(zip(self.ids, self.chance, self.se, strict=True))
        ]
        any_deal = None if self.settled is None else {"value": self.settled.value, "se": self.settled.se}
        return {"basis": self.basis, "draws": self.draws, "settled": any_deal, "scenarios": scenarios}

    def _given(self, k: int) -> dict[str, float | None]:
        """Return the chance of a scenario given a settlement; null for no deal, and where there is none."""
        if self.settled is None or k == len(self.ids) - 1:
            return {"given_settlement": None, "given_settlement_se": None}
        found = self.settled
        return {"given_settlement": float(found.chance[k]), "given_settlement_se": float(found.chance_se[k])}


def odds_of(setting: Setting, count: int) -> Odds:
    """Return the odds of a case over the first `count` draws of its run."""
    return odds_over(setting.case, entered_by_scenario(ground_of(setting, count)))


def odds_over(case: Case, by_draw: np.ndarray) -> Odds:
    """Return the odds over the chances of each scenario in every draw, ``(D, S)``."""
    chance, se = mean_and_error(by_draw)
    # what rounding leaves goes to no deal, so that the odds sum to one to the bit
    chance = np.append(np.minimum(chance[:-1], 1.0), max(0.0, 1.0 - float(chance[:-1].sum())))
    basis = IF_CONCLUDED if case.timing is None else BY_HORIZON
    return Odds(tuple(scenario_ids(case)), chance, se, basis, len(by_draw), _settled(by_draw[:, :-1]))


def _settled(by_draw: np.ndarray) -> Settled | None:
    """Return the chance of a settlement, and of each scenario given one, with the error of a ratio of two means."""
    whole = by_draw.sum(axis=1)
    value, se = (float(x) for x in mean_and_error(whole))
    if value <= 0.0:
        return None
    # the mean of a sum and the sum of means differ in the last bit: no share is above one
    share = np.minimum(by_draw.mean(axis=0) / value, 1.0)
    error = mean_and_error(by_draw - share * whole[:, None])[1] / value
    return Settled(value, se, np.append(share, 0.0), np.append(error, 0.0))
