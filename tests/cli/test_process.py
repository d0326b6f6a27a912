"""The command as a process: pipes that close, interruptions, odd screens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
COMMAND = [sys.executable, "-m", "detente"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and signals are those of POSIX")


def child(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SRC), **more}


@POSIX
def test_a_reader_that_stops_reading_gets_no_complaint():
    reader, writer = os.pipe()
    done = subprocess.Popen([*COMMAND, "offers", "miami"], env=child(), stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    os.close(reader)
    _, words = done.communicate(timeout=60)
    assert (done.returncode, words) == (141, b"")


@POSIX
def test_an_interruption_is_130_in_one_word_and_leaves_no_results(tmp_path):
    call = [*COMMAND, "run", "miami", "--draws", "20000", "--out", "kept"]
    # A shell starts what it puts in the background deaf to interruptions; the child must hear this one.
    hearing = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    call = [sys.executable, "-c", f"{hearing}from detente.cli.main import cli; cli()", *call[3:]]
    running = subprocess.Popen(call, env=child(), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        while not (tmp_path / "kept").is_dir():
            assert running.poll() is None
            time.sleep(0.05)
        time.sleep(0.5)
        running.send_signal(signal.SIGINT)
        shown, words = running.communicate(timeout=120)
    finally:
        running.kill()
    assert (running.returncode, shown, words.strip()) == (130, b"", b"interrupted")
    assert list((tmp_path / "kept").iterdir()) == []


@POSIX
def test_a_full_disk_is_said_in_words():
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "check", "template"], env=child(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr == b"cannot write the answer: no space left on the device\n"


@POSIX
def test_a_closed_standard_output_is_no_error():
    line = f'"{sys.executable}" -m detente check template >&-'
    done = subprocess.run(["sh", "-c", line], env=child(), stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_screen_that_knows_ascii_alone_gets_ascii():
    done = subprocess.run(
        [*COMMAND, "zone", "template"], env=child(PYTHONIOENCODING="ascii"), capture_output=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert b"Kalai-Smorodinsky" in done.stdout


def test_no_progress_and_no_color_off_a_terminal():
    call = [*COMMAND, "demo", "template", "--draws", "50"]
    done = subprocess.run(call, env=child(PYTHONUTF8="1"), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout


@POSIX
def test_a_terminal_gets_a_bar_that_goes_away(tmp_path):
    import pty

    leader, follower = pty.openpty()
    call = [*COMMAND, "run", "miami", "--draws", "100", "--json"]
    env = child(TERM="xterm")
    with (tmp_path / "answer.json").open("wb") as answer:
        running = subprocess.Popen(call, env=env, cwd=tmp_path, stdout=answer, stderr=follower)
    os.close(follower)
    words = b""
    try:
        while chunk := os.read(leader, 65536):
            words += chunk
    except OSError:  # the other end is closed: all was read
        pass
    finally:
        os.close(leader)  # a child that still writes gets a hang-up
    assert running.wait(timeout=60) == 0
    assert (tmp_path / "answer.json").read_bytes().startswith(b'{"schema": "detente.run/1"')
    assert b"solutions" in words or b"zone" in words
    assert [path.name for path in tmp_path.iterdir()] == ["answer.json"]


def test_an_interruption_while_the_command_loads_leaves_no_trace(monkeypatch, capsys) -> None:
    import sys

    from detente import __main__ as door

    class Interrupting:
        def find_spec(self, name, path=None, target=None):
            del path, target
            if name == "detente.cli.main":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "detente.cli.main", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupting(), *sys.meta_path])
    assert door.main() == 130
    assert capsys.readouterr().err == "interrupted\n"
