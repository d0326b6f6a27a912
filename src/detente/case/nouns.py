"""The nouns of a case: frozen records, no arithmetic, no files.

Every mapping of a case file becomes a tuple in the file's order; ids are unique within their list. Look-ups by id
are in `Case`. Dates are `datetime.date`. All utilities and no-deal values are on one scale, 0-100 points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.case.brief import Brief
from detente.case.consequences import Consequences
from detente.case.cross_impact import CrossImpact
from detente.case.durable import Durability, Guarantee
from detente.case.evidence import Claim, Hypothesis, Indicator
from detente.case.futures import Futures
from detente.case.levers import Lever
from detente.case.marking import CLEAR, Confides, Marked, Withheld
from detente.case.mixture import Mixture
from detente.case.outcome import Outcome
from detente.case.quantity import Quantity, exactly
from detente.case.ratification import INDEPENDENT, Dependence, RatificationStep
from detente.case.timing import Timing
from detente.case.tracks import Track, Venue, VenueCriterion
from detente.case.wild_cards import WildCard

ROLES = ("principal", "ratifier", "guarantor", "mediator", "spoiler", "observer")
TRACKS = ("official", "back_channel", "host", "domestic", "observer")
STATUSES = ("illustrative", "reviewed")
CODINGS = ("sourced", "sourced, number judged", "judged", "assumed")
WORTH_SHAPES = ("point", "at_least", "at_most")
VERDICTS = ("accepted", "talkable", "refused")
SCALES = ("points", "raw")
OPEN = "open"
"""Id of the option that a deferrable issue has beside its own: left unsettled."""
NO_DEAL = "no_deal"
OTHER_SETTLEMENT = "other_settlement"
ALWAYS = {OTHER_SETTLEMENT: "Another settlement", NO_DEAL: "No deal"}
"""Scenarios that every case has after its own, in their order, with their names."""

Settlement = Mapping[str, str]
"""Issue id -> option id; full, or partial where an offer or an exclusion leaves issues out."""


@dataclass(frozen=True, slots=True)
class Source(Marked):
    """Where a fact was read. `grade` is Admiralty style: reliability A-F of the outlet, credibility 1-6 of the item."""

    id: str
    title: str
    url: str = ""
    date: date | None = None
    approximate: bool = False
    grade: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle an issue; `score` places it on the issue's 0-100 axis between the two sides' wishes."""

    id: str
    name: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """One question to settle. A `deferrable` issue may also stay `open`; a core issue may not."""

    id: str
    name: str
    options: tuple[Option, ...]
    deferrable: bool = False
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Ids of the options named in the file; `open` is not among them."""
        return tuple(option.id for option in self.options)

    def option(self, option_id: str) -> Option:
        """Return the option with this id; `KeyError` if there is none."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


EVEN_LEVERAGE = exactly(50.0)
"""The leverage of a party whose file gives none."""


@dataclass(frozen=True, slots=True)
class Party:
    """Any actor whose views the case holds. `of` names whose deal a ratifier approves."""

    id: str
    name: str
    role: str
    also: tuple[str, ...] = ()
    of: str | None = None
    required: bool = False
    leverage: Quantity = EVEN_LEVERAGE
    track: str = "official"
    at_table: bool = True
    coded: str = "judged"
    sources: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class RedLine:
    """An option that a party will not accept; `firmness` is the probability that it binds at the decision."""

    option: str
    firmness: float | None = None


@dataclass(frozen=True, slots=True)
class View(Marked):
    """What one party wants on one issue, as coded on one date.

    Either `position` (a point on the score axis, read with `shape`) or `worth` (points per option) is given.
    `stale` (carried forward) and `hindsight` (coded with later knowledge) are set by `settlement.known` or in the file.
    """

    party: str
    issue: str
    salience: Quantity
    position: Quantity | None = None
    shape: str = "point"
    worth: Mapping[str, Quantity] = field(default_factory=dict)
    accepts: tuple[str, ...] = ()
    red_lines: tuple[RedLine, ...] = ()
    flexibility: float | None = None
    date: date | None = None
    evidence: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
    hindsight: bool = False
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Interaction(Marked):
    """Points added to a party's utility when every option of `when` is in the settlement.

    A `payment` is what a change adds for them: no offer that was tabled holds it, so that no statement speaks of it.
    """

    party: str
    when: Settlement
    worth: float
    payment: bool = False


