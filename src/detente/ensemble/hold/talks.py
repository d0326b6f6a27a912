"""Talks month by month: as no-deal values drift, which draws still have a zone, and what would be signed in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.case.nouns import Case
from detente.ensemble import propagate, shares
from detente.ensemble.hold.drawn import Drawn, bars
from detente.ensemble.setting import Setting
from detente.kernels import solve as search
from detente.settlement.inputs import Inputs
from detente.settlement.no_deal import no_deal_values
from detente.settlement.space import Space, space, table, worths
from detente.solutions.compromise import Compromise, compromise

MIDDLE = 0.5
"""A month's no-deal values are those of its middle; what a broken deal leaves drifts with them, so the bar stays."""
MONTHS = 12.0
AT_ONCE = 2_000
"""Draws times months that are solved together: enough that their number, not their setting up, is what takes time."""


@dataclass(frozen=True, slots=True)
class Talks:
    """What the parties would sign in each month; D draws, T months, S scenarios, M models.

    Parameters
    ----------
    given
        The space of the as-of date, with the bar for signing as it stands without fragility.
    bar
        ``(D, P)``: points by which expected breakdown raises it, of the parties of `given`.
    no_deal
        ``(D, P)`` points, of the same parties; NaN for none.
    zone
        ``(T, D)`` bool: the zone holds a settlement, above the raised bar.
    weight
        ``(T, D, S)``: share of each scenario in what would be signed, the mean over the models; `no_deal` last.
    picks
        ``(M, D, I)``: the first settlement of each model in the draw's first month with a zone; -1 where there is none.
    nearest
        The compromise mean, which no month moves.
    """

    given: Space
    bar: np.ndarray
    no_deal: np.ndarray
    zone: np.ndarray
    weight: np.ndarray
    picks: np.ndarray
    nearest: Compromise


def talks(
    setting: Setting,
    inputs: Inputs,
    given: Drawn,
    months: np.ndarray,
    *,
    raised: Mapping[str, np.ndarray] | None = None,
) -> Talks:
    """Follow the talks over months of these lengths ``(T,)``; `inputs` of all parties, the setting's first draws.

    `raised`: party -> ``(D,)`` points by which its bar for signing is higher for other reasons than a breakdown.
    """
    setting.begin("months of talks")
    opened = _opened(setting, inputs, given, raised)
    nearest = compromise(setting.case, inputs, opened.now)
    count = setting.counter("months of talks", len(months))
    solved: list[propagate.Solved] = []
    weights: list[np.ndarray] = []
    for some in opened.spaces(months):
        held, times = _solve(some, setting), some.draws // inputs.draws
        again = replace(nearest, pick=np.tile(nearest.pick, (times, 1, 1)), ties=np.tile(nearest.ties, times))
        weight = shares.mixed(setting.case, shares.rows_of(setting.case, held, again))
        weights += np.split(weight, times)
        solved += [_rows(held, slice(k * inputs.draws, (k + 1) * inputs.draws)) for k in range(times)]
        count(times)
    lasting = [0] * len(months) if len(solved) < len(months) else range(len(months))
    return Talks(
        given=opened.now,
        bar=opened.bar,
        no_deal=opened.values[:, opened.held],
        zone=np.array([solved[k].zone for k in lasting]),
        weight=np.array([weights[k] for k in lasting]),
        picks=_picks(solved, nearest),
        nearest=nearest,
    )


def zone_by_month(
    setting: Setting, inputs: Inputs, given: Drawn, months: np.ndarray, raised: Mapping[str, np.ndarray]
) -> np.ndarray:  # fmt: skip
    """Return the `zone` of `talks` alone, ``(T, D)``, which takes far less: nothing is chosen from it."""
    opened = _opened(setting, inputs, given, raised)
    zones = [
        search.zones(table(some), backend=setting.backend, threads=setting.threads) for some in opened.spaces(months)
    ]
    found = np.concatenate(zones).reshape(-1, inputs.draws) == 1
    return found if len(found) == len(months) else np.tile(found, (len(months), 1))


@dataclass(frozen=True, slots=True)
class _Opened:
    """Talks as they open: the signing case and its inputs, their worths, no-deal values, drifts, and raised bars.

    `now` is the space of the as-of date without a raised bar, `held` which parties of the case it has.
    """

    case: Case
    inputs: Inputs
    worth: np.ndarray
    values: np.ndarray
    drift: np.ndarray
    bar: np.ndarray
    now: Space
    held: np.ndarray

    def spaces(self, months: np.ndarray) -> Iterator[Space]:
        """Yield the spaces of the months, with the bar raised: several months at a time, one after the other.

        Where nothing drifts it is that of the first month alone: all others are as it is.
        """
        middles = (months.cumsum() - months * MIDDLE) / MONTHS
        middles = middles if self.drift.any() else middles[:1]
        draws = len(self.values)
        at_once = max(1, AT_ONCE // draws)
        for low in range(0, len(middles), at_once):
            times = middles[low : low + at_once]
            rows = np.tile(np.arange(draws), len(times))
            values = np.concatenate([self.values + self.drift * middle for middle in times])
            moved = space(self.case, self.inputs.take(rows), values, worth=self.worth[rows])
            yield _raised(moved, self.bar[rows])


def _opened(setting: Setting, inputs: Inputs, given: Drawn, raised: Mapping[str, np.ndarray] | None) -> _Opened:
    case, seen = setting.signing, setting.of_signing(inputs)
    worth = worths(case, seen)
    values = no_deal_values(case, seen, worth=worth).value
    ids = tuple(party.id for party in case.parties)
    bar = bars(setting.case, given, ids, values)
    if raised is not None:
        bar = bar + np.column_stack([raised.get(party, np.zeros(len(values))) for party in ids])
    drift = np.column_stack([given.drift.get(party, np.zeros(len(values))) for party in ids])
    now = space(case, seen, values, worth=worth)
    held = np.isin(ids, now.parties)
    return _Opened(case, seen, worth, values, drift, bar[:, held], now, held)


def _raised(given: Space, bar: np.ndarray) -> Space:
    """Return a space in which signing takes `bar` points more; what is left open is worth what it was."""
    return replace(given, reserve=given.reserve + np.rint(bar * given.scale).astype(np.int64))


def _solve(given: Space, setting: Setting) -> propagate.Solved:
    found = search.inhabited(table(given), backend=setting.backend, threads=setting.threads)
    return propagate.Solved(
        found.gap, found.ties, found.pick, found.flagged, found.slack,
        full=np.full(given.draws, -1), read=(), space=given.take(slice(0, 1)),
    )  # fmt: skip


def _rows(held: propagate.Solved, rows: slice) -> propagate.Solved:
    """Return some draws of what was solved."""
    names = ("gap", "ties", "pick", "flagged", "slack", "full")
    return replace(held, **{name: getattr(held, name)[rows] for name in names})


def _picks(months: Sequence[propagate.Solved], nearest: Compromise) -> np.ndarray:
    """Return the first settlement of every model in each draw's first month with a zone, ``(M, D, I)``; else -1."""
    first = months[0]
    found = np.full((len(shares.MODELS), first.gap.size, first.pick.shape[3]), -1)
    for month in reversed(months):
        held = [nearest.pick[:, 0] if m.row is None else month.pick[:, m.row, 0] for m in shares.MODELS]
        found = np.where(month.zone[None, :, None], np.array(held), found)
    return found
