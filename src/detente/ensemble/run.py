"""The main job: everything that a case allows, from its inputs to scenario shares with honest uncertainty.

A run is a list of named steps on one set of draws. Sampling error, disagreement between models and the effect of inputs
stay three separate numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
from detente.kernels.size import COMPILED
from detente.settlement.inputs import Inputs, central_inputs
from detente.settlement.judge import judge
from detente.settlement.known import known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.offers import offers
from detente.settlement.space import Space, space
from detente.solutions.compromise import Compromise, compromise
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


class Signing(NamedTuple):
    """The required parties: their case and inputs, and what was read of them over the draws.

    `values` ``(D, P, 2)`` as `describe.values_of`, `accepts` as `acceptance.acceptance`, `utility` as
    `ranks.utility_reader` read them.
    """

    case: Case
    inputs: Inputs
    values: np.ndarray
    accepts: np.ndarray
    utility: np.ndarray


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a run says of its draws before it asks what moves them.

    `given` is the central space, `seen` the inputs of the required parties, `said` what they say to the packages;
    `weight` ``(M, D, S)`` as `shares.rows_of`.
    """

    setting: Setting
    given: Space
    packages: list[Package]
    solved: propagate.Solved
    said: Signing
    nearest: Compromise
    weight: np.ndarray

    @property
    def seen(self) -> Inputs:
        return self.said.inputs


def run(
    case: Case, *, draws: int, seed: int, progress: Progress | None = None, threads: int | None = None
) -> dict[str, Any]:  # fmt: skip
    """Run a case: the central judgement, P(zone), scenario shares, obstacles, acceptability, sensitivity.

    Returns the object of ``detente run --json``. The same case, draws and seed give the same object whatever the number
    of threads.
    """
    now = known(case)
    refuse_too_many(now, draws)
    given, centre = _central(now)
    backend = _backend(now, draws, merged=centre["frontier"]["zone"]["exact"])
    setting = setting_of(case, Drawing(draws, seed, threads), progress, backend=backend)
    held = _judged(setting, given, _packages(now, given, centre))
    found = _of_draws(held) | _of_packages(held) | _of_sensitivity(held)
    ground = ground_of(setting, draws_of(draws))
    economy, unanswered = _economy(ground)
    head = {"schema": "detente.run/1", "version": detente.__version__, "case": case_row(now), "draws": draws}
    return {
        **head,
        "seed": seed,
        "condition": CONDITION,
        "central": centre,
        **found,
        "hold": judged(ground, outcome=case.outcome),
        "economy": economy,
        **_of_case(now, held, unanswered),
    }


def _central(now: Case) -> tuple[Space, dict[str, Any]]:
    """Return the central space of a case, and its judgement."""
    central = central_inputs(now)
    given = space(now, central, no_deal_values(now, central).value)
    return given, judge_space(now, central, given) | {"ratified": central_ratified(now)}


def _backend(now: Case, draws: int, *, merged: bool) -> str:
    """Return the backend for a run of so many draws; `merged`: the frontier of the central case could be.

    Where not even that could, numpy, which follows a draw's partial settlements all at once, has no chance.
    """
    if not merged:
        return COMPILED
    return propagate.backend_for(propagate.signing(now)[0], draws * len(talk_months(now)))


def _judged(setting: Setting, given: Space, packages: list[Package]) -> _Judged:
    """Solve every draw for every solution concept, and read off what the parties say to the packages."""
    case, inputs, signing = setting.case, setting.draws.inputs, setting.signing
    readers = (acceptance(signing, packages), values_of, utility_reader(packages))
    work, seen = setting.work(setting.counter("solutions", inputs.draws)), setting.of_signing(inputs)
    solved = propagate.solve(signing, seen, work, readers=readers)
    who, values, utility = solved.read
    nearest = compromise(case, inputs, solved.space)
    said = Signing(signing, seen, values, who, utility)
    return _Judged(setting, given, packages, solved, said, nearest, shares.rows_of(case, solved, nearest))


def _of_draws(held: _Judged) -> dict[str, Any]:
    """Return zone, scenarios, gap and obstacles over the draws."""
    setting, solved, signing = held.setting, held.solved, held.setting.signing
    work, most = setting.work(), setting.some(OBSTACLE_DRAWS)
    some = obstacles(signing, held.seen, np.flatnonzero(~solved.zone)[:most], work)
    full = obstacles(signing, held.seen, np.flatnonzero(solved.full == 0)[:most], work, comprehensive=True)
    return {
        "zone_probability": zone_probability(setting, solved, solved.full),
        "scenarios": scenarios(setting, held.weight),
        "models": models(setting.case, solved, held.nearest),
        "gap": spread(solved.gap),
        "binding": some.binding,
        "blocking": some.blocking,
        "comprehensive": {"binding": full.binding, "blocking": full.blocking},
        "left_open": left_open(setting.case, solved),
        "sub_samples": _sub_samples(setting, some, full),
    }


def _of_packages(held: _Judged) -> dict[str, Any]:
    """Return who accepts the packages, and what must be true of the parties that do."""
    said, packages = held.said, held.packages
    rows = _optima(held.solved, packages, acceptability(said.case, said.accepts, packages))
    return {
        "acceptability": rows,
        "most_accepted": most_accepted(said.case, held.seen, held.given, held.setting.threads),
        "ranks": ranks(held.solved.space.signers, said.utility, packages),
        "central_preferences": _preferences(said, packages, rows),
    }


def _of_sensitivity(held: _Judged) -> dict[str, Any]:
    """Return which inputs move the results, and how that was found."""
    case = held.setting.case
    outputs = _outputs(case, held.solved, held.weight)
    shown, method = sensitivity(case, held.setting.draws.inputs, outputs)
    return {"sensitivity": shown, "sensitivity_method": method}


def _of_case(now: Case, held: _Judged, unanswered: list[str]) -> dict[str, Any]:
    """Return offers, evidence, no-deal values, notes and where the inputs come from."""
    signing, values = held.setting.signing, held.said.values
    return {
        "offers": offers(now),
        "evidence": in_brief(now),
        "brief": brief_row(now),
        "no_deal": no_deal_rows(signing, values),
        "notes": [*notes(now, signing, values, held.solved), *unanswered],
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
        found = central_preferences(signing.case, replace(signing.inputs, no_deal=signing.values[:, :, 0]), signed)
        sure = confidence(signing.case, signing.inputs, signed, packages[k]) if found else None
        error = None if sure is None else shares.sampling_error(sure, min(CONFIDENCE_DRAWS, signed.size))
        head = {"id": row["id"], "name": row["name"], "accepted": int(signed.sum())}
        rows.append({**head, "confidence": sure, "confidence_se": error, "inputs": found})
    return rows


def _outputs(case: Case, solved: propagate.Solved, weight: np.ndarray) -> dict[str, np.ndarray]:
    """Return the results whose spread is split among the inputs."""
    mixed = shares.mixed(case, weight)
    found = {f"scenarios.{name}": mixed[:, s] for s, name in enumerate(shares.scenario_ids(case))}
    found["zone_probability"] = solved.zone.astype(float)
    found["zone_probability.comprehensive"] = (solved.full == 1).astype(float)
    if np.isfinite(solved.gap).all():
        found["gap"] = solved.gap
    return found
