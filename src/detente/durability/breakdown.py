"""How fast deals end, early and late: rates of breakdown of a reference class between two times, with intervals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.durability.curves import curves
from detente.durability.reference import ReferenceClass
from detente.durability.survival import COVER, MONTHS_PER_YEAR, Interval, wilson
from detente.kernels.ranges import not_negative

SPANS = (0, 3, 6, 12, 24, 36, 60)
"""Months after entry into force between which a rate is told; denser where deals end fast."""


def breakdown(of: ReferenceClass, months: Sequence[float] = SPANS) -> Interval:
    """Return the mean rate of ending, per deal and year, in each span between ascending `months`: ``(T - 1,)``.

    ``-ln(S(t2) / S(t1)) / (t2 - t1)`` of the curve that fits best. Its interval is that of the share of those standing
    at t1 that stand at t2, after Wilson among ``cases x S(t1)``, censoring ignored, as of `survival.sampling`; the
    spans are taken one by one. A span in which nearly none ended has a rate near 0 and an interval that begins at 0.

    Examples
    --------
    >>> from detente.durability.reference import reference_class
    >>> breakdown(reference_class("peace_agreements"), (0, 6, 12, 24, 60)).value.round(2).tolist()
    [0.37, 0.15, 0.08, 0.02]
    """
    years = not_negative("months", months) / MONTHS_PER_YEAR
    spans = np.diff(years)
    if not np.all(spans > 0.0):
        raise ValueError("months must ascend")
    standing = curves(of)[0].at(years)
    held = np.clip(standing[1:] / standing[:-1], 0.0, 1.0)
    low, high = wilson(held, of.cases * standing[:-1])
    value, least, most = (-np.log(x) / spans for x in (held, np.minimum(high, 1.0), low))
    basis = f"binomial (Wilson) among those standing, {COVER:.0%}, censoring ignored".replace("%", " %")
    return Interval(value, least, most, basis)
