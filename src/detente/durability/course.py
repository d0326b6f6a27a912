"""The course of talks month by month: signed, ratified, in force, broken, or no deal of one of three kinds.

A competing-risks chain in expectation: no event is drawn, every draw of the inputs carries the chance of each state.
While talks go on, and while the zone holds a settlement, they close at a rate; they collapse, or the war escalates, at
rates of their own. A signature is ratified after a delay or fails; what is in force breaks by its survival curve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.kernels.ranges import within

MONTHS = 12.0
"""Months of a year: rates are given per year."""
STATES = ("war", "escalation", "collapse", "pending", "rejected", "in_force", "broken")
"""No deal as the war goes on, as it escalates, after talks collapsed; signed and not yet ratified; not ratified; in
force; broken."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Events per year in every draw, ``(D,)``: `closing` while the zone is not empty, `collapse` and `escalation`."""

    closing: np.ndarray
    collapse: np.ndarray
    escalation: np.ndarray


@dataclass(frozen=True, slots=True)
class Approval:
    """What a signature meets, by the month it is made in: ``chance (D, T)``, 0-1, and ``delay (D, T)`` in months."""

    chance: np.ndarray
    delay: np.ndarray


@dataclass(frozen=True, slots=True)
class Course:
    """Probabilities per draw at the end of each month.

    Parameters
    ----------
    states
        ``(D, T, 7)``, in the order of `STATES`; they sum to one.
    signed
        ``(D, T)``: signed in this month.
    entered
        ``(D, T, T)``: ``[d, s, u]`` signed in month ``s`` and in force from month ``u`` on.
    standing
        ``(D, T, T)``: ``[d, s, t]`` signed in month ``s`` and in force at the end of month ``t``.
    """

    states: np.ndarray
    signed: np.ndarray
    entered: np.ndarray
    standing: np.ndarray

    def of(self, state: str) -> np.ndarray:
        """Return one state, ``(D, T)``."""
        return self.states[:, :, STATES.index(state)]


def course(
    zone: np.ndarray, rates: Rates, approval: Approval, survival: np.ndarray, *, last: float = 1.0
) -> Course:  # fmt: skip
    """Return the course over ``T`` months, of which the last may be a part of one.

    Parameters
    ----------
    zone
        ``(D, T)``, 0-1: the chance that the zone holds a settlement in that month.
    rates, approval
        As their records say.
    survival
        ``(D, T)``: ``S`` at 0, 1, ... T - 1 months after entry into force, falling from 1.
    last
        Length of the last month, in (0, 1]: the horizon need not be the end of a whole one. ``S`` is then read between
        its months in a straight line.

    Notes
    -----
    In a month with rates ``r_k`` per year, talks leave the table with probability ``1 - exp(-sum r_k / 12)``, split in
    proportion to the rates: the competing-risks form of constant cause-specific hazards (Prentice et al. 1978). A
    delay of ``m + f`` months puts ``1 - f`` of a signature ``m`` months on, and ``f`` of it one month later.
    """
    lengths = np.append(np.ones(zone.shape[1] - 1), within("last", last, 0.0, 1.0, "(]"))
    talks, signed, escalated, collapsed = _at_the_table(zone, rates, lengths)
    due = _after_delay(signed, approval.delay, lengths)
    entered = due * approval.chance[:, :, None]
    standing = _standing(entered, survival, last)
    reached = due.sum(axis=1).cumsum(axis=1)
    in_force, ever = standing.sum(axis=1), entered.sum(axis=1).cumsum(axis=1)
    pending = signed.cumsum(axis=1) - reached
    states = [talks, escalated, collapsed, pending, reached - ever, in_force, ever - in_force]
    return Course(np.stack(states, axis=2), signed, entered, standing)


def _at_the_table(
    zone: np.ndarray, rates: Rates, lengths: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return talks going on at the end of each month, what was signed in it, and what escalated or collapsed so far."""
    by_cause = np.stack(
        [rates.closing[:, None] * zone, *(np.broadcast_to(r[:, None], zone.shape) for r in (rates.escalation,
                                                                                             rates.collapse))]
    )  # fmt: skip
    total = by_cause.sum(axis=0)
    leaving = -np.expm1(-total * lengths / MONTHS)
    share = np.divide(by_cause, total, out=np.zeros_like(by_cause), where=total > 0)
    talks = np.cumprod(1.0 - leaving, axis=1)
    before = np.concatenate([np.ones((len(zone), 1)), talks[:, :-1]], axis=1)
    signed, escalated, collapsed = before * leaving * share
    return talks, signed, escalated.cumsum(axis=1), collapsed.cumsum(axis=1)


def _after_delay(signed: np.ndarray, delay: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return ``[d, s, u]``: signed in month ``s`` with its approval due in month ``u``."""
    ends = lengths.cumsum()
    past = (ends[None, :] - ends[:, None])[None] - delay[:, :, None]
    so_far = np.triu(np.clip(1.0 + past, 0.0, 1.0))
    return signed[:, :, None] * np.diff(so_far, axis=2, prepend=0.0)


def _standing(entered: np.ndarray, survival: np.ndarray, last: float) -> np.ndarray:
    standing = np.zeros_like(entered)
    for u in range(entered.shape[2]):
        standing[:, :, u:] += entered[:, :, u, None] * survival[:, None, : entered.shape[2] - u]
    if last < 1.0 and entered.shape[2] > 1:
        older = standing[:, :, -1] - entered[:, :, -1]
        standing[:, :, -1] = entered[:, :, -1] + standing[:, :, -2] + last * (older - standing[:, :, -2])
    return standing
