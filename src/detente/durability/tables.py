"""Survival estimated from a table of one's own: Kaplan-Meier here, a Cox model with the extra `durability`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente._optional import need
from detente.case.survival_table import SurvivalTable
from detente.durability.reference import Association
from detente.kernels.ranges import not_negative

EXTRA = "durability"


@dataclass(frozen=True, slots=True)
class KaplanMeier:
    """The product-limit estimate at each time at which a case ended, all ``(T,)``.

    Parameters
    ----------
    years
        Rising times.
    survival
        Share still standing after each.
    se
        Standard error by Greenwood's formula.
    at_risk, ended
        How many were under observation just before, and how many ended then.
    """

    years: np.ndarray
    survival: np.ndarray
    se: np.ndarray
    at_risk: np.ndarray
    ended: np.ndarray

    def at(self, years: ArrayLike) -> np.ndarray:
        """Return the share still standing after some years."""
        steps = np.concatenate([[1.0], self.survival])
        return steps[np.searchsorted(self.years, not_negative("years", years), side="right")]


def kaplan_meier(table: SurvivalTable) -> KaplanMeier:
    """Return the Kaplan-Meier estimate of a table; who enters late counts from then on (left truncation).

    ``S(t) = prod (1 - d / n)``, ``se = S sqrt(sum d / (n (n - d)))``, n under observation with entry < t <= exit.
    Sources: Kaplan & Meier 1958, Journal of the American Statistical Association 53; Greenwood 1926 (from memory).

    Examples
    --------
    >>> found = kaplan_meier(SurvivalTable(tuple("abcd"), (0,) * 4, (1, 2, 3, 4), (True, False, True, False)))
    >>> found.survival.tolist(), found.at_risk.tolist()
    ([0.75, 0.375], [4, 2])
    """
    entry, leave = np.array(table.entry, dtype=float), np.array(table.exit, dtype=float)
    ended = np.array(table.ended, dtype=bool)
    years, deaths = np.unique(leave[ended], return_counts=True)
    begun = np.searchsorted(np.sort(entry), years, side="left")
    # A case that ends at the very beginning was under observation at that moment.
    begun = np.where(years == 0.0, (entry == 0.0).sum(), begun)
    at_risk = begun - np.searchsorted(np.sort(leave), years, side="left")
    left = at_risk - deaths
    survival = np.cumprod(left / at_risk)
    terms = np.divide(deaths, at_risk * left, out=np.zeros(len(years)), where=left > 0)
    return KaplanMeier(years, survival, survival * np.sqrt(np.cumsum(terms)), at_risk, deaths)


def cox(table: SurvivalTable) -> tuple[Association, ...]:
    """Return the log hazard ratio of every covariate in a Cox model of all together, ties after Efron.

    Associations, not effects, as those of the reference classes. Needs the extra `durability`.

    Raises
    ------
    MissingExtra
        When lifelines is not installed.
    ValueError
        When the table has no covariates.
    """
    if not table.covariates:
        raise ValueError("covariates: the table has none; name their columns")
    lifelines, pandas = need("lifelines", extra=EXTRA), need("pandas", extra=EXTRA)
    rows = {"id": table.ids, "entry": table.entry, "exit": table.exit, "ended": table.ended}
    frame = pandas.DataFrame({**rows, **{f"x{k}": held for k, held in enumerate(table.covariates.values())}})
    fit = _fit(lifelines, frame, several=max(Counter(table.ids).values()) > 1)
    return tuple(
        Association(name, name, float(fit.params_[f"x{k}"]), float(fit.standard_errors_[f"x{k}"]))
        for k, name in enumerate(table.covariates)
    )


def _fit(lifelines: Any, frame: Any, *, several: bool) -> Any:
    if several:
        model = lifelines.CoxTimeVaryingFitter()
        return model.fit(frame, id_col="id", event_col="ended", start_col="entry", stop_col="exit")
    model = lifelines.CoxPHFitter()
    return model.fit(frame.drop(columns="id"), duration_col="exit", event_col="ended", entry_col="entry")
