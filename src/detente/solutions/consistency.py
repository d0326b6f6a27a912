"""How far a case, as coded, fits what came of the talks: a test of consistency, never of foresight.

A rule (agreement if and only if every issue has an option that all required parties accept), the zone of the central
case, and a baseline (the mean position of the required parties, Thomson et al. 2006) are held against the outcome.
Where the options that a party accepts were coded knowing the outcome, the rule fits by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from detente.case.nouns import NO_DEAL, OPEN, OTHER_SETTLEMENT, Case, Settlement
from detente.case.outcome import Outcome
from detente.settlement import zone
from detente.settlement.classify import classify
from detente.settlement.inputs import central_inputs
from detente.settlement.judge import accepted, judge
from detente.settlement.known import DAYS_PER_YEAR, known
from detente.settlement.no_deal import no_deal_values
from detente.settlement.offers import acceptable
from detente.settlement.space import Space, space
from detente.solutions.compromise import mean_positions

KIND = "consistency, not prediction"
HINDSIGHT = f"{KIND}: coded with hindsight"


@dataclass(frozen=True, slots=True)
class Placed:
    """One issue on its 0-100 axis: where it came out, and the mean position, weighted by salience and plain."""

    issue: str
    outcome: float
    weighted: float
    plain: float

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed, judged in the central case.

    Parameters
    ----------
    utility, no_deal
        Party -> points of what was agreed, and of no deal.
    refused_by
        Required parties that do not accept it: it lies in the zone when there are none.
    scenario
        Id of the scenario that it falls in.
    """

    utility: dict[str, float]
    no_deal: dict[str, float]
    refused_by: tuple[str, ...]
    scenario: str

    def to_dict(self) -> dict[str, object]:
        """Return the JSON form."""
        return {
            "in_zone": not self.refused_by,
            "refused_by": list(self.refused_by),
            "utility": self.utility,
            "no_deal": self.no_deal,
        }


@dataclass(frozen=True, slots=True)
class Consistency:
    """A case beside its outcome.

    Parameters
    ----------
    outcome
        What came of the talks.
    hindsight
        Whether the case was coded knowing it.
    parties
        Ids of the required parties, whose mean is the baseline.
    without
        Ids of the issues without an option that all required parties accept; the rule says agreement when there are
        none.
    gap
        The gap of the central case, points: the zone is not empty when it is 0 or more. None where every settlement
        meets a red line.
    agreed
        What was agreed, judged; None without an agreement, or where not every issue was settled by an option.
    issues
        Issues that were settled and have positions.
    """

    outcome: Outcome
    hindsight: bool
    parties: tuple[str, ...]
    without: tuple[str, ...]
    gap: float | None
    agreed: Agreed | None
    issues: tuple[Placed, ...]

    @property
    def rule(self) -> bool:
        """Whether the rule says agreement."""
        return not self.without

    @property
    def zone(self) -> bool:
        """Whether the zone of the central case is not empty."""
        return self.gap is not None and self.gap >= 0.0

    @property
    def scenario(self) -> str | None:
        """Id of the scenario that came true; None where it cannot be told."""
        if not self.outcome.agreed:
            return NO_DEAL
        return None if self.agreed is None else self.agreed.scenario

    @property
    def misses(self) -> tuple[str, ...]:
        """Which of ``rule`` and ``zone`` say otherwise than what happened."""
        return tuple(name for name in ("rule", "zone") if getattr(self, name) != self.outcome.agreed)

    def error(self, mean: str) -> float | None:
        """Return the mean absolute error of a baseline, ``weighted`` or ``plain``, in points of the axis.

        None where no issue can be compared.
        """
        apart = [abs(getattr(row, mean) - row.outcome) for row in self.issues]
        return sum(apart) / len(apart) if apart else None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "kind": HINDSIGHT if self.hindsight else KIND,
            "agreed": self.outcome.agreed,
            "date": str(self.outcome.date),
            "talks": _talks(self.outcome),
            "scenario": self.scenario,
            "rule": {"agreement": self.rule, "without": list(self.without)},
            "zone": {"agreement": self.zone, "gap": self.gap},
            "misses": list(self.misses),
            "settlement": None if self.agreed is None else self.agreed.to_dict(),
            "baseline": {
                "parties": list(self.parties),
                "weighted_error": self.error("weighted"),
                "plain_error": self.error("plain"),
                "issues": [row.to_dict() for row in self.issues],
            },
            "held": _held(self.outcome),
            "blocking": self.outcome.blocking,
        }


