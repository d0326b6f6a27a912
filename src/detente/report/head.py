"""What a report says of itself: title, dates, how to cite; the same line in every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.report.digits import whole
from detente.report.marking import label

SHORT = 12


@dataclass(frozen=True, slots=True)
class Head:
    """Title, dates, the line to cite a report by, and a shorter one for the foot of each page."""

    title: str
    as_of: str
    horizon: str
    cite: str
    foot: str


def head_of(run: dict[str, Any]) -> Head:
    """Return the head of the report of a run."""
    case = run["case"]
    drawn = f"{whole(run['draws'])} draws, seed {run['seed']}"
    foot = f"{label(case)}Détente {run['version']}, {case['id']}, {drawn}, SHA-256 of the case {digest(run)[:SHORT]}"
    return Head(case["title"], str(case["as_of"]), str(case["horizon"]), cite(run), foot)


def cite(run: dict[str, Any]) -> str:
    """Return how to cite a run: version, case, dates, draws, seed."""
    case = run["case"]
    return (
        f"Détente {run['version']}, case “{case['title']}” ({case['id']}), as of {case['as_of']}, horizon "
        f"{case['horizon']}, {whole(run['draws'])} draws, seed {run['seed']}."
    )


def digest(run: dict[str, Any]) -> str:
    """Return the hash of the case file that a run was made of."""
    return run["case"].get("sha256") or "not recorded"
