"""What a brief says beside numbers."""

from __future__ import annotations

from detente.case.brief import Brief
from detente.formats.plain.rows import Plain, record


def brief(row: Brief | None) -> Plain:
    """Return the section of the brief; empty where there is none."""
    if row is None:
        return {}
    asker = {"asker": record(row.asker, ())} if row.asker else {}
    lists = ("alternatives", "dissent", "so_what")
    rows = {key: [record(item, ()) for item in held] for key in lists if (held := getattr(row, key))}
    return asker | record(row, ("asker", *lists)) | rows
