"""The whole journey without a network: nothing but this machine is ever asked, and nothing notices the difference."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
JOURNEY = """
import ipaddress, socket, sys
def refused(method):
    def guarded(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0]
            if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
                print("ASKED", address); raise SystemExit(99)
        return method(self, address, *rest)
    return guarded
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refused(getattr(socket.socket, name)))
def resolve(*asked, **more):
    print("RESOLVED", asked); raise SystemExit(98)
socket.getaddrinfo = socket.gethostbyname = socket.gethostbyname_ex = resolve
from click.testing import CliRunner
from detente.cli.main import cli
for words in JOURNEY:
    done = CliRunner().invoke(cli, [word for word in words])
    if done.exit_code:
        print(words, done.output, done.stderr, done.exception); raise SystemExit(done.exit_code)
print("DONE", len(JOURNEY))
"""
CASE = str(ROOT / "tests" / "case" / "data" / "small.yaml")
ARTICLE = str(ROOT / "tests" / "evidence" / "reading" / "texts" / "hostile.md")
WORDS = [
    ["demo"], ["check", "miami"], ["new", "own"], ["check", "own.yaml"], ["zone", CASE], ["offers", CASE],
    ["models", CASE], ["hold", CASE], ["run", CASE, "--draws", "20", "--out", "out"], ["explain", "out"],
    ["export", "out", "numbers.csv"], ["convert", CASE, "c.xml"], ["convert", CASE, "c.csv"],
    ["whatif", CASE, "--set", "no_deal.UP=40", "--draws", "20"], ["forecast", "score", "--example"],
    ["report", CASE, "--draws", "20", "-o", "r.html"], ["report", CASE, "--draws", "20", "-o", "r.md"],
    ["evidence", "read", ARTICLE],
]  # fmt: skip


def test_no_verb_asks_anything_of_the_outside(tmp_path: Path) -> None:
    path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    done = subprocess.run(
        [sys.executable, "-c", f"JOURNEY = {WORDS!r}\n{JOURNEY}"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    assert f"DONE {len(WORDS)}" in done.stdout


def test_the_guard_of_this_test_does_bite() -> None:
    code = JOURNEY.partition("from click")[0] + "socket.socket().connect(('192.0.2.1', 80))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, "ASKED" in done.stdout) == (99, True)
