"""Détente: a workbench for peace talks and other multi-party negotiations."""

from typing import Any

__version__ = "0.1.0"

PUBLIC = {
    "load": "detente.formats.load",
    "read_case": "detente.formats.load",
    "shipped": "detente.formats.load",
    "dump": "detente.formats.write",
    "edit": "detente.formats.write",
    "save": "detente.formats.write",
    "case_schema": "detente.case.schema",
    "answer_schema": "detente.report.schemas",
    "judge_central": "detente.ensemble.central",
    "Reading": "detente.ensemble.central",
    "run": "detente.scenarios.run",
    "whatif": "detente.scenarios.whatif",
    "levers": "detente.scenarios.levers",
    "sweep": "detente.scenarios.sweep.run",
    "grid": "detente.scenarios.sweep.designs",
    "lhs": "detente.scenarios.sweep.designs",
    "overrides": "detente.scenarios.sweep.designs",
    "offers": "detente.settlement.offers",
    "explain": "detente.ensemble.explain",
    "ids": "detente.ensemble.explain",
    "Drawing": "detente.ensemble.setting",
    "Change": "detente.case.levers",
    "Case": "detente.case.nouns",
    "Party": "detente.case.nouns",
    "Issue": "detente.case.nouns",
    "Option": "detente.case.nouns",
    "Offer": "detente.case.nouns",
    "Quantity": "detente.case.quantity",
    "Fault": "detente.case.fault",
    "InputFaults": "detente.case.fault",
}
"""Public name -> the module that holds it. What stands here is kept from release to release; the rest may move."""
__all__ = ["__version__", *PUBLIC]  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    """Return a public name, whose module is imported when it is first asked for."""
    if name not in PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(PUBLIC[name]), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
