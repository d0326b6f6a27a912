"""Détente: a workbench for peace talks and other multi-party negotiations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.scenarios.sweep.designs import grid, lhs, overrides
    from detente.scenarios.sweep.run import sweep

__version__ = "0.1.0"
__all__ = ["__version__", "grid", "lhs", "overrides", "sweep"]

_PLACES = {
    "grid": "detente.scenarios.sweep.designs",
    "lhs": "detente.scenarios.sweep.designs",
    "overrides": "detente.scenarios.sweep.designs",
    "sweep": "detente.scenarios.sweep.run",
}
"""Name -> its module, imported when the name is first asked for: importing the package itself costs nothing."""


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)
