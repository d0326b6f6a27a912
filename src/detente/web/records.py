"""What a client may send, checked at the door."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from detente.case.levers import Change
from detente.case.quantity import Quantity
from detente.web.settings import MOST_BYTES

MOST_CHANGES = 200
MOST_DRAWS = 20_000
DRAWS = 200
MOST_ENTERED = 100
MOST_FILES = 50

Number = Annotated[float, Field(allow_inf_nan=False)]
Path = Annotated[str, Field(min_length=1, max_length=300)]
Line = Annotated[str, Field(max_length=2_000)]
Day = Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")]
Grade = Annotated[str, Field(pattern=r"^([A-F][1-6])?$")]


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


class Side(Sent):
    """What a case is compared with: another case or the same, a version of it or as it is, with inputs changed."""

    case: Annotated[str, Field(max_length=80)] = ""
    version: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    changes: Annotated[list[ChangeSent], Field(max_length=MOST_CHANGES)] = []


class Comparison(Question):
    """Two sides: that of `since`, and the case asked, or a version of it, with the changes asked.

    `why` asks too which differences moved an answer by how much, which judges many cases between the two.
    """

    since: Side = Side()
    version: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    why: bool = False


class FileSent(Sent):
    """A file by its name, with its bytes in base64."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    data: Annotated[str, Field(max_length=MOST_BYTES)]


class Import(Sent):
    """Files that hold one case, and the id that it is to have; without one, after the name of the first file."""

    files: Annotated[list[FileSent], Field(min_length=1, max_length=MOST_FILES)]
    id: Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_-]{0,79})?$")] = ""


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


class Article(Sent):
    """A text to read, and the case it is held against."""

    text: Annotated[str, Field(max_length=MOST_BYTES)]
    case: Annotated[str, Field(max_length=80)] = ""
    name: Annotated[str, Field(max_length=200)] = "text"


Id = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[str, Field(max_length=4_000)]
Bins = Annotated[list[Words], Field(max_length=200)]


class Entry(Sent):
    """What is entered into the ledger; what is left empty is not said. The ledger's own check reads it."""

    def said(self, *without: str) -> dict[str, Any]:
        """Return the keys that say something, without some."""
        held = self.model_dump(exclude={*without})
        return {key: value for key, value in held.items() if value not in (None, "", [], {}, False)}


class NewQuestion(Entry):
    """A question: of a case, which of its scenarios is signed by its horizon, or as written."""

    id: Id
    statement: Words = ""
    rule: Words = ""
    horizon: Day = ""
    opened: Day = ""
    type: Annotated[str, Field(max_length=20)] = ""
    bins: Bins = []
    unit: Words = ""
    condition: Words = ""
    base_rate: Annotated[list[Number], Field(max_length=200)] = []
    early: bool = False
    source: Words = ""
    note: Words = ""
    case: Annotated[str, Field(max_length=80)] = ""


class NewForecast(Entry):
    """A forecast: probabilities, of yes or by bin, or quantiles by level."""

    question: Id
    forecaster: Words = ""
    p: Number | list[Number] | dict[str, Number] | None = None
    quantiles: dict[str, Number] | None = None
    date: Day = ""
    reason: Words = ""
    source: Words = ""
    provenance: Annotated[str, Field(max_length=20)] = ""

    @property
    def row(self) -> dict[str, Any]:
        """The forecast as the ledger's check reads it; a probability of 0 says something."""
        numbers = {key: value for key in ("p", "quantiles") if (value := getattr(self, key)) is not None}
        return self.said("p", "quantiles") | numbers


class OfCase(Sent):
    """The odds of a case as it is saved, kept as a run, as a forecast on a question."""

    question: Id
    case: Annotated[str, Field(max_length=80)]
    draws: Annotated[int, Field(ge=20, le=MOST_DRAWS)] = DRAWS
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1


class NewResolution(Entry):
    """How a question ended: what came true, or why it does not count."""

    question: Id
    outcome: Words = ""
    void: Words = ""
    date: Day = ""
    source: Words = ""
    correction: Words = ""


class SaidOfInput(Sent):
    """What a claim says of an input: the value that it would have."""

    path: Path
    value: Number | Range


class ClaimSent(Sent):
    """A claim to enter, as `detente evidence add` takes it; what is empty is left out of the file."""

    text: Annotated[str, Field(min_length=1, max_length=2_000)]
    source: Annotated[str, Field(max_length=80)] = ""
    attribution: Line = ""
    hedge: Line = ""
    grade: Grade = ""
    group: Annotated[str, Field(max_length=80)] = ""
    on: Annotated[str, Field(max_length=80)] = ""
    ratio: Number | Range | None = None
    inputs: Annotated[list[SaidOfInput], Field(max_length=20)] = []
    why: Line = ""


class SourceSent(Sent):
    """Where claims were read, to enter beside them."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_-]{0,79}$")]
    title: Annotated[str, Field(min_length=1, max_length=500)]
    url: Annotated[str, Field(max_length=2_000)] = ""
    grade: Grade = ""


class Entered(Sent):
    """Claims that an analyst accepts, their source, and under which name a case that ships is copied."""

    claims: Annotated[list[ClaimSent], Field(min_length=1, max_length=MOST_ENTERED)]
    source: SourceSent | None = None
    copy_as: Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_-]{0,79})?$")] = ""
    why: Line = ""
