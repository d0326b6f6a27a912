"""The nouns of ratification: the steps that a signed settlement has to pass, who decides each, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import TYPE_CHECKING

from detente.case.marking import Marked
from detente.case.quantity import Quantity, exactly

if TYPE_CHECKING:
    from detente.case.nouns import Predicate

ASSENT, REFERENDUM, VOTE, UNANIMITY, QUALIFIED_MAJORITY, WAIT = RULES = (
    "assent",
    "referendum",
    "vote",
    "unanimity",
    "qualified_majority",
    "wait",
)
OF_MEMBERS = (UNANIMITY, QUALIFIED_MAJORITY)
BY_UTILITY = (ASSENT, REFERENDUM)
"""Rules by which one party says yes or no: by its utility and red lines, or by polls that speak for it."""
STATES, POPULATION, BLOCKING = 0.55, 0.65, 4
"""Qualified majority: shares of the states and of the population, and how many states can block. Treaty on European
Union, Article 16(4)."""
NO_TIME = exactly(0.0)
INDEPENDENTLY, ALIKE, ONE_FACTOR = KINDS = ("independent", "comonotone", "one_factor")
HIGHEST = 0.999
"""Largest rho of the factor below 1: nearer to it the integrand is a step, and 1 is meant."""


@dataclass(frozen=True, slots=True)
class Bloc:
    """Members of a body that vote together, or each for itself where `together` is False.

    Either `yes`, the probability of a yes, or `party`, whose acceptance decides. `seats` are votes, or states; a
    qualified majority also weighs `population`, in any one unit.
    """

    name: str
    seats: int = 1
    yes: Quantity | None = None
    party: str | None = None
    together: bool = True
    population: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """How a step is decided; `kind` is one of `RULES`, and the rest belongs to one kind each.

    A referendum passes above `threshold`, the share of yes among those who vote; `wording` is the standard deviation
    that another wording of a poll would bring, in shares. A vote passes with `needed` of `seats`. Members are `blocs`.
    """

    kind: str
    threshold: float = 0.5
    wording: float | None = None
    seats: int = 0
    needed: int = 0
    blocs: tuple[Bloc, ...] = ()
    states: float = STATES
    population: float = POPULATION
    blocking: int = BLOCKING


@dataclass(frozen=True, slots=True)
class Poll(Marked):
    """A poll on a plan, and the settlements that it speaks of: those of `offers`, and those that match `when`.

    `share` accept and `against` reject, of the `n` asked; one of the two may be unknown. `deft` is the factor by which
    the survey's design raises the standard error.
    """

    date: Date
    n: int
    share: float | None = None
    against: float | None = None
    wording: str = ""
    offers: tuple[str, ...] = ()
    when: Predicate | None = None
    deft: float | None = None
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class RatificationStep(Marked):
    """A step after the signature: needed where `when` holds (None: always), after the steps of `after`.

    `by` is the party that decides, or `body` names who does; `of` is the party whose signature is confirmed (None: the
    settlement of all). `reversion` is what the ratifier has if it refuses, on the scale of its utility; None leaves it
    to its no-deal value. `red_lines_only`: it has none and consents by its red lines alone. `takes` days.
    """

    id: str
    rule: Rule
    by: str | None = None
    body: str = ""
    of: str | None = None
    when: Predicate | None = None
    reversion: Quantity | None = None
    red_lines_only: bool = False
    polls: tuple[Poll, ...] = ()
    after: tuple[str, ...] = ()
    takes: Quantity = NO_TIME
    note: str = ""
    sources: tuple[str, ...] = ()
    coded: str = "judged"


@dataclass(frozen=True, slots=True)
class Dependence:
    """How approvals go together, given the draw.

    `kind` is ``independent``, ``comonotone`` (the likelier step passes whenever the less likely one does), or
    ``one_factor``: each passes when ``sqrt(rho) Z + sqrt(1 - rho) E`` is below its quantile, with Z common to all.
    """

    kind: str = INDEPENDENTLY
    rho: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no dependence."""
        if self.kind not in KINDS:
            raise ValueError(f'"{self.kind}" is no dependence; it is one of: {"; ".join(KINDS)}')
        if self.rho and self.kind != ONE_FACTOR:
            raise ValueError(f"rho belongs to the dependence {ONE_FACTOR}, not to {self.kind}")
        if not (0.0 <= self.rho <= HIGHEST or self.rho == 1.0):
            raise ValueError(f"rho {self.rho:g} of a dependence is not between 0 and {HIGHEST:g}, nor 1")

    @property
    def words(self) -> str:
        """How a reader is told."""
        return f"one Gaussian factor, rho {self.rho:g}" if self.kind == ONE_FACTOR else self.kind


INDEPENDENT = Dependence()
