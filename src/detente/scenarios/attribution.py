"""Which input differences moved an answer by how much, between two cases on the same random numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import fsum
from typing import Any

import numpy as np

from detente.case.fault import Unanswerable
from detente.case.nouns import Case
from detente.case.standing import why_not
from detente.ensemble.setting import Drawing, Progress, silent
from detente.ensemble.shares import mean_and_error
from detente.scenarios.differences import Between, Part, between, rows_between
from detente.scenarios.measure import Asked, Measured, measure
from detente.scenarios.orders import Orders, orders_of
from detente.scenarios.paired import effects

PARTIES = "parties"
STAGE = "parts of the difference"


@dataclass(frozen=True, slots=True)
class Effort:
    """How finely to attribute, and at what price.

    Parameters
    ----------
    parts
        Into how many parts the differences are put together at most.
    measured
        How many cases between the two may be judged: with at least ``2**parts`` every order of the parts counts, with
        fewer, orders are sampled.
    """

    parts: int = 8
    measured: int = 256


def comparison(before: Case, after: Case, drawing: Drawing, progress: Progress = silent) -> dict[str, Any]:
    """Return what differs between two cases, and what that does to every answer that both have, with paired errors."""
    found = [*_each((before, after), drawing, progress)]
    return _head(rows_between(before, after), drawing) | {"answers": _answers(*found)}


def attribution(
    before: Case, after: Case, drawing: Drawing, effort: Effort | None = None, progress: Progress = silent
) -> dict[str, Any]:  # fmt: skip
    """Return the same as `comparison`, and which part of the differences did how much of each.

    A part's contribution is the mean over all orders of the parts of what the answer gains when that part is moved
    from its value before to its value after (Shapley 1953), so that it does not hang on which part is named first,
    equal parts count the same, a part that does nothing counts 0, and the contributions sum to the whole difference,
    to the bit as `math.fsum` adds them (`summing`). `se` is the paired sampling error over draws; `order_se` that of
    sampling orders, 0 where all of them count.

    Raises
    ------
    Unanswerable
        When some of the differences alone leave nobody to bargain with.

    Examples
    --------
    >>> from detente.formats.load import load
    >>> case = load("template")
    >>> attribution(case, case, Drawing(20, 1))["parts"]
    []
    """
    asked = effort or Effort()
    held = between(before, after, asked.parts)
    orders = orders_of(len(held.parts), asked.measured, drawing.seed)
    found = _measured(held, orders.sets, drawing, progress)
    answers = _answers(found[0], found[-1])
    return _head(held.rows, drawing) | {
        "parts": [_part_row(part) for part in held.parts],
        "orders": {"exact": orders.exact, "sampled": orders.sampled, "cases": len(found)},
        "answers": {name: row | {"parts": _contributions(name, row, found, orders)} for name, row in answers.items()},
    }


def _head(rows: Sequence[Mapping[str, Any]], drawing: Drawing) -> dict[str, Any]:
    return {"draws": drawing.draws, "seed": drawing.seed, "changes": list(rows)}


def _answers(before: Measured, after: Measured) -> dict[str, dict[str, float]]:
    """Return the effect on every answer; what a party ends with is `parties.ID`."""
    whole = effects(before, after)
    return {**whole["outputs"], **{f"{PARTIES}.{name}": row for name, row in whole["parties"].items()}}


def _part_row(part: Part) -> dict[str, Any]:
    return {"id": part.id, "paths": list(part.paths), "words": list(part.words)}


def _measured(held: Between, sets: Sequence[int], drawing: Drawing, progress: Progress) -> list[Measured]:
    """Return the answers of the cases between the two; the first and the last are the two themselves."""
    cases = [held.mixed(taken) for taken in sets]
    told = next((why for why in map(why_not, cases[1:-1]) if why is not None), None)
    if told is not None:
        raise Unanswerable(f"the differences cannot be told apart: with some of them alone, {told}")
    return [*_each(cases, drawing, progress)]


def _each(cases: Sequence[Case], drawing: Drawing, progress: Progress) -> Iterator[Measured]:
    for k, case in enumerate(cases):
        told = partial(_still, progress, k, len(cases))
        told()
        yield measure(case, Asked(drawing, progress=told))


def _still(progress: Progress, done: int, total: int, *_: object) -> None:
    """Report how many cases are judged, whatever stage one of them is at."""
    progress(STAGE, done, total)


def _contributions(
    name: str, row: Mapping[str, float], found: Sequence[Measured], orders: Orders
) -> list[dict[str, float]]:  # fmt: skip
    """Return what every part adds to one answer; empty where a case between the two does not have it."""
    if any(not _has(one, name) for one in found):
        return []
    steps = orders.steps(np.array([_mean(one, name) for one in found]))
    by_draw = orders.steps(np.stack([_by_draw(one, name) for one in found]))
    values = summing((orders.weight * steps).sum(axis=1), row["value"])
    errors = mean_and_error(np.einsum("gj,gjd->dg", orders.weight, by_draw))[1]
    rows = zip(values, errors.tolist(), orders.errors(steps), strict=True)
    return [{"value": value, "se": se, "order_se": order} for value, se, order in rows]


def summing(values: np.ndarray, total: float) -> list[float]:
    """Return contributions whose sum, as `math.fsum` has it, is the total; what rounding left over goes to one.

    That is the smallest, not 0, with which the sum is the total to the bit; a part that does nothing keeps its 0.
    Where every part is about as large as the total, or larger, it may be that no float can do that; then the largest
    takes it, and the sum is within a unit of its last place.

    Examples
    --------
    >>> fsum(summing(np.array([0.1, 0.2, 0.0]), 0.1 + 0.2)) == 0.1 + 0.2
    True
    """
    held: list[float] = values.tolist()
    tried = [held] + [_filled(held, k, total) for k in sorted(range(len(held)), key=lambda k: abs(held[k])) if held[k]]
    return next((one for one in tried if fsum(one) == total), tried[-1])


def _filled(held: list[float], k: int, total: float) -> list[float]:
    """Return contributions of which one is what the others leave of the total."""
    others = [*held[:k], *held[k + 1 :]]
    return [*held[:k], fsum([total, *(-value for value in others)]), *held[k + 1 :]]


def _has(found: Measured, name: str) -> bool:
    party = name.removeprefix(f"{PARTIES}.")
    return name in found.outputs or (party != name and party in found.utility)


def _by_draw(found: Measured, name: str) -> np.ndarray:
    return found.outputs[name] if name in found.outputs else found.utility[name.removeprefix(f"{PARTIES}.")]


def _mean(found: Measured, name: str) -> float:
    return found.mean(name) if name in found.outputs else float(_by_draw(found, name).mean())
