"""How a verb speaks: its shared options, and the one door to stdout, stderr and the file of `--out`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce, wraps
from pathlib import Path
from typing import Any, Protocol

import click

from detente.report.screen import PLAINER, Look

NARROW, WIDE = 40, 110


class Page(Protocol):
    """Text of an answer for one look."""

    def __call__(self, look: Look) -> str:
        """Return the text."""
        ...


@dataclass(frozen=True, slots=True)
class Manner:
    """The shared options of one call."""

    json: bool = False
    plain: bool = False
    out: Path | None = None
    quiet: bool = False
    verbose: bool = False
    no_color: bool = False

    def look(self) -> Look:
        """Return what stdout allows: width, colour and characters beyond ASCII."""
        wide = not self.plain and (self.out is not None or _can_write("\u2013\u2192\u2588"))
        return Look(screen_width(), self._color(), ascii=not wide)

    def _color(self) -> bool:
        if self.no_color or self.plain or self.out is not None or os.environ.get("NO_COLOR"):
            return False
        forced = os.environ.get("FORCE_COLOR", "")
        if forced:
            return forced != "0"
        return os.environ.get("TERM") != "dumb" and has_stdout() and sys.stdout.isatty()

    def answer(self, verb: str, data: Mapping[str, Any], page: Page) -> None:
        """Give the answer of a verb: its object with `--json`, else a page; to stdout or to the file of `--out`."""
        if self.json:
            text = as_json({"schema": f"detente.{verb}/1", **data}, ascii=self.out is None and not _can_write("\u4e2d"))
        else:
            text = self.page(page)
        if self.out is None:
            write(text)
            return
        from detente.cli.files import write_file

        write_file(self.out, text)
        self.say(f"written to {self.out}")

    def page(self, page: Page) -> str:
        """Return a page of text for this look; without characters beyond ASCII its signs are spelled out."""
        look = self.look()
        text = page(look).rstrip("\n") + "\n"
        return text.translate(PLAINER) if look.ascii else text

    def say(self, words: str) -> None:
        """Write a line to stderr unless `--quiet`."""
        from detente.case.unseen import visible

        if not self.quiet:
            click.echo(visible(words), err=True)

    def detail(self, words: str) -> None:
        """Write a line to stderr with `--verbose`."""
        if self.verbose:
            self.say(words)


def as_json(data: Mapping[str, Any], *, ascii: bool = False) -> str:
    """Return one object as JSON with a line end; a number that JSON cannot hold is an error of the program."""
    return json.dumps(data, ensure_ascii=ascii, allow_nan=False) + "\n"


def write(text: str) -> None:
    """Write text to stdout; what its encoding lacks becomes the nearest ASCII."""
    if not _can_write(text):
        text = text.translate(PLAINER).encode(_encoding(), errors="replace").decode(_encoding())
    click.echo(text, nl=not text.endswith("\n"), color=True)


def has_stdout() -> bool:
    """Return whether there is a standard output at all; a caller may have closed it."""
    return bool(getattr(sys, "stdout", None))


def _encoding() -> str:
    return (sys.stdout.encoding if has_stdout() else None) or "ascii"


def _can_write(text: str) -> bool:
    try:
        text.encode(_encoding())
    except UnicodeEncodeError:
        return False
    return True


def screen_width() -> int:
    """Return the columns of the screen, within what a page can be laid out for."""
    from shutil import get_terminal_size

    return max(NARROW, min(WIDE, get_terminal_size((80, 24)).columns))


FLAGS = ("json", "plain", "quiet", "verbose", "no_color")


def speaks(*, out: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a verb the shared options; it receives them as one `Manner`. Without `out` it defines `--out` itself."""

    def decorate(verb: Callable[..., None]) -> Callable[..., None]:
        @wraps(verb)
        def told(*args: Any, **options: Any) -> None:
            flags = {name: options.pop(name) for name in FLAGS}
            manner = Manner(**flags, out=options.pop("out") if out else None)
            verb(*args, manner=manner, **options)

        options = [*_options(), *([_out()] if out else [])]
        return reduce(lambda held, option: option(held), reversed(options), told)

    return decorate


def _options() -> list[Callable[[Any], Any]]:
    return [
        click.option("--json", "json", is_flag=True, help="Print one JSON object and nothing else."),
        click.option("--plain", is_flag=True, help="Print plain ASCII text, without colour or drawing."),
        click.option("-q", "--quiet", is_flag=True, help="No words on standard error but errors."),
        click.option("-v", "--verbose", is_flag=True, help="More words on standard error."),
        click.option("--no-color", is_flag=True, help="No colour; so does NO_COLOR in the environment."),
    ]


def _out() -> Callable[[Any], Any]:
    return click.option(
        "--out", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write the answer to FILE instead."
    )
