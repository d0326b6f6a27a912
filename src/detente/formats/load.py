"""Find a case by path or id and read it."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

from detente.case.check import Checked, check
from detente.case.fault import InputFaults, unfit
from detente.case.nouns import Case
from detente.formats import encryption
from detente.formats.yaml import MAX_BYTES, parse

ENDINGS = (".yaml", ".yml")
ENCRYPTED = encryption.ENDING
SHEETS = (".xlsx", ".csv")
"""Endings of a case in a spreadsheet: a workbook, or one CSV file."""
OTHER_SHEETS = (".xls", ".xlsm", ".xlsb", ".ods")
STDIN = "-"
TEMPLATE = "template"
"""Name of the file that `detente new` copies; it lies beside the cases and is none."""
FIRST_BYTES = 4096
"""Bytes in which a file has to say that it is a case, to be listed among those of a folder."""
FIRST_KEY = re.compile(rb"(?:\A\xef\xbb\xbf|^)([\"']?)detente\1\s*:", re.MULTILINE)
"""The key that says it, with or without quotes; some editors put a byte order mark before the first line."""
SHIPPED = Path(__file__).resolve().parent.parent / "cases"


def load(path_or_id: str) -> Case:
    """Return the case of a file, of standard input (`-`), or with the id of a case that ships.

    Raises
    ------
    InputFaults
        With every fault of the file, or why it cannot be read.
    """
    checked = read_case(path_or_id)
    if checked.case is None:
        raise InputFaults(shown(path_or_id), checked.faults)
    return checked.case


def read_case(path_or_id: str) -> Checked:
    """Return what a check finds in a file: the case with notes, or every fault.

    Raises
    ------
    InputFaults
        When there is no such file, or reading had to stop before the check.
    """
    file, data = find(path_or_id)
    return checked(path_or_id, file, data)


def checked(path_or_id: str, file: str, data: bytes) -> Checked:
    """Return what a check finds in the bytes of a case file, read as its ending says.

    Raises
    ------
    InputFaults, MissingExtra
        When reading had to stop before the check; without the package that reads workbooks.
    """
    if is_sheets(path_or_id):
        from detente.formats import case_sheets

        return case_sheets.read(data, file=file, case_id=case_id(path_or_id))
    return check(parse(data, file=file), case_id=case_id(path_or_id))


def is_path(name: str) -> bool:
    """Return whether a name is that of a file, not the id of a case that ships."""
    return name.endswith((*ENDINGS, ENCRYPTED)) or is_sheets(name)


def is_sheets(name: str) -> bool:
    """Return whether a name is that of a workbook or a CSV file."""
    return name.lower().endswith(SHEETS)


def find(path_or_id: str) -> tuple[str, bytes]:
    """Return the name to show and the bytes of a case file.

    A name that ends in .yaml, .yml, .xlsx, .csv or .detente is a path, `-` is standard input, and anything else is the
    id of a case that ships, looked up in a list and never used as a path. An encrypted case is decrypted in memory.

    Raises
    ------
    InputFaults
        When there is none, or it cannot be read.
    """
    if path_or_id == STDIN:
        return shown(path_or_id), _limited(shown(path_or_id), sys.stdin.buffer.read(MAX_BYTES + 1))
    if is_path(path_or_id):
        return path_or_id, _plain(path_or_id, contents(path_or_id))
    if path_or_id in (*shipped(), TEMPLATE):
        return shown(path_or_id), (SHIPPED / f"{path_or_id}{ENDINGS[0]}").read_bytes()
    raise _unknown(path_or_id)


def is_secret(path_or_id: str) -> bool:
    """Return whether a name is that of an encrypted case, of which nothing may be written down unasked."""
    return is_path(path_or_id) and (
        path_or_id.endswith(ENCRYPTED) or encryption.is_encrypted(contents(path_or_id)[: len(encryption.MAGIC)])
    )


def _plain(file: str, data: bytes) -> bytes:
    """Return the bytes of a file, decrypted where they are encrypted.

    Raises
    ------
    InputFaults
        For a wrong passphrase or a changed file, and for an ending that promises what the file is not.
    """
    if encryption.is_encrypted(data):
        from detente.formats.passphrase import passphrase

        return _limited(file, encryption.decrypt(data, passphrase(file), file=file))
    if file.endswith(ENCRYPTED):
        raise unfit(file, "it is not encrypted, though its name says so", f"detente encrypt CASE -o NAME{ENCRYPTED}")
    return data


def shipped() -> tuple[str, ...]:
    """Return the ids of the cases that ship, in alphabetical order."""
    return tuple(sorted(path.stem for path in SHIPPED.glob(f"*{ENDINGS[0]}") if path.stem != TEMPLATE))


def cases_in(folder: Path) -> tuple[Path, ...]:
    """Return the case files of a folder, in the order of their names, each name once.

    A file is one if it ends as a case does, is not hidden, can be read, and says near its beginning that it is a case,
    whatever its faults. Nothing below the folder is looked at, and no link is followed. Of two that differ in their
    ending alone, the first of `ENDINGS` is meant.
    """
    found: dict[str, Path] = {}
    for ending in ENDINGS:
        for path in sorted(folder.glob(f"*{ending}")):
            if not path.name.startswith(".") and says_case(path):
                found.setdefault(path.stem, path)
    return tuple(found[name] for name in sorted(found))


def says_case(path: Path) -> bool:
    """Return whether a path is a file, not a link, that can be read and says near its beginning that it is a case."""
    try:
        if path.is_symlink() or not path.is_file():
            return False
        with path.open("rb") as stream:
            return FIRST_KEY.search(stream.read(FIRST_BYTES)) is not None
    except OSError:
        return False


def shown(path_or_id: str) -> str:
    """Return the name under which messages speak of a file."""
    if path_or_id == STDIN:
        return "standard input"
    return path_or_id if is_path(path_or_id) else f"{path_or_id}{ENDINGS[0]}"


def case_id(path_or_id: str) -> str:
    """Return the id of the case in a file: its name without folder and ending.

    >>> case_id("cases/miami.yaml"), case_id("miami"), case_id("-")
    ('miami', 'miami', 'stdin')
    """
    return "stdin" if path_or_id == STDIN else Path(path_or_id).stem


def contents(path: str) -> bytes:
    """Return the bytes of a file, at most 5 MB; `InputFaults` says why it cannot be read."""
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise unfit(path, "it is not a file", "give the path of a file, or - for standard input")
            return _limited(path, stream.read(MAX_BYTES + 1))
    except InputFaults:
        raise
    except FileNotFoundError:
        raise unfit(path, "there is no such file", _meant_file(path)) from None
    except IsADirectoryError:
        raise unfit(path, "it is a folder", "give the path of a file in it") from None
    except PermissionError:
        raise unfit(path, "it may not be read", "ask its owner, or change its permissions") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise unfit(path, f"it cannot be opened: {reason}") from None


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe that nobody writes to without waiting for one who does."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _limited(file: str, data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        message = f"it has more than {limit} MB"
        raise unfit(file, message, "split it", limit=True)
    return data


def _meant_file(path: str) -> str:
    """Return the file of the same folder that may have been meant."""
    folder = Path(path).parent
    try:
        names = [entry.name for entry in os.scandir(folder) if is_path(entry.name)]
    except OSError:
        return ""
    near = _near(Path(path).name, names)
    return f'did you mean "{folder / near}"?' if near else ""


def _unknown(name: str) -> InputFaults:
    every = shipped()
    near = _near(name, every)
    hint = f'did you mean "{near}"?' if near else "a path of a file of yours ends in .yaml, .xlsx or .csv"
    if name.lower().endswith(OTHER_SHEETS):
        hint = f"save it as {SHEETS[0]}"
    ids = ", ".join(every) or "none"
    return unfit(
        name,
        f"neither a file ending in .yaml, .yml, .xlsx, .csv or .detente nor a case that ships; these are {ids}",
        hint,
    )


def _near(word: str, choices: list[str] | tuple[str, ...]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:80], choices, 1)), "")
