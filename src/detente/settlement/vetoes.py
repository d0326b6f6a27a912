"""Which party constrains most: how many settlements its veto, lifted alone, would add to the zone.

The share of settlements that a party accepts does not say it: a party that accepts little may refuse what others refuse
anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.settlement.space import Space
from detente.settlement.zone import Count, drop, in_zone

Progress = Callable[[str, int, int], None]


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


def vetoes(space: Space, *, progress: Progress | None = None, rng: np.random.Generator) -> Vetoes:
    """Count the zone of a space of one draw, and what it would be without each required party's veto.

    Counts are exact where they can be made; an estimate carries its error. `progress` is told how many of how many
    parties are done.
    """
    required = np.array(space.parties)[space.required].tolist()
    whole, without = in_zone(space, rng=rng), dict[str, Count]()
    for done, party in enumerate(required):
        if progress is not None:
            progress("vetoes", done, len(required))
        without[party] = in_zone(drop(space, party), rng=rng)
    return Vetoes(whole, without)