@dataclass(frozen=True, slots=True)
class Exclusion(Marked):
    """A partial settlement that cannot stand, for logic or law."""

    settlement: Settlement
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class NoDeal(Marked):
    """What a party has without a settlement. `value` None: no utility; it consents by its red lines alone.

    `relative_to` names the offers whose worth it moves with; None: all that are tabled. `discount` is the factor by
    which utilities shrink per unit of time in the format that the case came from: kept, never applied.
    `moved` are the points by which a change has moved it since it was coded: statements bound the value before that
    move.
    """

    party: str
    value: Quantity | None
    relative_to: tuple[str, ...] | None = None
    date: date | None = None
    why: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"
    hindsight: bool = False
    discount: float | None = None
    stale: bool = False
    moved: float = 0.0


@dataclass(frozen=True, slots=True)
class Statement(Marked):
    """A party's public word on an offer; it bounds the no-deal value."""

    party: str
    offer: str
    verdict: str
    date: date | None = None
    text: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correlation(Marked):
    """A group of inputs that move together: one-factor Gaussian copula, `signs` +1 or -1 per input."""

    inputs: tuple[str, ...]
    signs: tuple[int, ...]
    rho: float
    coded: str = "judged"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Offer(Marked):
    """A full or partial settlement. `tabled` False: an illustration that nobody put forward."""

    id: str
    name: str
    settlement: Settlement
    by: str | None = None
    date: date | None = None
    track: str = "official"
    tabled: bool = True
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition on a settlement.

    `kind` is ``is`` (one of `options` on `issue`), or ``all``, ``any``, ``not`` of `parts` (``not`` has one part).
    """

    kind: str
    issue: str = ""
    options: tuple[str, ...] = ()
    parts: tuple[Predicate, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario(Marked):
    """A named class of results; a settlement falls in the first scenario of the case that matches."""

    id: str
    name: str
    when: Predicate
    note: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class TrajectoryPoint:
    """A position on the score axis as read at one date, without range."""

    date: date
    position: float
    what: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trajectory(Marked):
    """How one party's position on one issue moved. Described, not used in the ensemble."""

    party: str
    issue: str
    points: tuple[TrajectoryPoint, ...]


@dataclass(frozen=True, slots=True)
class Staleness:
    """How ranges widen when an older coding is carried forward: half-widths grow by this share a year."""

    after_days: int = 90
    widen_per_year: float = 0.5
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Case:
    """One conflict or negotiation, frozen at its as-of date. See docs/reference/case-file.md for the file."""

    id: str
    title: str
    as_of: date
    horizon: date
    parties: tuple[Party, ...]
    issues: tuple[Issue, ...]
    views: tuple[View, ...]
    status: str = "illustrative"
    summary: str = ""
    hindsight: bool = False
    scale: str = "points"
    marking: str = CLEAR
    sources: tuple[Source, ...] = ()
    forbid: tuple[Exclusion, ...] = ()
    interactions: tuple[Interaction, ...] = ()
    no_deal: tuple[NoDeal, ...] = ()
    statements: tuple[Statement, ...] = ()
    correlation: tuple[Correlation, ...] = ()
    offers: tuple[Offer, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    staleness: Staleness = field(default_factory=Staleness)
    trajectories: tuple[Trajectory, ...] = ()
    wild_cards: tuple[WildCard, ...] = ()
    tracks: tuple[Track, ...] = ()
    venue_criteria: tuple[VenueCriterion, ...] = ()
    venues: tuple[Venue, ...] = ()
    ratification: tuple[RatificationStep, ...] = ()
    dependence: Dependence = INDEPENDENT
    guarantees: tuple[Guarantee, ...] = ()
    durability: Durability | None = None
    timing: Timing | None = None
    levers: tuple[Lever, ...] = ()
    outcome: Outcome | None = None
    cross_impact: CrossImpact | None = None
    futures: Futures | None = None
    hypotheses: tuple[Hypothesis, ...] = ()
    claims: tuple[Claim, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    consequences: Consequences | None = None
    models: Mixture | None = None
    brief: Brief | None = None
    confides: tuple[Confides, ...] = ()
    withheld: Withheld | None = None

    def party(self, party_id: str) -> Party:
        """Return the party with this id; `KeyError` if there is none."""
        return _by_id(self.parties, party_id)

    def issue(self, issue_id: str) -> Issue:
        """Return the issue with this id; `KeyError` if there is none."""
        return _by_id(self.issues, issue_id)

    def offer(self, offer_id: str) -> Offer:
        """Return the offer with this id; `KeyError` if there is none."""
        return _by_id(self.offers, offer_id)

    def source(self, source_id: str) -> Source:
        """Return the source with this id; `KeyError` if there is none."""
        return _by_id(self.sources, source_id)


def _by_id(items: tuple[Any, ...], wanted: str) -> Any:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
