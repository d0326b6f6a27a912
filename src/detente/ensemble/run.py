"""The main job: everything that a case allows, from its inputs to scenario shares with honest uncertainty.

A run is a list of named steps on one set of draws. Sampling error, disagreement between models and the effect of inputs
stay three separate numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

import detente
from detente.case.fault import TooLarge
from detente.case.nouns import OPEN, Case
from detente.ensemble import groups, propagate, shares
from detente.ensemble.acceptance import Package, acceptability, acceptance, offered
from detente.ensemble.central import judge_space
from detente.ensemble.draws import Draws, draw
from detente.ensemble.obstacles import BARRED_DRAWS, Obstacles, obstacles
from detente.ensemble.preferences import central_preferences
from detente.ensemble.provenance import provenance, source_rows
from detente.ensemble.sensitivity import sensitivity
from detente.settlement.inputs import Inputs, central_inputs, stack
from detente.settlement.judge import judge
from detente.settlement.known import known
from detente.settlement.no_deal import NoDealValues, no_deal_values
from detente.settlement.offers import offers
from detente.settlement.space import Space, space
from detente.solutions.compromise import Compromise, compromise
from detente.solutions.concepts import CONCEPTS

FIRMNESS_GRID = tuple(step / 10 for step in range(11))
FIRMNESS_DRAWS = 500
MOVED_DRAWS = 100
SOURCE_DRAWS = 1000
OBSTACLE_DRAWS = 200
SHOWN_PREFERENCES = 3
MEMORY = 4_000_000_000
CONDITION = "if talks conclude"

Progress = Callable[[str, int, int], None]


def refuse_too_many(case: Case, draws: int) -> None:
    """Refuse, before any work, more draws than fit into memory; raises `TooLarge` with the most that do."""
    options = sum(len(issue.options) for issue in case.issues)
    each = 9 * len(case.parties) * options + 24 * len(case.parties) * len(case.issues) + 80 * len(case.issues) + 2000
    most = MEMORY // each
    if draws > most:
        raise TooLarge(
            f"{draws:,} draws of this case need about {draws * each / 1e9:.0f} GB; ask for at most {most:,} draws"
        )


def _silent(stage: str, done: int, total: int) -> None:
    del stage, done, total


@dataclass(frozen=True, slots=True)
class Setting:
    """What every step of a run needs: the case as known, its signing part, the draws, and how to work."""

    case: Case
    signing: Case
    rows: np.ndarray
    draws: Draws
    threads: int | None
    progress: Progress
    backend: str

    def of_signing(self, inputs: Inputs) -> Inputs:
        """Return the inputs of the required parties."""
        return propagate.of_parties(self.case, inputs, self.rows)

    def work(self, progress: Callable[[int], None] | None = None) -> propagate.Work:
        """Return how the kernels are to work."""
        told = {} if progress is None else {"progress": progress}
        return propagate.Work(self.backend, self.threads, **told)

    def some(self, most: int) -> int:
        """Return the size of a sub-sample: at most `most`, a tenth of the draws, and at least 20 of them."""
        return min(most, max(20, self.draws.inputs.draws // 10), self.draws.inputs.draws)


def run(
    case: Case, *, draws: int, seed: int, progress: Progress | None = None, threads: int | None = None
) -> dict[str, Any]:  # fmt: skip
    """Run a case: the central judgement, P(zone), scenario shares, obstacles, acceptability, sensitivity.

    Returns the object of ``detente run --json``. The same case, draws and seed give the same object whatever the number
    of threads.
    """
    now = known(case)
    refuse_too_many(now, draws)
    signing, rows = propagate.signing(now)
    central = central_inputs(now)
    given = space(now, central, no_deal_values(now, central).value)
    judged = judge_space(now, central, given)
    # Where not even the central frontier could be merged, the twin, which merges one per draw, has no chance.
    backend = propagate.backend_for(signing, draws) if judged["frontier"]["zone"]["exact"] else "compiled"
    setting = Setting(now, signing, rows, draw(now, draws=draws, seed=seed), threads, progress or _silent, backend)
    inputs = setting.draws.inputs
    seen = setting.of_signing(inputs)
    packages = _packages(now, given, judged)
    readers = (acceptance(packages), _values)
    solved = propagate.solve(signing, seen, setting.work(_counter(setting, "solutions", draws)), readers=readers)
    who, values = solved.read
    nearest = compromise(now, inputs, solved.space)
    weight = shares.rows_of(now, solved, nearest)
    comprehensive = solved.full
    work, most = setting.work(), setting.some(OBSTACLE_DRAWS)
    any_obstacle = obstacles(signing, seen, np.flatnonzero(~solved.zone)[:most], work)
    full_obstacle = obstacles(signing, seen, np.flatnonzero(comprehensive == 0)[:most], work, comprehensive=True)
    acceptable = acceptability(signing, who, packages)
    outputs = _outputs(now, solved, weight, comprehensive)
    shown, method = sensitivity(now, inputs, outputs)
    return {
        "schema": "detente.run/1",
        "version": detente.__version__,
        "case": _case(now),
        "draws": draws,
        "seed": seed,
        "condition": CONDITION,
        "central": judged,
        "zone_probability": _zone_probability(setting, solved, comprehensive),
        "scenarios": _scenarios(setting, weight),
        "models": _models(solved, nearest),
        "gap": _spread(solved.gap),
        "binding": any_obstacle.binding,
        "blocking": any_obstacle.blocking,
        "comprehensive": {"binding": full_obstacle.binding, "blocking": full_obstacle.blocking},
        "left_open": _left_open(now, solved),
        "sub_samples": _sub_samples(setting, any_obstacle, full_obstacle),
        "acceptability": acceptable,
        "central_preferences": _preferences(signing, seen, who, packages, acceptable),
        "sensitivity": shown,
        "sensitivity_method": method,
        "offers": offers(now),
        "no_deal": _no_deal(signing, values),
        "notes": _notes(now, signing, values, solved),
        "inputs": provenance(now),
        "sources": source_rows(now),
    }


def _counter(setting: Setting, stage: str, total: int) -> Callable[[int], None]:
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        setting.progress(stage, done, total)

    return advance


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "title": case.title,
        "as_of": str(case.as_of),
        "horizon": str(case.horizon),
        "status": case.status,
        "hindsight": case.hindsight,
        "summary": case.summary,
        "parties": [
            {
                "id": p.id,
                "name": p.name,
                "role": p.role,
                "also": list(p.also),
                "of": p.of,
                "required": p.required,
                "track": p.track,
                "leverage": p.leverage.mid,
            }
            for p in case.parties
        ],
        "issues": [
            {
                "id": i.id,
                "name": i.name,
                "deferrable": i.deferrable,
                "options": [{"id": o.id, "name": o.name, "score": o.score} for o in i.options],
            }
            for i in case.issues
        ],
    }


def _probability(found: np.ndarray) -> dict[str, Any]:
    value = float((found == 1).mean())
    return {"value": value, "se": float(np.sqrt(value * (1 - value) / found.size)), "draws": int(found.size)}


def _zone_probability(setting: Setting, solved: propagate.Solved, comprehensive: np.ndarray) -> dict[str, Any]:
    whole, full = _probability(solved.zone.astype(int)), _probability(comprehensive)
    head = setting.draws.inputs.take(slice(0, SOURCE_DRAWS))
    few = slice(0, setting.some(FIRMNESS_DRAWS))
    sources = groups.SOURCES[:-1]
    variants = [groups.by_source(setting.case, head, source) for source in sources]
    variants += [groups.with_firmness(setting.case, setting.draws, few, firm) for firm in FIRMNESS_GRID]
    found = _zones(setting, variants)
    rows = {source: _zone_row(*pair) for source, pair in zip(sources, found, strict=False)}
    firm_rows = [
        {"firmness": firm, **_zone_row(*pair), "comprehensive_se": _probability(pair[1])["se"]}
        for firm, pair in zip(FIRMNESS_GRID, found[len(sources) :], strict=True)
    ]
    return {
        "value": whole["value"],
        "se": whole["se"],
        "undecided": int((comprehensive == -1).sum()),
        "by_source": rows | {"all": {**whole, "comprehensive": full["value"]}},
        "by_firmness": firm_rows,
        "comprehensive": full,
    }


def _zones(setting: Setting, variants: list[Inputs]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return per variant and draw whether the zone holds a settlement, and one that leaves nothing open."""
    inputs = setting.of_signing(stack(variants))
    work = setting.work(_counter(setting, "P(zone) by source and firmness", inputs.draws))
    cuts = np.cumsum([part.draws for part in variants])[:-1]
    some, full = (np.split(found, cuts) for found in propagate.zones(setting.signing, inputs, work))
    return list(zip(some, full, strict=True))


