"""One settled issue: where it came out on its scale, and how far off every model was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

TIE = 1e-9
CONSTANT = "constant"
COMPROMISE = "compromise"
ZONE = "zone"
BASELINES = (CONSTANT, COMPROMISE, ZONE)
"""What every model is compared with: knowing nothing of the case, the weighted mean, and any settlement of the zone."""


@dataclass(frozen=True, slots=True)
class Told:
    """One settled issue of a case or a table, on a scale of 0-100.

    Parameters
    ----------
    source, issue
        Id of the case or table, and the issue.
    outcome
        Where it came out.
    errors
        Model -> how far off it was, 0-100: of its forecast, or on average over the settlements that it chose.
    options, agreed
        Option -> score, and the option that was agreed; empty where there are none.
    hits
        Model -> share of its settlements that hold the agreed option.
    """

    source: str
    issue: str
    outcome: float
    errors: Mapping[str, float]
    options: Mapping[str, float] = field(default_factory=dict[str, float])
    agreed: str = ""
    hits: Mapping[str, float] = field(default_factory=dict[str, float])

    def nearest(self, value: float) -> float | None:
        """Return whether the agreed option is the one nearest to a value, ties shared; None without options."""
        if self.agreed not in self.options:
            return None
        apart = {option: abs(score - value) for option, score in self.options.items()}
        near = [option for option, distance in apart.items() if distance <= min(apart.values()) + TIE]
        return (self.agreed in near) / len(near)


def with_constant(rows: Sequence[Told]) -> tuple[Told, ...]:
    """Return the rows with the forecast of one who knows no case: the median outcome of all *other* sources.

    A source without others gets none.

    Examples
    --------
    >>> rows = [Told("a", "x", 10.0, {}), Told("a", "y", 30.0, {}), Told("b", "x", 50.0, {})]
    >>> [row.errors for row in with_constant(rows)]
    [{'constant': 40.0}, {'constant': 20.0}, {'constant': 30.0}]
    """
    found: list[Told] = []
    for row in rows:
        others = [other.outcome for other in rows if other.source != row.source]
        if not others:
            found.append(row)
            continue
        value = float(np.median(others))
        hit = row.nearest(value)
        hits = row.hits if hit is None else {**row.hits, CONSTANT: hit}
        found.append(replace(row, errors={**row.errors, CONSTANT: abs(value - row.outcome)}, hits=hits))
    return tuple(found)


def mean_errors(rows: Sequence[Told]) -> dict[str, float]:
    """Return model -> its mean error over the rows of which it said something.

    Examples
    --------
    >>> mean_errors([Told("a", "x", 0.0, {"m": 1.0, "n": 8.0}), Told("a", "y", 0.0, {"m": 3.0})])
    {'m': 2.0, 'n': 8.0}
    """
    names = dict.fromkeys(name for row in rows for name in row.errors)
    return {name: float(np.mean([row.errors[name] for row in rows if name in row.errors])) for name in names}
