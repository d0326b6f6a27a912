"""What every answer says about its case."""

from __future__ import annotations

from typing import Any

from detente.case.marking import told
from detente.case.nouns import Case


def about(case: Case, digest: str) -> dict[str, Any]:
    """Return what an answer says about its case."""
    return {
        "id": case.id,
        "title": case.title,
        "as_of": str(case.as_of),
        "horizon": str(case.horizon),
        "status": case.status,
        "hindsight": case.hindsight,
        **told(case),
        "sha256": digest,
        "parties": [{"id": p.id, "name": p.name, "role": p.role, "required": p.required} for p in case.parties],
        "issues": [
            {"id": i.id, "name": i.name, "options": [{"id": o.id, "name": o.name, "score": o.score} for o in i.options]}
            for i in case.issues
        ],
    }
