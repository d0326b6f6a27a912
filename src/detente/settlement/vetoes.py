"""Which party constrains most: how many settlements its veto, lifted alone, would add to the zone.

The share of settlements that a party accepts does not say it: a party that accepts little may refuse what others refuse
anyway.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.settlement.space import Space
from detente.settlement.zone import Count, drop, in_zone


@dataclass(frozen=True, slots=True)
class Vetoes:
    """The zone, and per required party the zone that there would be if it need not consent."""

    zone: Count
    without: dict[str, Count]

    @property
    def constraining(self) -> tuple[str, ...]:
        """Whose lifted veto adds the most settlements, all ties; nobody where none adds any or the zone is empty."""
        if not self.zone.value:
            return ()
        most = max((held.value for held in self.without.values()), default=0)
        return tuple(p for p, held in self.without.items() if held.value == most > self.zone.value)

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "zone": self.zone.to_dict(),
            "without": {party: held.to_dict() for party, held in self.without.items()},
            "constraining": list(self.constraining),
        }


def vetoes(space: Space, *, rng: np.random.Generator) -> Vetoes:
    """Count the zone of a space of one draw, and what it would be without each required party's veto.

    Counts are exact where they can be made; an estimate carries its error.
    """
    required = np.array(space.parties)[space.required].tolist()
    return Vetoes(in_zone(space, rng=rng), {party: in_zone(drop(space, party), rng=rng) for party in required})
