"""A reading as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from detente.evidence.reading.confidence import bases
from detente.evidence.reading.records import Reading


def as_data(reading: Reading) -> dict[str, Any]:
    """Return a reading as the object that `--json` prints."""
    kinds = {flag.kind for flag in reading.flags}
    return {
        "sentences": reading.sentences,
        "flags": [asdict(flag) for flag in reading.flags],
        "claims": [asdict(claim) for claim in reading.claims],
        "rules": [asdict(basis) for basis in bases() if basis.kind in kinds],
        "notes": list(reading.notes),
        "left_out": reading.left_out,
    }