def _zone_row(some: np.ndarray, full: np.ndarray) -> dict[str, Any]:
    return {**_probability(some), "comprehensive": _probability(full)["value"]}


def _scenarios(setting: Setting, weight: np.ndarray) -> list[dict[str, Any]]:
    models = shares.shares(weight)
    mixture, errors = models.mean(axis=0), shares.standard_errors(weight)
    settled = shares.given_settlement(mixture)
    ends = shares.extremes(models, _moved(setting, weight), mixture)
    named = {s.id: (s.name, s.note) for s in setting.case.scenarios}
    named |= {"other_settlement": ("Another settlement", ""), "no_deal": ("No deal", "the zone is empty")}
    rows: list[dict[str, Any]] = []
    for s, scenario in enumerate(shares.scenario_ids(setting.case)):
        low, low_from, high, high_from = ends[s]
        inside = settled is not None and s < len(settled)
        rows.append(
            {
                "id": scenario,
                "name": named[scenario][0],
                "note": named[scenario][1],
                "value": float(mixture[s]),
                "se": float(errors[s]),
                "given_settlement": float(settled[s]) if settled is not None and inside else None,
                "models": {model.id: float(models[m, s]) for m, model in enumerate(shares.MODELS)},
                "low": low,
                "high": high,
                "low_from": low_from,
                "high_from": high_from,
            }
        )
    return rows


