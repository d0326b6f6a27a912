"""From polls to votes: the share of yes among those decided, its sampling error, and what another wording changes.

Sampling error and the effect of the wording are two inputs. The second is larger: in the same weeks 39 or 72 per cent
of Ukrainians accepted a freeze, as the question was put.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from detente.case.ratification import Poll

FILE = "parameters/kiis_plan_acceptance.yaml"


@dataclass(frozen=True, slots=True)
class PollRow:
    """One published row: per cent that accept and that reject a plan, None where a report does not say."""

    survey: str
    field_start: str
    plan: str
    provenance: str
    source: str
    field_end: str = ""
    n: int | None = None
    accept: float | None = None
    reject: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PollParameters:
    """Factor on the standard error, z of printed margins, spread of wordings, and the published rows."""

    deft: float
    z: float
    wording: float
    printed: tuple[tuple[int, float], ...]
    rows: tuple[PollRow, ...]


@cache
def poll_parameters() -> PollParameters:
    """Return the sourced parameters that ship with the package."""
    import yaml

    held: Any = yaml.safe_load((files("detente.durability") / FILE).read_text(encoding="utf-8"))
    texts = ("survey", "field_start", "field_end", "plan", "provenance", "source", "note")
    rows: list[dict[str, Any]] = [
        {key: str(value) if key in texts else value for key, value in row.items()} for row in held["rows"]
    ]
    return PollParameters(
        deft=held["design_effect"]["deft"],
        z=held["design_effect"]["z"],
        wording=held["wording"]["spread"],
        printed=tuple((row["n"], row["margin"]) for row in held["printed_margins"]),
        rows=tuple(PollRow(**row) for row in rows),
    )


def margin(n: Any, *, deft: float | None = None) -> Any:
    """Return the margin of error that KIIS prints, as a share of one: ``z deft sqrt(0.25 / n)``, which is 1.3/sqrt(n).

    >>> round(100 * float(margin(2029)), 1)
    2.9
    """
    held = poll_parameters()
    return held.z * (held.deft if deft is None else deft) * np.sqrt(0.25 / np.asarray(n, dtype=float))


def decided(poll: Poll) -> tuple[float, float]:
    """Return the share of yes among those decided, and how many were.

    Without a figure for one side all others are taken to be on it: without `against`, who does not say yes votes no;
    without `share`, who does not say no votes yes, which bounds the yes from above.
    """
    if poll.share is None:
        return 1.0 - (poll.against or 0.0), float(poll.n)
    against = 1.0 - poll.share if poll.against is None else poll.against
    total = poll.share + against
    return (poll.share / total, total * poll.n) if total > 0.0 else (0.0, float(poll.n))


def passes(share: Any, n: Any, threshold: float, *, wording: float = 0.0, deft: float | None = None) -> np.ndarray:
    """Return P(yes > threshold) of a vote that a poll with this share of yes among n decided speaks of.

    Normal, with the variances of sampling (``margin / z`` squared) and of the wording, a standard deviation in shares.
    """
    from scipy.special import ndtr

    sampling = margin(n, deft=deft) / poll_parameters().z
    return np.asarray(ndtr((np.asarray(share, dtype=float) - threshold) / np.hypot(sampling, wording)))


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability with its range."""

    value: float
    low: float
    high: float


def referendum(poll: Poll, threshold: float, wording: float) -> Chance:
    """Return the chance that a vote passes by one poll.

    `low` and `high` have the share of yes one spread of wordings lower and higher.
    """
    yes, n = decided(poll)
    shares = np.array([yes, yes - wording, yes + wording])
    return Chance(*passes(shares, n, threshold, wording=wording, deft=poll.deft).tolist())
