"""Where a passphrase comes from: a file that only its owner can read, or the terminal; never the command line.

What stands on a command line is seen by every process of the machine and kept by the shell.
"""

from __future__ import annotations

import os
import stat
import sys
from getpass import getpass
from pathlib import Path

from detente.case.fault import unfit

VARIABLE, NEW_VARIABLE = "DETENTE_PASSPHRASE_FILE", "DETENTE_NEW_PASSPHRASE_FILE"
"""Names of variables that hold the path of a file, not a passphrase: variables are seen by child processes."""
LONGEST = 1_000


def passphrase(file: str, *, new: bool = False) -> str:
    """Return the passphrase of a file: the first line of the file that the variable names, else what is typed.

    A new one is typed twice.

    Raises
    ------
    InputFaults
        Where neither is there, the file is open to others, or the two do not agree.
    """
    variable = NEW_VARIABLE if new and NEW_VARIABLE in os.environ else VARIABLE
    place = os.environ.get(variable)
    if place:
        return _first_line(place)
    if not sys.stdin.isatty():
        raise unfit(file, "it takes a passphrase", f"let {VARIABLE} name a file that holds it, or use a terminal")
    typed = getpass(f"{'New passphrase' if new else 'Passphrase'} for {file}: ", stream=sys.stderr)
    if new and getpass("The same again: ", stream=sys.stderr) != typed:
        raise unfit(file, "the two passphrases differ", "try again")
    return typed


def _first_line(place: str) -> str:
    """Return the first line of a file; a file on disk must be its owner's alone, a pipe is nobody else's anyway."""
    try:
        with Path(place).open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            line = stream.readline(LONGEST + 1)
    except OSError as error:
        raise unfit(
            place, f"it cannot be read: {(error.strerror or str(error)).lower()}", "name another file"
        ) from None
    if os.name == "posix" and stat.S_ISREG(mode) and mode & (stat.S_IRGRP | stat.S_IROTH):
        raise unfit(place, "others can read it", f"keep it to yourself: chmod 600 {place}")
    if len(line) > LONGEST:
        raise unfit(place, f"its first line has more than {LONGEST:,} bytes", "the passphrase is the first line alone")
    try:
        return line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise unfit(place, "its first line is not UTF-8", "save it as UTF-8") from None
