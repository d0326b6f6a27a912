"""What a case says for a brief: its section `brief`, and which parts of the due diligence it meets elsewhere."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from detente.case.brief import GATES, WAIVED, Brief
from detente.case.nouns import Case

LOCAL = "domestic"


def brief_row(case: Case) -> dict[str, Any]:
    """Return the brief of a case as a run holds it: texts alone, dates as in the file.

    `gates` has a row for every part of the due diligence: its `text`, empty where the brief is silent; whether it was
    `waived`; and `elsewhere`, the section of the case that speaks of it, empty where none does.
    """
    held = case.brief or Brief()
    there = elsewhere(case)
    return {
        "asker": None if held.asker is None else _plain(held.asker),
        "gates": [
            {
                "id": key,
                "name": name,
                "text": held.due_diligence.get(key, "").removeprefix(WAIVED).strip(),
                "waived": held.due_diligence.get(key, "").startswith(WAIVED),
                "elsewhere": there.get(key, ""),
            }
            for key, name in GATES.items()
        ],
        "alternatives": [_plain(row) for row in held.alternatives],
        "dissent": [_plain(row) for row in held.dissent],
        "so_what": [_plain(row) for row in held.so_what],
        "premortem": held.premortem,
        "sources": list(held.sources),
        "coded": held.coded if case.brief else "",
    }


def elsewhere(case: Case) -> dict[str, str]:
    """Return the sections of a case that meet a part of the due diligence without a word of its own.

    Who asks and by which criteria a case never says elsewhere.
    """
    viewed = {row.party for row in case.views}
    seen = all(party.id in viewed for party in case.parties if party.role != "observer")
    found = {
        "context": "sources" if any(source.date for source in case.sources) else "",
        "asker": "brief.asker" if case.brief and case.brief.asker else "",
        "alternatives": "no_deal" if any(row.value for row in case.no_deal) else "",
        "trade_offs": "levers" if any(lever.cost is not None for lever in case.levers) else "",
        "risks": "consequences" if case.consequences else "",
        "perspectives": "views" if seen else "",
        "local_actors": "parties" if any(_local(row) and row.id in viewed for row in case.parties) else "",
        "measures": "guarantees" if case.guarantees else "",
        "sequence": "ratification" if any(step.after for step in case.ratification) else "",
    }
    return {key: section for key, section in found.items() if section}


def _local(party: Any) -> bool:
    return party.track == LOCAL or party.role == "ratifier"


def _plain(row: Any) -> dict[str, Any]:
    return {key: _value(value) for key, value in asdict(row).items()}


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else None if value is None else str(value)