def consistency(case: Case) -> Consistency | None:
    """Hold the central case, every stated red line binding, against the outcome; None for a case without one.

    The case is judged as known at its as-of date, which holds no outcome; only the comparison reads it.

    Raises
    ------
    Unanswerable, TooLarge
        As the space of the case.
    """
    if case.outcome is None:
        return None
    now = known(case)
    inputs = central_inputs(now)
    given = space(now, inputs, no_deal_values(now, inputs).value)
    parties = tuple(party.id for party in now.parties if party.required)
    return Consistency(
        outcome=case.outcome,
        hindsight=case.hindsight,
        parties=parties,
        without=tuple(issue.id for issue in now.issues if not acceptable(now, issue.id, parties)),
        gap=zone.gap_value(given),
        agreed=_agreed(now, given, case.outcome),
        issues=_placed(now, case.outcome),
    )


def years_held(outcome: Outcome) -> float | None:
    """Return for how many years the settlement held, to its end or to date; None where that is not known."""
    end = outcome.held and (outcome.held.until or outcome.held.to_date)
    return None if not end else (end - outcome.in_force).days / DAYS_PER_YEAR


def _talks(outcome: Outcome) -> dict[str, Any] | None:
    if outcome.talks is None:
        return None
    began = outcome.talks.began
    return {"began": began and str(began), "days": outcome.talks.days, "hours": outcome.talks.hours}


def _held(outcome: Outcome) -> dict[str, Any] | None:
    if outcome.held is None:
        return None
    until, to_date = outcome.held.until, outcome.held.to_date
    days = {"until": until and str(until), "to_date": to_date and str(to_date)}
    return {"years": years_held(outcome), **days, "note": outcome.held.note}


def full_settlement(case: Case, outcome: Outcome) -> Settlement | None:
    """Return what was agreed as a full settlement: what it leaves out stays open; None where that cannot be.

    It cannot on a core issue, nor on one that is given by its score alone.
    """
    full = {issue.id: outcome.settlement.get(issue.id, OPEN) for issue in case.issues}
    left = (issue for issue in case.issues if full[issue.id] == OPEN)
    unknown = any(not issue.deferrable or issue.id in outcome.scores for issue in left)
    return None if unknown or not outcome.agreed else full


def _agreed(case: Case, given: Space, outcome: Outcome) -> Agreed | None:
    settlement = full_settlement(case, outcome)
    if settlement is None:
        return None
    columns = given.pick(dict(settlement))
    refuses = given.required & ~accepted(given, columns)[0]
    worth = (given.reserve[0] / given.scale[0]).tolist()
    names = (*(scenario.id for scenario in case.scenarios), OTHER_SETTLEMENT)
    return Agreed(
        utility=judge(given, columns).utility,
        no_deal={party: worth[p] for p, party in enumerate(given.parties) if given.valued[p]},
        refused_by=tuple(np.array(given.parties)[refuses].tolist()),
        scenario=names[classify(case, given, columns[None, :])[0]],
    )


def _placed(case: Case, outcome: Outcome) -> tuple[Placed, ...]:
    """Return the settled issues with the means of the required parties; leverage plays no part."""
    inputs = central_inputs(case)
    votes = replace(inputs, leverage=np.array([[float(party.required) for party in case.parties]]))
    weighted = mean_positions(votes)[0]
    plain = mean_positions(replace(votes, salience=np.ones_like(inputs.salience)))[0]
    rows: list[Placed] = []
    for k, issue in enumerate(case.issues):
        score = _score(case, outcome, issue.id)
        if score is not None and not np.isnan(weighted[k]):
            rows.append(Placed(issue.id, score, float(weighted[k]), float(plain[k])))
    return tuple(rows)


def _score(case: Case, outcome: Outcome, issue_id: str) -> float | None:
    """Return where an issue came out: at the score given for it, or at that of its option."""
    if issue_id in outcome.scores:
        return outcome.scores[issue_id]
    scores = {option.id: option.score for option in case.issue(issue_id).options}
    return scores.get(outcome.settlement.get(issue_id, ""))
