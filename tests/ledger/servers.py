"""A PostgreSQL server of the tests' own: made in an empty folder, reached by a socket, thrown away afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

ACCOUNTS = ("postgres", "nobody")
"""Who runs the server where the tests are run by the superuser, under whom it does not start."""


def binaries() -> Path | None:
    """Return the folder of the newest server's programs; None where there is none."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return places[-1].parent if places else None


def missing() -> str:
    """Return why there can be no server here; empty when there can."""
    if os.name != "posix":
        return "the server of the tests needs a POSIX system"
    if find_spec("psycopg") is None:
        return "psycopg is not installed"
    return "" if binaries() else "PostgreSQL is not installed"


@contextmanager
def server() -> Iterator[str]:
    """Start a server; gives the URL of its database."""
    programs = binaries()
    assert programs is not None
    folder = Path(mkdtemp(prefix="pg-"))
    account = _account()
    data, words = folder / "data", {"user": account} if account else {}
    if account:
        shutil.chown(folder, account)
    try:
        made = [programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-N", "-E", "UTF8", "--locale=C"]
        _run(made, folder, words)
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run([programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"], folder, words)
        try:
            yield f"postgresql+psycopg://tester@/postgres?host={quote(str(folder), safe='')}"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], folder, words)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account() -> str | None:
    if os.geteuid() != 0:
        return None
    from pwd import getpwall

    known = {row.pw_name for row in getpwall()}
    return next(name for name in ACCOUNTS if name in known)


def _run(words: list, folder: Path, more: dict) -> None:
    done = subprocess.run(
        [str(word) for word in words], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}, timeout=120, **more,
    )  # fmt: skip
    assert done.returncode == 0, words
