"""The odds by which scenarios are mixed: deals in force by the horizon, or what would be signed if talks conclude."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.case.nouns import ALWAYS, Case
from detente.ensemble.hold import entered_by_scenario
from detente.ensemble.setting import Setting
from detente.ensemble.shares import mean_and_error, scenario_ids

BY_HORIZON = "a deal of this kind comes into force by the horizon; else no deal"
IF_CONCLUDED = "if talks conclude: the case has no `timing`"


@dataclass(frozen=True, slots=True)
class Odds:
    """Probability of each scenario of a case, ``chance (S,)`` with ``se (S,)``, `no_deal` last; they sum to one."""

    ids: tuple[str, ...]
    chance: np.ndarray
    se: np.ndarray
    basis: str
    draws: int

    def rows(self, case: Case) -> dict[str, Any]:
        """Return the odds with their names."""
        names = {row.id: row.name for row in case.scenarios} | ALWAYS
        scenarios = [
            {"id": key, "name": names[key], "value": float(p), "se": float(se)}
            for key, p, se in zip(self.ids, self.chance, self.se, strict=True)
        ]
        return {"basis": self.basis, "draws": self.draws, "scenarios": scenarios}


def odds_of(setting: Setting, count: int) -> Odds:
    """Return the odds of a case over the first `count` draws of its run."""
    by_draw = entered_by_scenario(setting, count)
    timed = setting.case.timing is not None
    chance, se = mean_and_error(by_draw)
    # what rounding leaves goes to no deal, so that the odds sum to one to the bit
    chance = np.append(chance[:-1], max(0.0, 1.0 - float(chance[:-1].sum())))
    return Odds(tuple(scenario_ids(setting.case)), chance, se, BY_HORIZON if timed else IF_CONCLUDED, count)
