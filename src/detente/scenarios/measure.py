"""The main answers of a case draw by draw, so that two cases can be compared on the same random numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.case.nouns import Case
from detente.ensemble import propagate, shares
from detente.ensemble.hold.drawn import Drawn, drawn, survival
from detente.ensemble.hold.horizon import Question, by_end, followed
from detente.ensemble.hold.months import lengths
from detente.ensemble.hold.signed import Approvals, approvals, chamber, slack
from detente.ensemble.hold.talks import Talks, talks
from detente.ensemble.setting import Drawing, Progress, Setting, setting_of
from detente.settlement.space import Space
from detente.solutions.compromise import compromise

LASTING_MONTHS = 24.0


@dataclass(frozen=True, slots=True)
class Measured:
    """The answers of one case.

    Parameters
    ----------
    outputs
        Id of an answer -> its value in every draw, ``(D,)``: ``zone`` and ``zone_full`` (1 where the zone holds a
        settlement, or one that leaves nothing open), ``scenarios.ID`` (weight of the mixture), ``signed``, ``ratified``
        and ``in_force`` (chance by the horizon), ``kept`` (share of the models whose settlement would be signed and
        kept by all), ``lasting`` (chance that a deal in force stands after 24 months). What the case does not say is
        left out.
    utility
        Required party with a no-deal value -> what it ends with, ``(D,)`` points: the mean over the solution concepts
        of its utility of what they choose (the first of ties), its no-deal value where the zone is empty.
    mixture
        ``scenarios.ID`` -> the scenario's share.
    """

    outputs: Mapping[str, np.ndarray]
    utility: Mapping[str, np.ndarray]
    mixture: Mapping[str, float]

    def mean(self, name: str) -> float:
        """Return an answer as a run prints it, to the bit: a scenario's share is the mixture of the models' shares."""
        return self.mixture[name] if name in self.mixture else float(self.outputs[name].mean())

    def first(self, draws: int) -> Measured:
        """Return the same over the first draws, which are the draws of a smaller run; without the scenarios' shares."""
        outputs = {name: values[:draws] for name, values in self.outputs.items() if name not in self.mixture}
        return Measured(outputs, {party: values[:draws] for party, values in self.utility.items()}, {})


@dataclass(frozen=True, slots=True)
class Asked:
    """How a case is to be measured; `whole` asks too for what comes after the signature, which takes longer."""

    drawing: Drawing
    whole: bool = True
    progress: Progress | None = None


def measure(case: Case, asked: Asked) -> Measured:
    """Measure a case as a run does: same draws, same solutions, same course of talks."""
    setting = setting_of(case, asked.drawing, asked.progress)
    now, inputs, count = setting.case, setting.draws.inputs, asked.drawing.draws
    given = drawn(now, draws=count, seed=setting.seed)
    course = None if given.rates is None else talks(setting, inputs, given, lengths(now))
    space = propagate.space_of(setting.signing, setting.of_signing(inputs)) if course is None else course.given
    nearest = compromise(now, inputs, space) if course is None else course.nearest
    solved = propagate.solve_space(space, setting.work(setting.counter("solutions", count)))
    weight = shares.rows_of(now, solved, nearest)
    mixed, names = shares.mixed(now, weight), [f"scenarios.{name}" for name in shares.scenario_ids(now)]
    outputs = {"zone": (solved.found == 1).astype(float), "zone_full": (solved.full == 1).astype(float)}
    outputs |= {name: mixed[:, s] for s, name in enumerate(names)}
    if course is not None:
        outputs |= _by_horizon(setting, given, course, whole=asked.whole)
    if now.durability is not None:
        outputs["lasting"] = survival(now, given, np.array([LASTING_MONTHS]))[:, 0]
    mixture = dict(zip(names, shares.mixed(now, shares.shares(weight)).tolist(), strict=True))
    return Measured(outputs, _ends_with(space, solved), mixture)


def _ends_with(given: Space, solved: propagate.Solved) -> dict[str, np.ndarray]:
    """Return what each party that bargains ends with in every draw."""
    rows = np.flatnonzero(given.required & given.valued)
    scale = given.scale[:, rows]
    found = np.zeros(scale.shape)
    concepts = [model.row for model in shares.MODELS if model.row is not None]
    for row in concepts:
        picks = np.where(solved.zone[:, None], solved.pick[:, row, 0], 0).astype(np.int64)
        taken = np.take_along_axis(given.worth[:, rows], picks[:, None, :], axis=2)
        found += taken.sum(axis=2) / scale / len(concepts)
    found = np.where(solved.zone[:, None], found, given.reserve[:, rows] / scale)
    return {party: found[:, k] for k, party in enumerate(given.signers)}


def _by_horizon(setting: Setting, given: Drawn, course: Talks, *, whole: bool) -> dict[str, np.ndarray]:
    """Return the chances by the horizon; without `whole` only that of a signature, which ratification leaves alone."""
    count = given.frailty.size
    if not whole:
        nothing = np.zeros(count)
        asked = Question(setting.case, given, course, Approvals(*(nothing for _ in range(5))))
        return {"signed": by_end("signed", followed(asked))}
    setting.begin("ratification")
    held = chamber(setting, count)
    met = approvals(held, course.given, course.picks)
    found = followed(Question(setting.case, given, course, met))
    chances = {name: by_end(name, found) for name in ("signed", "ratified", "in_force")}
    return chances | _kept(setting, course, given)


def _kept(setting: Setting, course: Talks, given: Drawn) -> dict[str, np.ndarray]:
    """Return the share of the models whose settlement is signed and kept by all; empty where that is not known."""
    signed = np.asarray((course.picks >= 0).all(axis=2))
    case, found = setting.case, np.zeros(course.picks.shape[1])
    count = setting.counter("who would keep it", len(course.picks))
    for m, (picks, weight) in enumerate(zip(course.picks, shares.weights(case), strict=True)):
        parties, points = slack(case, course.given, given, picks)
        if not parties:
            return {}
        found += weight * (signed[m] & (np.nan_to_num(points, nan=-1.0) >= 0.0).all(axis=1))
        count(1)
    return {"kept": found}
