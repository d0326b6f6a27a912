"""What a sweep amounts to: how many variants open the zone, how far each output goes, and which inputs matter.

Shares are of the variants of the design: no probabilities, unless the design was drawn as the case says.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.ensemble.shares import sampling_error
from detente.kernels.permutation import ROUNDS, permuted
from detente.scenarios.discovery import discover
from detente.scenarios.sweep.run import Swept
from detente.scenarios.sweep.task import VARIANT

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
RANKED, BOXED = 100_000, 20_000
"""Variants of which ranks are correlated, and of which the box is sought; of more, so many at random."""
LISTED = 12
"""Inputs that are listed for each output."""
FEWEST = 20
"""Variants without which no correlation is told."""
NOTHING = -1e9
"""Stands below all others where an output has no value: no settlement is worse than any."""
SOUGHT = ("gap", "zone", "nash.utility", "scenarios.no_deal")
"""Outputs whose inputs are ranked, the first of them that there are."""
Plain = dict[str, Any]


def summary(swept: Swept) -> Plain:
    """Return the summary of a sweep as plain values."""
    return {
        "variants": swept.size,
        "digest": swept.digest,
        "paths": list(swept.paths),
        "reused": swept.reused,
        "notes": list(swept.notes),
        "zone": _zone(swept),
        "outputs": {name: _spread(swept.columns[name]) for name in _numbers(swept)},
        "options": {name: _counted(swept, name) for name in swept.labels},
        "matters": _matters(swept),
        "box": _box(swept),
    }


def outputs_of(swept: Swept) -> list[str]:
    """Return the columns that are outputs."""
    return [name for name in swept.columns if name != VARIANT and name not in swept.paths]


def _numbers(swept: Swept) -> list[str]:
    return [name for name in outputs_of(swept) if name not in swept.labels]


def _zone(swept: Swept) -> Plain | None:
    """Return how many variants have a zone; with draws, where every variant has a share of them, their mean alone."""
    column = swept.columns.get("zone")
    if column is None:
        return None
    if column.dtype.kind == "f":
        return {"mean": float(column.mean())}
    opened, undecided = int((column == 1).sum()), int((column == -1).sum())
    return {"open": opened, "empty": int(column.size) - opened - undecided, "undecided": undecided}


def _spread(column: np.ndarray) -> Plain:
    """Return mean, ends and quantiles of an output over the variants that have it, and how many do not."""
    held = column.astype(float)
    held = held[np.isfinite(held)]
    quantiles = np.quantile(held, LEVELS).tolist() if held.size else [None] * len(LEVELS)
    return {
        "mean": float(held.mean()) if held.size else None,
        "least": float(held.min()) if held.size else None,
        "most": float(held.max()) if held.size else None,
        "quantiles": dict(zip(map(str, LEVELS), quantiles, strict=True)),
        "without": int(column.size - held.size),
    }


def _counted(swept: Swept, name: str) -> dict[str, int]:
    """Return how many variants choose each option."""
    codes = swept.columns[name]
    count = np.bincount(codes[codes >= 0], minlength=len(swept.labels[name])).tolist()
    return {label: n for label, n in zip(swept.labels[name], count, strict=True) if n}


def _matters(swept: Swept) -> Plain:
    """Return Spearman's rank correlation of every input with some outputs, the largest first, with its error.

    The error is that of no correlation, ``1 / sqrt(n - 1)``.
    """
    if swept.size < FEWEST:
        return {}
    some = _some(swept.size, RANKED)
    inputs = {path: _ranks(swept.columns[path][some]) for path in swept.paths if _varies(swept.columns[path][some])}
    found: Plain = {}
    for name in _numbers(swept):
        column = np.nan_to_num(swept.columns[name][some].astype(float), nan=NOTHING, neginf=NOTHING)
        if not name.startswith(SOUGHT) or not _varies(column):
            continue
        ranks = _ranks(column)
        rows = [{"input": path, "correlation": float(own @ ranks / ranks.size)} for path, own in inputs.items()]
        rows.sort(key=lambda row: -abs(float(row["correlation"])))
        found[name] = {"se": 1.0 / np.sqrt(ranks.size - 1), "inputs": rows[:LISTED]}
    return found


def _varies(column: np.ndarray) -> bool:
    return not np.isnan(column).any() and bool(np.ptp(column) > 0)


def _ranks(column: np.ndarray) -> np.ndarray:
    """Return ranks, ties at their mean, with mean 0 and spread 1."""
    from scipy.stats import rankdata

    ranks = rankdata(column)
    return (ranks - ranks.mean()) / ranks.std()


def _box(swept: Swept) -> Plain | None:
    """Return the box of inputs in which the rarer of an open and an empty zone mostly is; None where none is found."""
    column = swept.columns.get("zone")
    rows = _some(swept.size, BOXED)
    paths = [path for path in swept.paths if _varies(swept.columns[path][rows])]
    if column is None or column.dtype.kind == "f" or not paths:
        return None
    opened = column[rows] == 1
    event = "empty" if opened.mean() > 0.5 else "open"
    x = np.column_stack([swept.columns[path][rows] for path in paths])
    of_interest = ~opened if event == "empty" else opened
    found = discover(paths, x, of_interest)
    if found is None:
        return None
    restrictions = [{"input": r.input, "low": r.low, "high": r.high, "p": r.p} for r in found.restrictions]
    size = round(found.mass * found.draws)
    return {
        "event": event, "variants": found.draws, "share": found.base, "restrictions": restrictions,
        "coverage": found.coverage, "density": found.density, "mass": found.mass,
        "coverage_se": sampling_error(found.coverage, max(1, int(of_interest.sum()))),
        "density_se": sampling_error(found.density, max(1, size)),
    }  # fmt: skip


def _some(count: int, most: int) -> np.ndarray:
    """Return at most so many variants: all, or some at random, the same every time; a grid is ordered, and repeats."""
    if count <= most:
        return np.arange(count)
    return np.sort(permuted(np.arange(most), count, np.arange(ROUNDS, dtype=np.uint64)[None])[0])
