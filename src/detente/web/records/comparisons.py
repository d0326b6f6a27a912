"""Versions, cases and what-ifs to compare."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.web.records.questions import (
    MOST_CHANGES,
    ChangeSent,
    Question,
    Sent,
)


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
