"""The verbs `encrypt`, `decrypt` and `rekey`: case files that only who knows the passphrase can read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from detente.cli.deeds import opening
from detente.cli.files import refuse_existing, write_file
from detente.cli.manner import Manner, speaks
from detente.report.screen import Look, flow

PRIVATE = 0o600
OUT = click.option(
    "--out", "-o", "out", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The file."
)
FORCE = click.option("--force", is_flag=True, help="Write over a file that is there.")
LEFT = "The unencrypted file is still there, as are copies that an editor, a backup or the disk made of it."
OPEN = "From now on everyone who can read this file can read the case; delete it when it has served."


@click.command("encrypt", short_help="A case file that opens with a passphrase.")
@click.argument("case")
@OUT
@FORCE
@speaks(out=False)
def encrypt(case: str, out: Path, force: bool, manner: Manner) -> None:
    """Write the case file CASE encrypted to FILE, whose name ends in .detente.

    Every verb that takes a case reads it and asks for the passphrase; nothing of it is written down unencrypted unless
    you ask for it. The passphrase is typed, or is the first line of the file that DETENTE_PASSPHRASE_FILE names.
    Without it nobody can read the case again. Needs: pip install "detente[sealed]".
    """
    from detente.formats import encryption
    from detente.formats.load import ENDINGS, find, is_secret, is_sheets

    if out.suffix != encryption.ENDING:
        raise click.BadParameter(f'"{out}" must end in {encryption.ENDING}', param_hint="--out")
    if is_secret(case):
        raise click.BadParameter(f"{case} is encrypted already; a new passphrase: detente rekey {case}")
    if is_sheets(case):
        raise click.BadParameter(f"{case} is a spreadsheet; first: detente convert {case} CASE{ENDINGS[0]}")
    refuse_existing(out, force=force)
    opening(case)
    _write(out, _encrypted(find(case)[1], str(out)))
    left = LEFT if Path(case).exists() else ""
    _say(manner, "encrypt", out, f"{out}: encrypted; only its owner may read it.", left)


@click.command("decrypt", short_help="An encrypted case, readable again by everybody.")
@click.argument("case", metavar="FILE.detente")
@OUT
@FORCE
@speaks(out=False)
def decrypt(case: str, out: Path, force: bool, manner: Manner) -> None:
    """Write an encrypted case unencrypted to FILE, which only its owner may read.

    Nothing else needs this: every verb reads the encrypted file itself.
    """
    from detente.formats.encryption import ENDING

    if out.suffix.lower() == ENDING:
        raise click.BadParameter(f'"{out}" ends in {ENDING}, and would not be encrypted', param_hint="--out")
    data = _opened(case)
    refuse_existing(out, force=force)
    _write(out, data)
    _say(manner, "decrypt", out, f"{out}: not encrypted.", OPEN)


@click.command("rekey", short_help="A new passphrase for an encrypted case.")
@click.argument("case", metavar="FILE.detente")
@speaks(out=False)
def rekey(case: str, manner: Manner) -> None:
    """Give an encrypted case a new passphrase: typed, or in the file that DETENTE_NEW_PASSPHRASE_FILE names.

    Copies that were made before still open with the old one.
    """
    from detente.formats.passphrase import NEW_VARIABLE, VARIABLE

    data = _opened(case)
    if os.environ.get(VARIABLE) and not os.environ.get(NEW_VARIABLE):
        raise click.UsageError(f"{VARIABLE} holds the old passphrase; let {NEW_VARIABLE} name a file with the new one")
    _write(Path(case), _encrypted(data, case))
    _say(manner, "rekey", Path(case), f"{case}: opens with the new passphrase.", "Older copies open with the old one.")


def _opened(case: str) -> bytes:
    """Return the decrypted bytes of an encrypted case."""
    from detente.formats.load import find, is_secret

    if not is_secret(case):
        raise click.BadParameter(f"{case} is not encrypted")
    opening(case)
    return find(case)[1]


def _encrypted(data: bytes, file: str) -> bytes:
    from detente._optional import need
    from detente.case.fault import InputFaults, unfit
    from detente.formats import encryption
    from detente.formats.passphrase import passphrase

    need("cryptography", extra="sealed")
    try:
        return encryption.encrypt(data, passphrase(file, new=True))
    except ValueError as error:
        if isinstance(error, InputFaults):
            raise
        raise unfit(file, str(error)) from error


def _write(out: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by its owner alone from its first byte on."""
    write_file(out, data, mode=PRIVATE)


def _say(manner: Manner, verb: str, out: Path, done: str, caution: str) -> None:
    def page(look: Look) -> str:
        return "\n".join(flow(f"{done} {caution}".strip(), look))

    answer: dict[str, Any] = {"written": str(out), "caution": caution}
    manner.answer(verb, answer, page)
