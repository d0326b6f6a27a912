"""Homes of their own for tests that write a ledger or a log: empty but for the machine code, which is not made anew."""

from __future__ import annotations

from pathlib import Path

from detente.kernels.cache import cache_folder


def home_at(place: Path) -> Path:
    """Make a home, to be named by DETENTE_HOME, that finds the kernels compiled before it."""
    compiled = cache_folder()
    place.mkdir()
    if compiled is not None:
        (place / compiled.parent.name).symlink_to(compiled.parent.resolve(), target_is_directory=True)
    return place
