"""Actor tables by name for the verbs."""

from __future__ import annotations


def is_table(name: str) -> bool:
    """Return whether a name is that of an actor table."""
    low = name.lower()
    if not low.endswith((".csv", ".tsv", ".db", ".sqlite", ".sqlite3", ".xml")):
        return False
    from detente.formats import actor_tables

    return actor_tables.is_table(name)


def converted(name: str, out: str) -> tuple[str, tuple[str, ...]]:
    """Return a table as text in the format that the ending of `out` means, and what is not kept.

    Raises
    ------
    InputFaults, Unanswerable
        With every fault of the table; when the format cannot hold it.
    """
    from detente.formats import actor_tables

    read = actor_tables.load(name)
    text, lost = actor_tables.write(read.table, out)
    unused = (*read.ignored, *(["model parameters"] if read.parameters else []))
    return text, (*unused, *lost)
