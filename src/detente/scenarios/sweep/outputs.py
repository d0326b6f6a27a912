"""What a sweep asks of every variant: named outputs, each some columns with one value per variant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from detente.case.nouns import OPEN, Case
from detente.ensemble.shares import MODELS, row_of, scenario_ids, weights
from detente.kernels import solve as search
from detente.scenarios.sweep.batch import Batch
from detente.settlement import zone
from detente.settlement.space import table
from detente.solutions.compromise import compromise

Columns = dict[str, np.ndarray]
NEEDED, ALONE = True, False


@dataclass(frozen=True, slots=True)
class Seen:
    """A batch as it was solved.

    `solved`: None where no output needs the optima. `parties`: who must consent in some variant of the sweep, so that
    all batches have the same columns. `generator`: the stream of random numbers of a row of the batch.
    """

    batch: Batch
    solved: search.Solved | None
    backend: str
    parties: tuple[str, ...]
    generator: Callable[[int], np.random.Generator]


@dataclass(frozen=True, slots=True)
class Output:
    """A named output: what it is, whether it needs the optima, its columns of a batch, and the labels of its codes."""

    about: str
    optima: bool
    of: Callable[[Seen], Columns]
    labels: Callable[[Case], Mapping[str, tuple[str, ...]]] = lambda case: {}


def _zone(seen: Seen) -> Columns:
    if seen.solved is None:
        return {"zone": search.zones(table(seen.batch.space), backend=seen.backend, threads=1).astype(np.int8)}
    gap, slack = seen.solved.gap, seen.solved.slack[:, search.EGALITARIAN]
    might = (gap + slack >= 0.0) & np.isfinite(gap)
    return {"zone": np.where(gap >= 0.0, 1, np.where(might, -1, 0)).astype(np.int8)}


def _gap(seen: Seen) -> Columns:
    if seen.solved is None:
        return {"gap": search.gaps(table(seen.batch.space), backend=seen.backend, threads=1)}
    return {"gap": seen.solved.gap}


def _full(seen: Seen) -> Columns:
    held = table(seen.batch.space, comprehensive=True)
    return {"zone_full": search.zones(held, backend=seen.backend, threads=1).astype(np.int8)}


def _size(seen: Seen) -> Columns:
    """Return how many settlements the zone holds: as `detente zone` counts them, exactly where that can be."""
    given = seen.batch.space
    total = zone.admissible(given.take(slice(0, 1))).value
    counted = [zone.in_zone(given.take(slice(k, k + 1)), rng=seen.generator(k)) for k in range(given.draws)]
    value = np.array([float(count.value) for count in counted])
    exact = np.array([count.exact for count in counted])
    return {"zone_size": value, "zone_share": value / max(float(total), 1.0), "zone_exact": exact}


def _chosen(row: int, name: str, seen: Seen) -> Columns:
    """Return what a concept chooses: how many ties, what it gives to each that bargains, and its options as codes."""
    solved, given = _solved(seen), seen.batch.space
    inside, rows = solved.ties[:, row] > 0, np.flatnonzero(given.required & given.valued)
    picks = np.where(inside[:, None], solved.pick[:, row, 0], 0).astype(np.int64)
    taken = np.take_along_axis(given.worth[:, rows], picks[:, None, :], axis=2).sum(axis=2) / given.scale[:, rows]
    found: Columns = {f"{name}.ties": solved.ties[:, row].astype(np.int32)}
    signers = given.signers
    for party in seen.parties:
        own = taken[:, signers.index(party)] if party in signers else np.nan
        found[f"{name}.utility.{party}"] = np.where(inside, own, np.nan)
    return found | _codes(name, seen, picks, inside)


def _codes(name: str, seen: Seen, picks: np.ndarray, inside: np.ndarray) -> Columns:
    """Return the option of every issue as its place in `_options`, -1 where nothing is chosen."""
    options = {issue: {option: k for k, option in enumerate(own)} for issue, own in _options(seen.batch.case).items()}
    found = {issue: np.full(len(picks), -1, dtype=np.int16) for issue in options}
    for pairs, taken in _taken(seen, picks):
        for issue, option in pairs:
            found[issue][taken & inside] = options[issue][option]
    return {f"{name}.option.{issue}": codes for issue, codes in found.items()}


def _taken(seen: Seen, picks: np.ndarray) -> list[tuple[Any, np.ndarray]]:
    return [(pairs, (picks == c).any(axis=1)) for c, pairs in enumerate(seen.batch.space.columns) if pairs]


def _options(case: Case) -> dict[str, tuple[str, ...]]:
    return {issue.id: (*issue.option_ids, *((OPEN,) if issue.deferrable else ())) for issue in case.issues}


def _option_labels(name: str, case: Case) -> dict[str, tuple[str, ...]]:
    return {f"{name}.option.{issue}": own for issue, own in _options(case).items()}


def _solved(seen: Seen) -> search.Solved:
    if seen.solved is None:
        raise TypeError("an output that needs the optima was asked for without them")
    return seen.solved


@dataclass(frozen=True, slots=True)
class _AsSolved:
    """A solved batch as `ensemble.shares.row_of` reads it."""

    space: Any
    gap: np.ndarray

    @property
    def zone(self) -> np.ndarray:
        return self.gap >= 0.0


def _scenarios(seen: Seen) -> Columns:
    """Return the weight of every scenario: the mixture of what the models choose, ties split equally.

    Summed model by model: a sum over an array of all would depend on where in it a variant stands, in the last bit.
    """
    solved, held = _solved(seen), seen.batch
    nearest = compromise(held.case, held.inputs, held.space)
    view: Any = _AsSolved(held.space, solved.gap)
    total = np.zeros((held.rows.size, len(held.case.scenarios) + 2))
    for model, weight in zip(MODELS, weights(held.case).tolist(), strict=True):
        picks = nearest.pick if model.row is None else solved.pick[:, model.row]
        ties = nearest.ties if model.row is None else solved.ties[:, model.row]
        total += weight * row_of(held.case, view, picks, ties)
    return {f"scenarios.{name}": total[:, s] for s, name in enumerate(scenario_ids(held.case))}


def _binding(seen: Seen) -> Columns:
    """Return whether the zone is empty and would not be if a party need not consent, for each that must."""
    given = seen.batch.space
    empty = _zone(seen)["zone"] == 0
    found: Columns = {}
    for party in seen.parties:
        opens = np.zeros(given.draws, dtype=bool)
        without = zone.drop(given, party)
        if empty.any() and party in given.parties and (without.required & without.valued).any():
            opens[empty] = search.zones(table(without.take(empty)), backend=seen.backend, threads=1) == 1
        found[f"binding.{party}"] = opens
    return found


def _concept(row: int, name: str, about: str) -> Output:
    return Output(about, NEEDED, partial(_chosen, row, name), partial(_option_labels, name))


OUTPUTS: Mapping[str, Output] = {
    "zone": Output("whether all accept some settlement: 1, 0, or -1 where the search met its limit", ALONE, _zone),
    "gap": Output("points of the largest least surplus; below 0, how far apart the parties are", ALONE, _gap),
    "zone_full": Output("as zone, among settlements that leave nothing open", ALONE, _full),
    "zone_share": Output("settlements in the zone, counted, and their share; slow", ALONE, _size),
    "nash": _concept(search.NASH, "nash", "the Nash settlement: ties, utilities, options of the first"),
    "kalai_smorodinsky": _concept(
        search.KALAI_SMORODINSKY, "kalai_smorodinsky", "the same of Kalai & Smorodinsky's settlement"
    ),
    "egalitarian": _concept(search.EGALITARIAN, "egalitarian", "the same of the egalitarian settlement"),
    "utilitarian": _concept(search.UTILITARIAN, "utilitarian", "the same of the utilitarian settlement"),
    "scenarios": Output("weight of every scenario in the mixture of models", NEEDED, _scenarios),
    "binding": Output("which party's dropping would open an empty zone", ALONE, _binding),
}  # fmt: skip
"""Outputs of the central case of a variant."""
DRAWN = ("zone", "zone_full", "scenarios", "signed", "ratified", "in_force", "kept", "lasting", "utility")
"""Outputs with draws: means over the draws of every variant, as `detente whatif` gives them."""
USUAL = ("zone", "gap", "scenarios")
USUAL_DRAWN = ("zone", "scenarios")


def labels_of(case: Case, names: Sequence[str], drawn: bool) -> dict[str, tuple[str, ...]]:
    """Return the labels of the columns that hold codes."""
    if drawn:
        return {}
    return {column: own for name in names for column, own in OUTPUTS[name].labels(case).items()}
