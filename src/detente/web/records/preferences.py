"""What was said of weights and worths."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from detente.settlement.elicitation.sound import MOST_STATEMENTS
from detente.settlement.elicitation.statements import Choice, Direct, Order, Swing
from detente.web.records.questions import (
    Number,
    Question,
    Sent,
)

Id = Annotated[str, Field(min_length=1, max_length=80)]
Partial = Annotated[dict[Id, Id], Field(min_length=1, max_length=200)]
Step = Annotated[list[Id], Field(min_length=1, max_length=200)]


class OrderSaid(Sent):
    """Issues, or options of one issue, in falling order; those of one step are equals."""

    kind: Literal["order"]
    steps: Annotated[list[Step], Field(min_length=1, max_length=200)]

    def statement(self) -> Order:
        """Return the statement."""
        return Order(tuple(tuple(step) for step in self.steps))


class SwingSaid(Sent):
    """What the step from the worst to the best option of an issue is worth when that on `against` counts 100."""

    kind: Literal["swing"]
    issue: Id
    against: Id
    low: Number
    high: Number

    def statement(self) -> Swing:
        """Return the statement."""
        return Swing(self.issue, self.against, self.low, self.high)


class ChoiceSaid(Sent):
    """The first of two partial settlements is better, or they are alike."""

    kind: Literal["choice"]
    first: Partial
    second: Partial
    alike: bool = False

    def statement(self) -> Choice:
        """Return the statement."""
        return Choice(self.first, self.second, self.alike)


class DirectSaid(Sent):
    """A weight in percent, or the worth of an option in points, between two bounds."""

    kind: Literal["direct"]
    name: Id
    low: Number
    high: Number

    def statement(self) -> Direct:
        """Return the statement."""
        return Direct(self.name, self.low, self.high)


Said = Annotated[OrderSaid | SwingSaid | ChoiceSaid | DirectSaid, Field(discriminator="kind")]


class Elicitation(Question):
    """What was said of one party's weights, or of the worths of the options of one issue."""

    party: Id
    issue: Annotated[str, Field(max_length=80)] = ""
    statements: Annotated[list[Said], Field(max_length=MOST_STATEMENTS)] = []
    ask: bool = False
