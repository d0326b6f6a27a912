"""Would those who must consent sign a settlement, if they err: what each gains, whom a red line holds, how likely.

How sharply parties tell better from worse is not known of any of them. So the answer is given at three degrees of
error, which are assumed: what matters is how far apart the answers are.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.settlement.space import Space
from detente.strategy.quantal.acceptance import MOST_PARTIES, acceptance

BLURS = (20.0, 5.0, 1.0)
"""Points of utility that make a party e times as likely to say yes as no; assumed, from blunt to sharp."""


def signing(given: Space, columns: np.ndarray) -> dict[str, Any]:
    """Return who of the parties that must consent gains how much by a settlement, and the chances that they sign it.

    `columns`: the settlement, in the first draw of the space. A red line that binds is a no without error, so that the
    chance of all is 0 then and there is no game to play; nor is there where nobody who must consent has a no-deal
    value, or too many have.
    """
    one = given.take(slice(0, 1))
    met = one.barred[0][:, columns].any(axis=1) & one.required
    surplus = (one.worth[0][:, columns].sum(axis=1) - one.reserve[0]) / one.scale[0]
    rows = np.flatnonzero(one.required & one.valued)
    names = [one.parties[p] for p in rows]
    stopped = [party for party, there in zip(one.parties, met.tolist(), strict=True) if there]
    return {
        "surplus": dict(zip(names, surplus[rows].tolist(), strict=True)),
        "red_lines": stopped,
        "chances": []
        if not 0 < len(rows) <= MOST_PARTIES
        else [_chance(surplus[rows], names, stopped, b) for b in BLURS],
    }


def _chance(surplus: np.ndarray, names: list[str], stopped: list[str], blur: float) -> dict[str, Any]:
    if stopped:
        return {"blur": blur, "parties": {}, "together": 0.0}
    found = acceptance(surplus, 1.0 / blur)
    return {"blur": blur, "parties": dict(zip(names, found.parties.tolist(), strict=True)), "together": found.together}