def _moved(setting: Setting, weight: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """Return the change of the mixture with each input group at its low and high, on a sub-sample of common draws."""
    count = setting.some(MOVED_DRAWS)
    here = weight[:, :count].mean(axis=(0, 1))
    names, inputs = groups.fixed_at_ends(setting.case, setting.draws.inputs.take(slice(0, count)))
    if not names:
        return []
    work = setting.work(_counter(setting, "inputs at their ends", inputs.draws))
    solved = propagate.solve(setting.signing, setting.of_signing(inputs), work, comprehensive=False)
    there = shares.rows_of(setting.case, solved, compromise(setting.case, inputs, solved.space))
    means = there.mean(axis=0).reshape(len(names), count, -1).mean(axis=1)
    return list(zip(names, means - here, strict=True))


def _models(solved: propagate.Solved, nearest: Compromise) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for model in shares.MODELS:
        ties = nearest.ties if model.row is None else solved.ties[:, model.row]
        kept = nearest.pick.shape[1] if model.row is None else solved.pick.shape[2]
        rows.append(
            {
                "id": model.id,
                "name": model.name,
                "about": model.about,
                "weight": 1.0 / len(shares.MODELS),
                "ties_cut": int((ties > kept).sum()),
                "flagged": 0 if model.row is None else int(solved.flagged[:, model.row].sum()),
                "capped": 0 if model.row is None else int((solved.slack[:, model.row] > 0).sum()),
            }
        )
    return rows


def _spread(values: np.ndarray) -> dict[str, Any]:
    finite = values[np.isfinite(values)]
    if not finite.size:
        return {"mean": None, "q05": None, "q50": None, "q95": None, "missing": int(values.size)}
    low, middle, high = np.quantile(finite, (0.05, 0.5, 0.95)).tolist()
    missing = int(values.size - finite.size)
    return {"mean": float(finite.mean()), "q05": low, "q50": middle, "q95": high, "missing": missing}


def _left_open(case: Case, solved: propagate.Solved) -> list[dict[str, Any]]:
    """Return the share of draws with a settlement in which the solution concepts leave each deferrable issue open."""
    rows = [model.row for model in shares.MODELS if model.row is not None]
    picks = solved.pick[solved.zone][:, rows, 0]
    place = {issue: i for i, name in enumerate(solved.space.issues) for issue in name.split("+")}
    found: list[dict[str, Any]] = []
    for issue in (issue.id for issue in case.issues if issue.deferrable):
        left = np.array([(issue, OPEN) in pairs for pairs in solved.space.columns])
        share = float(left[picks[:, :, place[issue]]].mean()) if len(picks) else 0.0
        found.append({"issue": issue, "share": share})
    return sorted(found, key=lambda row: -row["share"])


def _sub_samples(setting: Setting, any_obstacle: Obstacles, full_obstacle: Obstacles) -> dict[str, int]:
    return {
        "blocking": any_obstacle.draws,
        "binding": any_obstacle.draws,
        "comprehensive": full_obstacle.draws,
        "low_high": setting.some(MOVED_DRAWS),
        "all_barred": min(BARRED_DRAWS, setting.draws.inputs.draws),
        "by_source": min(SOURCE_DRAWS, setting.draws.inputs.draws),
        "by_firmness": setting.some(FIRMNESS_DRAWS),
    }


def _packages(case: Case, given: Space, judged: dict[str, Any]) -> list[Package]:
    """Return the offers that settle or defer every issue, and the distinct optima of the central case."""
    packages: list[Package] = []
    for offer in case.offers:
        try:
            options = offered(case, offer.id)
        except KeyError:
            continue
        found = judge(given, given.pick(options)).to_dict()
        packages.append(Package(offer.id, offer.name, "offer" if offer.tabled else "illustration", options, found))
    seen: dict[tuple[str, ...], Package] = {}
    names = {concept.id: concept.name for concept in CONCEPTS}
    for name, solution in judged["solutions"].items():
        for k, settlement in enumerate(solution["settlements"][:3]):
            key = tuple(settlement["options"].values())
            label = f"optimum_{name}" + (f"_{k + 1}" if k else "")
            title = f"central optimum: {names[name]}"
            seen.setdefault(key, Package(label, title, "optimum", settlement["options"], settlement))
    return packages + list(seen.values())


def _preferences(
    signing: Case, inputs: Inputs, who: np.ndarray, packages: list[Package], acceptable: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return what must be true of the parties for the most acceptable packages to be signed."""
    index = {package.id: k for k, package in enumerate(packages)}
    rows: list[dict[str, Any]] = []
    for row in acceptable:
        if row["share"] == 0.0 or len(rows) == SHOWN_PREFERENCES:
            break
        signed = np.asarray(who[:, index[row["id"]]].all(axis=1))
        found = central_preferences(signing, inputs, signed)
        rows.append({"id": row["id"], "name": row["name"], "accepted": int(signed.sum()), "inputs": found})
    return rows


def _outputs(
    case: Case, solved: propagate.Solved, weight: np.ndarray, comprehensive: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the results whose spread is split among the inputs."""
    mixed = weight.mean(axis=0)
    found = {f"scenarios.{name}": mixed[:, s] for s, name in enumerate(shares.scenario_ids(case))}
    found["zone_probability"] = solved.zone.astype(float)
    found["zone_probability.comprehensive"] = (comprehensive == 1).astype(float)
    if np.isfinite(solved.gap).all():
        found["gap"] = solved.gap
    return found


def _values(given: Space, values: NoDealValues) -> np.ndarray:
    """Read the no-deal values and whether statements contradict each other, ``(D, parties, 2)``."""
    del given
    return np.stack([values.value, values.contradicted], axis=2)


def _no_deal(case: Case, values: np.ndarray) -> dict[str, Any]:
    found = {}
    for p, party in enumerate(case.parties):
        entry = next((n for n in case.no_deal if n.party == party.id and n.value is not None), None)
        if entry is not None and entry.value is not None:
            coded = {"low": entry.value.low, "mid": entry.value.mid, "high": entry.value.high}
            low, high = np.quantile(values[:, p, 0], (0.05, 0.95)).tolist()
            mean, clash = values[:, p].mean(axis=0).tolist()
            found[party.id] = {"coded": coded, "mean": mean, "q05": low, "q95": high, "contradicted": clash}
    return found


def _notes(case: Case, signing: Case, values: np.ndarray, solved: propagate.Solved) -> list[str]:
    notes = []
    if case.hindsight:
        notes.append("hindsight-coded: some numbers were coded with knowledge later than the as-of date")
    stale = sum(view.stale for view in case.views)
    if stale:
        notes.append(
            f"{stale} of {len(case.views)} views are carried forward from an older date; their ranges are widened"
        )
    for p, party in enumerate(signing.parties):
        share = float(values[:, p, 1].mean())
        if share > 0:
            notes.append(
                f"statements of {party.id} contradict each other in {share:.0%} of the draws; it stays as coded there"
            )
    capped = int((solved.slack > 0).any(axis=1).sum())
    if capped:
        notes.append(f"{capped} draws met the node cap; their optima are within the printed gap, not proven")
    return notes
