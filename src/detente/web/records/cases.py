"""Texts and values to save, files to bring in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from detente.web.records.questions import (
    MOST_CHANGES,
    ChangeSent,
    Number,
    Path,
    Range,
    Sent,
)
from detente.web.settings import MOST_BYTES

MOST_FILES = 50


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


class Keeping(Sent):
    """Changed inputs to write into the file of a case, or into a copy of it."""

    changes: Annotated[list[ChangeSent], Field(min_length=1, max_length=MOST_CHANGES)]
    along: bool = False
    why: Annotated[str, Field(max_length=2_000)] = ""
    name: Annotated[str, Field(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_-]{0,79})?$")] = ""
    draft: bool = False
