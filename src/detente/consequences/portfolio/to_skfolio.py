"""The weighed past as a prior of skfolio, for those who go on there. Scenario arithmetic, not advice."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from detente._optional import need
from detente.kernels.ranges import not_negative

EXTRA = "portfolio"
SUM_TO_ONE = 1e-9


def to_skfolio_prior(returns: ArrayLike, q: ArrayLike) -> Any:
    """Return a prior estimator of skfolio that holds these windows with these weights.

    Its mean and covariance are those under the weights; `fit` takes the user's returns for their columns alone.

    Parameters
    ----------
    returns
        ``(J, N)``: change of every asset in every window as a share, 0.01 for one per cent.
    q
        ``(J,)``: weights of the windows, as of a scenario or a mixture.

    Raises
    ------
    MissingExtra
        When skfolio is not installed.
    ValueError
        When the weights are not one for each window or do not sum to one; on `fit`, when assets are not as many.
    """
    values, weight = np.asarray(returns, dtype=float), not_negative("q", q)
    if values.ndim != 2 or weight.shape != values.shape[:1]:
        raise ValueError(f"q: {weight.size} weights for {len(values)} windows; give one for each")
    if abs(weight.sum() - 1.0) > SUM_TO_ONE:
        raise ValueError(f"q: the weights sum to {weight.sum():.12g}, not 1; divide them by their sum")
    return _estimator(need("skfolio.prior", extra=EXTRA))(returns=values, sample_weight=weight)


def _estimator(skfolio: Any) -> Any:
    """Return the class of the prior, which needs skfolio to be defined."""

    class WeighedPast(skfolio.BasePrior):
        """Windows of the past with the weights of a scenario."""

        def __init__(self, returns: np.ndarray, sample_weight: np.ndarray) -> None:
            self.returns = returns
            self.sample_weight = sample_weight

        def fit(self, X: ArrayLike, y: None = None, **more: Any) -> Any:
            """Set the distribution; X is looked at for its number of columns."""
            del y, more
            wanted = np.shape(X)[1]
            if wanted != self.returns.shape[1]:
                raise ValueError(f"X: {wanted} assets, the prior has {self.returns.shape[1]}; give the same in order")
            mean = self.sample_weight @ self.returns
            about = self.returns - mean
            covariance = about.T @ (about * self.sample_weight[:, None])
            self.return_distribution_ = skfolio.ReturnDistribution(
                mu=mean, covariance=covariance, returns=self.returns, sample_weight=self.sample_weight
            )
            return self

    return WeighedPast
