"""Files that verbs write: whole or not at all, and never over somebody else's."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from os.path import lexists
from pathlib import Path
from tempfile import mkstemp

from detente.cli.deeds import writing
from detente.cli.refusal import Conflict, Unwritable

LARGEST = 200_000_000
"""Bytes of an existing file beyond which it is not searched for the mark of its maker."""


def write_file(path: Path, content: str | bytes, *, mode: int | None = None) -> None:
    """Write a file in one step: a reader sees the old one or the new one, never a half.

    What is written of an encrypted case is warned of, and goes to the audit log where there is one, before. Without a
    `mode` it gets the usual one. Until it is whole it is its owner's alone.
    """
    writing(path)
    try:
        handle, temporary = mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise Unwritable(_cannot(path, error)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        _give_mode(temporary, mode)
        os.replace(temporary, path)
    except OSError as error:
        raise Unwritable(_cannot(path, error)) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)


def refuse_existing(path: Path | str, *, force: bool) -> None:
    """Refuse to write over what is there, a link that leads nowhere too; with `force` it may be."""
    if lexists(path) and not force:
        raise Conflict(f"{path} exists and is left as it is; choose another name, or add --force")


def prepare_folder(folder: Path, names: Iterable[str], *, mark: bytes) -> None:
    """Make a folder for results, before any work: it can be written to, and no file of these names is another's.

    A file is our own when it is empty or holds `mark`.
    """
    if folder.exists() and not folder.is_dir():
        raise Unwritable(f"{folder} is a file, not a folder; choose another folder with --out")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, probe = mkstemp(dir=folder, prefix=".detente.", suffix=".part")
        os.close(handle)
        os.unlink(probe)
        foreign = [name for name in names if not _is_ours(folder / name, mark)]
    except OSError as error:
        raise Unwritable(_cannot(folder, error)) from error
    if foreign:
        raise Conflict(f"{folder / foreign[0]} was not written by detente; move it, or choose another with --out")


def _is_ours(path: Path, mark: bytes) -> bool:
    if not path.exists():
        return True
    if not path.is_file() or path.stat().st_size > LARGEST:
        return False
    held = path.read_bytes()
    return not held or mark in held


def _give_mode(temporary: str, mode: int | None) -> None:
    """Give a temporary file, which is private, its mode: by default what the user's umask gives to new files."""
    if os.name == "posix":
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask if mode is None else mode)


def _cannot(path: Path, error: OSError) -> str:
    return f"cannot write {path}: {(error.strerror or str(error)).lower()}; choose another place"
