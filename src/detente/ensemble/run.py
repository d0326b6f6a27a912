"""The main job: everything that a case allows, from its inputs to scenario shares with honest uncertainty.

A run is a list of named steps on one set of draws. Sampling error, disagreement between models and the effect of inputs
stay three separate numbers.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

import detente
from detente.case.fault import TooLarge, Unanswerable
from detente.case.nouns import Case
from detente.ensemble import propagate, shares
from detente.ensemble.acceptance import Package, acceptability, acceptance, offered
from detente.ensemble.briefing import brief_row
from detente.ensemble.central import judge_space
from detente.ensemble.consequences import in_brief as economy_in_brief
from detente.ensemble.consequences import ledger_draws
from detente.ensemble.consequences.odds import odds_over
from detente.ensemble.describe import case_row, left_open, no_deal_rows, notes, spread, values_of
from detente.ensemble.hold import Ground, draws_of, entered_by_scenario, ground_of, judged
from detente.ensemble.hold.months import talk_months
from detente.ensemble.hold.ratified import central_ratified
from detente.ensemble.most_accepted import most_accepted
from detente.ensemble.obstacles import BARRED_DRAWS, OBSTACLE_DRAWS, Obstacles, obstacles
from detente.ensemble.preferences import CONFIDENCE_DRAWS, central_preferences, confidence
from detente.ensemble.provenance import provenance, source_rows
from detente.ensemble.ranks import optimal, ranks, utility_reader
from detente.ensemble.scenarios import MOVED_DRAWS, models, scenarios
from detente.ensemble.sensitivity import sensitivity
from detente.ensemble.setting import Drawing, Progress, Setting, setting_of
from detente.ensemble.zone_probability import FIRMNESS_DRAWS, SOURCE_DRAWS, zone_probability
from detente.evidence.answer import in_brief
from detente.settlement.inputs import Inputs, central_inputs
from detente.settlement.judge import judge
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.offers import offers
from detente.settlement.space import Space, space
from detente.solutions.compromise import compromise
from detente.solutions.concepts import CONCEPTS

SHOWN_PREFERENCES = 3
MEMORY = 4_000_000_000
CONDITION = "if talks conclude"


def refuse_too_many(case: Case, draws: int) -> None:
    """Refuse, before any work, more draws than fit into memory; raises `TooLarge` with the most that do."""
    options = sum(len(issue.options) for issue in case.issues)
    each = 9 * len(case.parties) * options + 24 * len(case.parties) * len(case.issues) + 80 * len(case.issues) + 2000
    most = MEMORY // each
    if draws > most:
        raise TooLarge(
            f"{draws:,} draws of this case need about {draws * each / 1e9:.0f} GB; ask for at most {most:,} draws"
        )


def run(
    case: Case, *, draws: int, seed: int, progress: Progress | None = None, threads: int | None = None
) -> dict[str, Any]:  # fmt: skip
    """Run a case: the central judgement, P(zone), scenario shares, obstacles, acceptability, sensitivity.

    Returns the object of ``detente run --json``. The same case, draws and seed give the same object whatever the number
    of threads.
    """
    now = known(case)
    refuse_too_many(now, draws)
    central = central_inputs(now)
    given = space(now, central, no_deal_values(now, central).value)
    centre = judge_space(now, central, given)
    centre["ratified"] = central_ratified(now)
    # Where not even the central frontier could be merged, the twin, which merges one per draw, has no chance.
    exact = centre["frontier"]["zone"]["exact"]
    searches = draws * len(talk_months(now))
    backend = propagate.backend_for(propagate.signing(now)[0], searches) if exact else "compiled"
    setting = setting_of(case, Drawing(draws, seed, threads), progress, backend=backend)
    inputs, signing = setting.draws.inputs, setting.signing
    seen = setting.of_signing(inputs)
    packages = _packages(now, given, centre)
    readers = (acceptance(signing, packages), values_of, utility_reader(packages))
    solved = propagate.solve(signing, seen, setting.work(setting.counter("solutions", draws)), readers=readers)
    who, values, utility = solved.read
    nearest = compromise(now, inputs, solved.space)
    weight = shares.rows_of(now, solved, nearest)
    comprehensive = solved.full
    work, most = setting.work(), setting.some(OBSTACLE_DRAWS)
    any_obstacle = obstacles(signing, seen, np.flatnonzero(~solved.zone)[:most], work)
    full_obstacle = obstacles(signing, seen, np.flatnonzero(comprehensive == 0)[:most], work, comprehensive=True)
    acceptable = _optima(solved, packages, acceptability(signing, who, packages))
    outputs = _outputs(now, solved, weight, comprehensive)
    shown, method = sensitivity(now, inputs, outputs)
    ground = ground_of(setting, draws_of(draws))
    economy, unanswered = _economy(ground)
    return {
        "schema": "detente.run/1",
        "version": detente.__version__,
        "case": case_row(now),
        "draws": draws,
        "seed": seed,
        "condition": CONDITION,
        "central": centre,
        "zone_probability": zone_probability(setting, solved, comprehensive),
        "scenarios": scenarios(setting, weight),
        "models": models(now, solved, nearest),
        "gap": spread(solved.gap),
        "binding": any_obstacle.binding,
        "blocking": any_obstacle.blocking,
        "comprehensive": {"binding": full_obstacle.binding, "blocking": full_obstacle.blocking},
        "left_open": left_open(now, solved),
        "sub_samples": _sub_samples(setting, any_obstacle, full_obstacle),
        "acceptability": acceptable,
        "most_accepted": most_accepted(signing, seen, given, threads),
        "ranks": ranks(solved.space.signers, utility, packages),
        "central_preferences": _preferences(Signing(signing, seen, values[:, :, 0], who), packages, acceptable),
        "sensitivity": shown,
        "sensitivity_method": method,
        "hold": judged(ground, outcome=case.outcome),
        "economy": economy,
        "offers": offers(now),
        "evidence": in_brief(now),
        "brief": brief_row(now),
        "no_deal": no_deal_rows(signing, values),
        "notes": [*notes(now, signing, values, solved), *unanswered],
        "inputs": provenance(now),
        "sources": source_rows(now),
    }


def _economy(ground: Ground) -> tuple[dict[str, Any] | None, list[str]]:
    """Return what follows for the economy, where the case says what its scenarios set, else why there is no answer."""
    setting = ground.setting
    if setting.case.consequences is None:
        return None, []
    try:
        return economy_in_brief(setting, odds_over(setting.case, entered_by_scenario(ground))), []
    except Unanswerable as error:
        return None, [str(error)]


def _sub_samples(setting: Setting, any_obstacle: Obstacles, full_obstacle: Obstacles) -> dict[str, int]:
    return {
        "blocking": any_obstacle.draws,
        "binding": any_obstacle.draws,
        "comprehensive": full_obstacle.draws,
        "low_high": setting.some(MOVED_DRAWS),
        "all_barred": min(BARRED_DRAWS, setting.draws.inputs.draws),
        "confidence": min(CONFIDENCE_DRAWS, setting.draws.inputs.draws),
        "by_source": min(SOURCE_DRAWS, setting.draws.inputs.draws),
        "by_firmness": setting.some(FIRMNESS_DRAWS),
        "hold": draws_of(setting.draws.inputs.draws),
        "economy": ledger_draws(setting),
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


def _optima(
    solved: propagate.Solved, packages: list[Package], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:  # fmt: skip
    """Put beside the acceptability of each package how often it is the optimum of each concept, with its error."""
    chosen = {package.id: optimal(solved, package) for package in packages}
    found: list[dict[str, Any]] = []
    for row in rows:
        often = chosen[row["id"]]
        errors = {concept: shares.sampling_error(share, solved.gap.size) for concept, share in often.items()}
        found.append({**row, "optimal": often, "optimal_se": errors})
    return found


class Signing(NamedTuple):
    """The required parties: their case and draws, the no-deal values as bounded, and who accepts which package."""

    case: Case
    inputs: Inputs
    no_deal: np.ndarray
    accepts: np.ndarray


def _preferences(
    signing: Signing, packages: list[Package], acceptable: list[dict[str, Any]]
) -> list[dict[str, Any]]:  # fmt: skip
    """Return what must be true of the parties for the most acceptable packages to be signed, and how far that goes."""
    index = {package.id: k for k, package in enumerate(packages)}
    rows: list[dict[str, Any]] = []
    for row in acceptable:
        if row["share"] == 0.0 or len(rows) == SHOWN_PREFERENCES:
            break
        k = index[row["id"]]
        signed = np.asarray(signing.accepts[:, k].all(axis=1))
        found = central_preferences(signing.case, replace(signing.inputs, no_deal=signing.no_deal), signed)
        sure = confidence(signing.case, signing.inputs, signed, packages[k]) if found else None
        error = None if sure is None else shares.sampling_error(sure, min(CONFIDENCE_DRAWS, signed.size))
        head = {"id": row["id"], "name": row["name"], "accepted": int(signed.sum())}
        rows.append({**head, "confidence": sure, "confidence_se": error, "inputs": found})
    return rows


def _outputs(
    case: Case, solved: propagate.Solved, weight: np.ndarray, comprehensive: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the results whose spread is split among the inputs."""
    mixed = shares.mixed(case, weight)
    found = {f"scenarios.{name}": mixed[:, s] for s, name in enumerate(shares.scenario_ids(case))}
    found["zone_probability"] = solved.zone.astype(float)
    found["zone_probability.comprehensive"] = (comprehensive == 1).astype(float)
    if np.isfinite(solved.gap).all():
        found["gap"] = solved.gap
    return found
