"""What is asked of a case: changed inputs, draws and seed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.case.levers import Change
from detente.case.quantity import Quantity

MOST_CHANGES = 200
MOST_DRAWS = 20_000
DRAWS = 200

Number = Annotated[float, Field(allow_inf_nan=False)]
Path = Annotated[str, Field(min_length=1, max_length=300)]
Line = Annotated[str, Field(max_length=2_000)]
Day = Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]


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
