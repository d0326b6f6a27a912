"""What a client may send, checked at the door."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.case.levers import Change
from detente.case.quantity import Quantity
from detente.settlement.elicitation.sound import MOST_STATEMENTS
from detente.settlement.elicitation.statements import Choice, Direct, Order, Swing
from detente.web.settings import MOST_BYTES

MOST_CHANGES = 200
MOST_DRAWS = 20_000
DRAWS = 200

Number = Annotated[float, Field(allow_inf_nan=False)]
Path = Annotated[str, Field(min_length=1, max_length=300)]


class Sent(BaseModel):
    """A body of a request; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Range(Sent):
    """A number with its range, in ascending order."""

    low: Number
    mid: Number
    high: Number

    @model_validator(mode="after")
    def ordered(self) -> Range:
        """Refuse a range whose ends are the wrong way round."""
        if not self.low <= self.mid <= self.high:
            raise ValueError(f"low {self.low:g}, mid {self.mid:g}, high {self.high:g} are not in ascending order")
        return self


class ChangeSent(Sent):
    """One change of one input, as `detente whatif` takes it."""

    path: Path
    kind: Literal["set", "add", "scale", "drop"] = "set"
    value: Number | Range | None = None

    def change(self) -> Change:
        """Return the change."""
        held = self.value
        value = Quantity(held.low, held.mid, held.high) if isinstance(held, Range) else held
        return Change(self.path, self.kind, value)

    @model_validator(mode="after")
    def valued(self) -> ChangeSent:
        """Refuse a change without a value, and a dropped input with one."""
        if (self.kind == "drop") != (self.value is None):
            raise ValueError(f"{self.kind} takes {'no value' if self.kind == 'drop' else 'a value'}")
        return self


class Question(Sent):
    """What is asked of a case: changed inputs, draws and seed.

    `stream` names whose newer question makes it void; that with the higher `turn` is newer.
    """

    changes: Annotated[list[ChangeSent], Field(max_length=MOST_CHANGES)] = []
    draws: Annotated[int, Field(ge=20, le=MOST_DRAWS)] = DRAWS
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    stream: Annotated[str, Field(max_length=100)] = ""
    turn: Annotated[int, Field(ge=0, lt=2**53)] = 0


class Text(Sent):
    """The text of a case, and why it was changed."""

    text: Annotated[str, Field(max_length=MOST_BYTES)]
    why: Annotated[str, Field(max_length=2_000)] = ""


class NewCase(Sent):
    """A case to begin: its id, and the case that it is copied from."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]{0,79}$")]
    copy_of: Annotated[str, Field(max_length=80)] = "template"


class Edits(Sent):
    """Values to write at paths of the file, comments kept."""

    changes: Annotated[dict[Path, Number | bool | str | Range | None], Field(min_length=1, max_length=MOST_CHANGES)]
    why: Annotated[str, Field(max_length=2_000)] = ""


class Keeping(Sent):
    """Changed inputs to write into the file of a case, or into a copy of it."""

    changes: Annotated[list[ChangeSent], Field(min_length=1, max_length=MOST_CHANGES)]
    along: bool = False
    why: Annotated[str, Field(max_length=2_000)] = ""
    name: Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_-]{0,79})?$")] = ""
    draft: bool = False


class Article(Sent):
    """A text to read, and the case it is held against."""

    text: Annotated[str, Field(max_length=MOST_BYTES)]
    case: Annotated[str, Field(max_length=80)] = ""
    name: Annotated[str, Field(max_length=200)] = "text"


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
