"""An article to read, claims to enter."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.web.records.questions import (
    Day,
    Line,
    Number,
    Path,
    Range,
    Sent,
)
from detente.web.settings import MOST_BYTES

MOST_ENTERED = 100

Grade = Annotated[str, Field(pattern=r"^([A-F][1-6])?$")]


class Article(Sent):
    """A text to read, and the case it is held against."""

    text: Annotated[str, Field(max_length=MOST_BYTES)]
    case: Annotated[str, Field(max_length=80)] = ""
    name: Annotated[str, Field(max_length=200)] = "text"


class SaidOfInput(Sent):
    """What a claim says of an input: the value that it would have."""

    path: Path
    value: Number | Range


class ClaimSent(Sent):
    """A claim to enter, as `detente evidence add` takes it; what is empty is left out of the file."""

    text: Annotated[str, Field(min_length=1, max_length=2_000)]
    source: Annotated[str, Field(max_length=80)] = ""
    date: Day = ""
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
    date: Day = ""
    grade: Grade = ""


class Entered(Sent):
    """Claims that an analyst accepts, their source, and under which name a case that ships is copied."""

    claims: Annotated[list[ClaimSent], Field(min_length=1, max_length=MOST_ENTERED)]
    source: SourceSent | None = None
    copy_as: Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_-]{0,79})?$")] = ""
    why: Line = ""
