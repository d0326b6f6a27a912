"""P(zone): the share of draws in which some settlement is accepted by all, and which inputs make it so."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.case.nouns import Case
from detente.ensemble import groups, propagate
from detente.ensemble.setting import Drawing, Progress, Setting, setting_of
from detente.ensemble.shares import sampling_error
from detente.settlement.inputs import Inputs, stack

FIRMNESS_GRID = tuple(step / 10 for step in range(11))
FIRMNESS_DRAWS = 500
SOURCE_DRAWS = 1000


def zone_probability_of(case: Case, drawing: Drawing, progress: Progress | None = None) -> dict[str, Any]:
    """Return P(zone) of a case, by source and by firmness, as a run with these draws and seed prints it."""
    setting = setting_of(case, drawing, progress)
    seen = setting.of_signing(setting.draws.inputs)
    solved = propagate.solve(setting.signing, seen, setting.work(setting.counter("solutions", drawing.draws)))
    return zone_probability(setting, solved, solved.full)


def zone_probability(setting: Setting, solved: propagate.Solved, comprehensive: np.ndarray) -> dict[str, Any]:
    """Return P(zone) with its sampling error, by source of uncertainty and by firmness of the red lines."""
    whole, full = _probability(solved.found), _probability(comprehensive)
    head = setting.draws.inputs.take(slice(0, SOURCE_DRAWS))
    few = slice(0, setting.some(FIRMNESS_DRAWS))
    sources = groups.SOURCES[:-1]
    variants = [groups.by_source(setting.case, head, source) for source in sources]
    variants += [groups.with_firmness(setting.case, setting.draws, few, firm) for firm in FIRMNESS_GRID]
    found = _zones(setting, variants)
    rows = {source: _zone_row(*pair) for source, pair in zip(sources, found, strict=False)}
    firm_rows = [
        {"firmness": firm, **_zone_row(*pair)} for firm, pair in zip(FIRMNESS_GRID, found[len(sources) :], strict=True)
    ]
    return {
        "value": whole["value"],
        "se": whole["se"],
        "undecided": whole["undecided"],
        "by_source": rows | {"all": _zone_row(solved.found, comprehensive)},
        "by_firmness": firm_rows,
        "comprehensive": full,
    }


def _zones(setting: Setting, variants: list[Inputs]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return per variant and draw whether the zone holds a settlement, and one that leaves nothing open."""
    inputs = setting.of_signing(stack(variants))
    work = setting.work(setting.counter("P(zone) by source and firmness", inputs.draws))
    cuts = np.cumsum([part.draws for part in variants])[:-1]
    some, full = (np.split(found, cuts) for found in propagate.zones(setting.signing, inputs, work))
    return list(zip(some, full, strict=True))


def _zone_row(some: np.ndarray, full: np.ndarray) -> dict[str, Any]:
    whole = _probability(full)
    return {
        **_probability(some),
        "comprehensive": whole["value"],
        "comprehensive_se": whole["se"],
        "comprehensive_undecided": whole["undecided"],
    }


def _probability(found: np.ndarray) -> dict[str, Any]:
    """Return the share of draws proven to have a settlement (1), and how many are undecided (-1): never a yes."""
    value = float((found == 1).mean())
    undecided = int((found == -1).sum())
    return {"value": value, "se": sampling_error(value, found.size), "undecided": undecided, "draws": int(found.size)}
