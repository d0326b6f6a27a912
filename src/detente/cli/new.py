"""The verb `new`: a commented case file to start from."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote

import click

from detente.cli.manner import Manner, as_json, speaks, write
from detente.cli.refusal import Conflict, Unwritable

TEMPLATE = "template"


@click.command("new", short_help="Write a commented case file.")
@click.argument("name")
@click.option("--from", "source", default=TEMPLATE, metavar="TEMPLATE", help="Start from a case that ships, as miami.")
@speaks(out=False)
def new(name: str, source: str, manner: Manner) -> None:
    """Write NAME.yaml, a small commented case to replace with your own.

    An existing file is never overwritten.
    """
    from detente.cli.cases import shipped_text

    if not Path(name).name or Path(name).name in (".yaml", ".yml"):
        raise click.BadParameter(f'"{name}" names no file; give a name, as talks', param_hint="NAME")
    text = shipped_text(source)
    path = Path(name if name.endswith((".yaml", ".yml")) else f"{name}.yaml")
    _create(path, text)
    if manner.json:
        write(as_json({"schema": "detente.new/1", "file": str(path), "template": source}))
        return
    write(str(path))
    manner.say(f"fill in {path}, then: detente check {quote(str(path))}")


def _create(path: Path, text: str) -> None:
    """Write a file that must not exist yet; one half written is taken away."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError as error:
        raise Conflict(f"{path} exists and is left as it is; choose another name, or move it away") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Unwritable(f"cannot write {path}: {why.lower()}; choose another place") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        path.unlink()
        raise Unwritable(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
