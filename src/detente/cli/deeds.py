"""What a call does with cases: which it opened, and what it writes of them.

Two things hang on it: a warning when something of an encrypted case is written unencrypted, and the audit log where one
is asked for. Both are told before the file is written.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

OPENED = "detente.opened"
VARIABLE = "DETENTE_AUDIT"
"""As in `ledger.audit`, which is not imported, with its database, where no log is asked for."""
OWN_DEEDS = ("share", "encrypt", "decrypt", "rekey")
"""Verbs that are deeds of their own; what others write is an export."""


def opening(name: str) -> None:
    """Note that this call opens a file; cases that ship and standard input are nobody's secret file."""
    from detente.formats.load import is_path

    context = click.get_current_context(silent=True)
    if context is None or not is_path(name):
        return
    held = context.find_root().meta.setdefault(OPENED, [])
    if name not in held:
        told("open", name)
        held.append(name)


def writing(path: Path) -> None:
    """Note that this call writes a file, of every case that it opened."""
    context = click.get_current_context(silent=True)
    if context is None:
        return
    kind = str(context.info_name)
    for name in context.find_root().meta.get(OPENED, ()):
        told(kind if kind in OWN_DEEDS else "export", name, to=str(path))
        if kind not in OWN_DEEDS[1:] and not context.params.get("quiet") and _is_secret(name):
            click.echo(f"{path} is not encrypted, and tells of {name}, which is", err=True)


def told(kind: str, name: str, to: str = "") -> None:
    """Write a deed to the audit log, where one is asked for; without an entry there is to be no deed."""
    if not os.environ.get(VARIABLE):
        return
    from detente.ledger.audit import tell

    context = click.get_current_context(silent=True)
    tell(kind, name, by=context.command_path if context else "", to=to)


def _is_secret(name: str) -> bool:
    from detente.formats.load import is_secret

    return is_secret(name)
