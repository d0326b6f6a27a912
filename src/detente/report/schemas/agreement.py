"""Parts of a run that name the same things, which no schema says: where one of them lacks a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Agreement:
    """Every list or object at `where` has something for each name at `names`.

    Places are keys with dots, ``*`` for every member; a list of objects names by their `key`, an object by its keys.
    """

    where: str
    names: str
    key: str = "id"


AGREEMENTS = (
    Agreement("scenarios.*.models", "models"), Agreement("scenarios.*.models_se", "models"),
    Agreement("acceptability", "ranks.*.packages"),
    Agreement("economy.odds.scenarios", "economy.indicators.*.scenarios"),
    Agreement("economy.indicators.*.scenarios", "economy.odds.scenarios"),
    Agreement("economy.recession.*.scenarios", "economy.odds.scenarios"),
    Agreement("economy.indicators", "economy.contributions"),
    Agreement("economy.drivers", "economy.contributions.*.scenarios.*.lines", "driver"),
    Agreement("economy.responses", "economy.contributions.*.scenarios.*.lines.*.responses"),
    Agreement("evidence.items.*.probability", "evidence.hypotheses"),
    Agreement("levers.rows.*.effects", "levers.base"),
    Agreement("wild_cards.shift", "wild_cards.without"),
    Agreement("wild_cards.cards.*.effect", "wild_cards.without"),
    Agreement("venues.venues.*.scores", "venues.criteria"), Agreement("venues.criteria", "venues.venues.*.scores"),
)  # fmt: skip
"""Parts of a run that name the same things."""


def disagreements(value: Any, agreements: Iterable[Agreement]) -> Iterator[str]:
    """Give each place of a value that fits its schema where something is missing for a name that another part has.

    >>> held = {"rows": [{"by": {"a": 1}}, {"by": {}}], "models": [{"id": "a"}]}
    >>> list(disagreements(held, [Agreement("rows.*.by", "models")]))
    ["rows.1.by: nothing for 'a', which models names"]
    """
    for one in agreements:
        wanted = [name for _, held in _at(value, one.names) for name in _names(held, one.key)]
        for place, held in _at(value, one.where):
            there = {*_names(held, one.key)}
            gone = [name for name in dict.fromkeys(wanted) if name not in there]
            yield from (f"{place}: nothing for {name!r}, which {one.names} names" for name in gone)


def _at(value: Any, pattern: str) -> Iterator[tuple[str, Any]]:
    """Give what lies at a place, with the place; nothing where a part is null or missing."""
    found = [((), value)]
    for step in pattern.split("."):
        found = [((*place, key), held) for place, above in found for key, held in _below(above, step)]
    yield from ((".".join(map(str, place)), held) for place, held in found if held is not None)


def _below(value: Any, step: str) -> Iterable[tuple[Any, Any]]:
    if value is None:
        return ()
    rows = value.items() if isinstance(value, dict) else enumerate(value)
    return rows if step == "*" else [(key, held) for key, held in rows if key == step]


def _names(held: Any, key: str) -> list[str]:
    rows = [row[key] if isinstance(row, dict) else row for row in held] if isinstance(held, list) else held
    return [str(name) for name in rows]
