"""The ledger of evidence as plain values: claims with what each did, copies, proposed inputs, and the line of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from math import exp
from typing import Any

from detente.case.nouns import Case
from detente.evidence.answer import claims, evidence, proposed
from detente.evidence.origins import origins
from detente.evidence.timeline import timeline

Plain = dict[str, Any]


def ledger(case: Case) -> Plain:
    """Return all that the evidence of a case says, also of a case without hypotheses or claims.

    ``claims`` as `evidence list` has them, each with ``inputs`` as it proposes them; ``weighed`` the object of
    `evidence update`, None without hypotheses, whose items have beside it ``fits``: how likely the item is under each
    hypothesis, as a share of how likely it is under the one that it fits best; ``origins`` those with copies;
    ``proposals``; ``timeline``.
    """
    weighed = evidence(case) if case.hypotheses else None
    for row in weighed["items"] if weighed else ():
        row["fits"] = {key: exp(value) for key, value in row["log_likelihood"].items()}
    said = {
        claim.id: [{"path": told.path, "value": _range(told.value)} for told in claim.inputs] for claim in case.claims
    }
    return {
        "claims": [row | {"inputs": said[row["id"]]} for row in claims(case)],
        "weighed": weighed,
        "origins": _copied(case),
        "proposals": proposed(case),
        "timeline": [
            asdict(event) | {"day": str(event.day), "sources": list(event.sources)} for event in timeline(case)
        ],
    }


def fresh(ids: Sequence[str]) -> str:
    """Return an id for one claim more: after the highest of the form c1, c2.

    >>> fresh(["c1", "note", "c7"])
    'c8'
    """
    numbers = [int(found[1]) for found in (re.fullmatch(r"c([0-9]{1,9})", key) for key in ids) if found]
    return f"c{max(numbers, default=0) + 1}"


def _copied(case: Case) -> list[Plain]:
    """Return the origins that more than one claim has, and why they are one."""
    return [
        {
            "id": origin.counted.id,
            "copies": [copy.id for copy in origin.copies],
            "links": [asdict(link) for link in origin.links],
        }
        for origin in origins(case)
        if origin.copies
    ]


def _range(value: Any) -> Plain:
    return {"low": value.low, "mid": value.mid, "high": value.high}
