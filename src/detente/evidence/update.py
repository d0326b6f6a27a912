"""The posterior of the hypotheses of a case: log-likelihoods add, one origin counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.case.quantity import Quantity
from detente.evidence.contributions import Contributions, contributions, log_odds, shares
from detente.evidence.grades import grade_of, reliability
from detente.evidence.likelihoods import Weighed, weigh
from detente.evidence.origins import Origin, origins

NO_HYPOTHESES = "the case has no `hypotheses`; add at least two that exclude one another, with priors that add up to 1"


@dataclass(frozen=True, slots=True)
class Posterior:
    """The probability of one hypothesis.

    Parameters
    ----------
    prior, value
        Before and after the evidence, every range at mid.
    low, high
        Interval from the ranges of priors, likelihoods and reliabilities, taken as independent: what each does alone,
        in log-odds, added as squares.
    least, most
        Bounds if all ranges were at their worst end at once: exact for two hypotheses, for more perhaps too wide.
    """

    id: str
    name: str
    prior: float
    value: float
    low: float
    high: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Item:
    """What one origin did; each mapping is by hypothesis.

    Parameters
    ----------
    reliability
        Probability that the source's report reflects what is so.
    log_likelihood
        Natural log, 0 for the hypothesis that the item fits best.
    log_odds, probability
        Parts in the change from prior to posterior, which add up over the items.
    without
        Posterior without the item.
    """

    origin: Origin
    grade: str
    reliability: Quantity
    log_likelihood: dict[str, float]
    log_odds: dict[str, float]
    probability: dict[str, float]
    without: dict[str, float]


@dataclass(frozen=True, slots=True)
class Update:
    """Prior to posterior; `method` names how contributions were averaged, `silent` what says nothing of hypotheses."""

    posteriors: tuple[Posterior, ...]
    items: tuple[Item, ...]
    method: str
    silent: tuple[Origin, ...] = ()

    @property
    def values(self) -> np.ndarray:
        """The posterior ``(K,)``."""
        return np.array([row.value for row in self.posteriors])


@dataclass(frozen=True, slots=True)
class Ledger:
    """The evidence of a case as arrays: n items, K hypotheses.

    Parameters
    ----------
    prior
        ``(K,)`` log of the priors.
    prior_most
        ``(K, K)`` greatest log of the prior of row over column.
    items
        Origins that bear on the hypotheses, each with its weight.
    """

    hypotheses: tuple[str, ...]
    prior: np.ndarray
    prior_most: np.ndarray
    items: tuple[tuple[Origin, Weighed], ...]
    silent: tuple[Origin, ...]

    @property
    def logs(self) -> np.ndarray:
        """Log-likelihoods of the items, ``(n, K)``."""
        return np.array([weighed.log for _, weighed in self.items]).reshape(-1, len(self.hypotheses))

    @property
    def posterior_log(self) -> np.ndarray:
        """Log-weights ``(K,)`` after all items, rounded once, so that their order does not matter to the last bit."""
        return np.array([fsum([start, *column]) for start, column in zip(self.prior, self.logs.T, strict=True)])


def ledger(case: Case) -> Ledger:
    """Return the evidence of a case as arrays; raises `Unanswerable` where it has no hypotheses."""
    if not case.hypotheses:
        raise Unanswerable(NO_HYPOTHESES)
    keys = tuple(row.id for row in case.hypotheses)
    held = origins(case)
    telling = tuple(origin for origin in held if origin.counted.bears.tells)
    low, mid, high = (np.array([getattr(row.prior, end) for row in case.hypotheses]) for end in ("low", "mid", "high"))
    most = np.log(high)[:, None] - np.log(low)[None, :]
    np.fill_diagonal(most, 0.0)
    items = tuple((origin, _weighed(case, origin, keys)) for origin in telling)
    silent = tuple(origin for origin in held if not origin.counted.bears.tells)
    return Ledger(keys, np.log(mid), most, items, silent)


def _weighed(case: Case, origin: Origin, keys: tuple[str, ...]) -> Weighed:
    claim = origin.counted
    return weigh(claim.bears, keys, reliability(grade_of(case, claim)), claim.noise)


def update(case: Case) -> Update:
    """Return the posterior of every hypothesis, with its interval and what each origin did.

    ``log P(H | E) = log P(H) + sum over origins of log P(E | H)``, up to a constant (Good 1950, from memory), with the
    likelihoods mixed over the reliability of the source. Items are taken as independent given a hypothesis, which is
    what independence groups are for. The order of the claims does not matter.

    Raises
    ------
    Unanswerable
        When the case has no hypotheses.
    """
    held = ledger(case)
    log, logs = held.posterior_log, held.logs
    found = contributions(held.prior, logs)
    without = shares(log - logs)
    items = tuple(_item(case, held, k, found, without[k]) for k in range(len(held.items)))
    return Update(_posteriors(case, held, log), items, found.method, held.silent)


def _item(case: Case, held: Ledger, k: int, found: Contributions, without: np.ndarray) -> Item:
    origin, weighed = held.items[k]
    grade = grade_of(case, origin.counted)
    return Item(
        origin,
        grade,
        reliability(grade),
        log_likelihood=named(held.hypotheses, weighed.log - weighed.log.max()),
        log_odds=named(held.hypotheses, found.log_odds[k]),
        probability=named(held.hypotheses, found.probability[k]),
        without=named(held.hypotheses, without),
    )


def named(hypotheses: Sequence[str], values: np.ndarray) -> dict[str, float]:
    """Return an array ``(K,)`` by hypothesis."""
    return {key: float(value) for key, value in zip(hypotheses, values, strict=True)}


def _posteriors(case: Case, held: Ledger, log: np.ndarray) -> tuple[Posterior, ...]:
    prior, value = shares(held.prior), shares(log)
    low, high = _interval(held, log)
    least, most = _bounds(held, log)
    return tuple(
        Posterior(
            id=row.id,
            name=row.name,
            prior=float(prior[k]),
            value=float(value[k]),
            low=float(low[k]),
            high=float(high[k]),
            least=float(least[k]),
            most=float(most[k]),
        )
        for k, row in enumerate(case.hypotheses)
    )


def _ranges(held: Ledger) -> list[np.ndarray]:
    """Return by how much the log of row over column can rise, ``(K, K)``, for the priors and each item."""
    pairs = [(held.prior, held.prior_most), *((weighed.log, weighed.most) for _, weighed in held.items)]
    return [np.maximum(most - (mid[:, None] - mid[None, :]), 0.0) for mid, most in pairs]


def _odds(log: np.ndarray, rise: np.ndarray, sign: float) -> np.ndarray:
    """Return the log-odds of each hypothesis if its log over each other one were moved by a rise, ``(K,)``."""
    moved = log - sign * (rise if sign > 0 else rise.T)
    np.fill_diagonal(moved, log)
    return np.diagonal(log_odds(moved))


def _bounds(held: Ledger, log: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rise = np.sum(_ranges(held), axis=0)
    return _probability(_odds(log, rise, -1.0)), _probability(_odds(log, rise, 1.0))


def _interval(held: Ledger, log: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    mid = log_odds(log)
    down, up = (np.array([_odds(log, rise, sign) - mid for rise in _ranges(held)]) for sign in (-1.0, 1.0))
    return _probability(mid - np.sqrt((down**2).sum(axis=0))), _probability(mid + np.sqrt((up**2).sum(axis=0)))


def _probability(odds: np.ndarray) -> np.ndarray:
    return np.exp(-np.logaddexp(0.0, -odds))
