"""Whether a case is somebody's own: the template's invented texts are no ground for a brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from detente.case.brief import WAIVED
from detente.formats.load import TEMPLATE, find
from detente.formats.yaml import read
from detente.report.brief.grounds import brief_of
from detente.report.brief.records import Finding, Record

SECTIONS = ("title", "summary", "parties", "sources", "brief")
"""Parts of a case whose words nobody shares with the template by chance; issues and options may well be alike."""
SHOWN = 4
"""Places that are named; of more, the parts of the case they are in, so that none is left unsaid."""


def own_words(record: Record) -> list[Finding]:
    """Return the finding that texts of a case are still the template's, and where; none where all are its own."""
    held = {name: record.run["case"][name] for name in ("title", "summary", "parties")}
    brief = brief_of(record.run)
    held |= {"sources": record.run["sources"], "brief": {**brief, "gates": (), "due_diligence": _answered(brief)}}
    left = [*dict.fromkeys(place for place, text in _texts(held) if text in _invented())]
    if not left:
        return []
    where = left if len(left) <= SHOWN else dict.fromkeys(place.partition(".")[0] for place in left)
    todo = "write your own there, or take it out"
    return [Finding("gate", ", ".join(where), "the case is still the template", todo)]


def _answered(brief: Mapping[str, Any]) -> dict[str, str]:
    return {row["id"]: row["text"] for row in brief["gates"]}


@cache
def _invented() -> frozenset[str]:
    """Return every text of those parts of the template; a single word is the name of something."""
    held = read(find(TEMPLATE)[1].decode("utf-8")).value
    texts = (text.removeprefix(WAIVED).strip() for _, text in _texts({name: held[name] for name in SECTIONS}))
    return frozenset(text for text in texts if " " in text)


def _texts(held: Any, *place: str) -> Iterator[tuple[str, str]]:
    """Give each text with its place, two steps deep: ``parties.north``, ``brief.premortem``."""
    if isinstance(held, str):
        yield ".".join(place[:2]), held.strip()
    elif isinstance(held, Mapping):
        for key, value in held.items():
            yield from _texts(value, *place, str(key))
    elif isinstance(held, (list, tuple)):
        for k, row in enumerate(held):
            yield from _texts(row, *place, str(row["id"]) if isinstance(row, Mapping) and "id" in row else str(k))
