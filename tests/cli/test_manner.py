"""The shared options: files, plain text, screens without Unicode, colour."""

from __future__ import annotations

import io
import json
import sys

import pytest
from click.testing import CliRunner

from detente.cli.main import cli
from detente.report.screen import PLAINER
from tests.cli.calls import GOOD, SMALL, detente, refused


@pytest.mark.parametrize("words", [["zone", SMALL], ["offers", SMALL], ["check", SMALL], ["diff", SMALL, SMALL]])
def test_an_answer_can_go_to_a_file(here, words):
    shown = detente(*words).stdout
    done = detente(*words, "--out", "answer.txt")
    assert (done.stdout, done.exit_code) == ("", 0)
    assert "written to answer.txt" in done.stderr
    assert (here / "answer.txt").read_text(encoding="utf-8") == shown
    assert detente(*words, "--out", "answer.txt", "-q").stderr == ""
    detente(*words, "--json", "--out", "answer.json")
    assert json.loads((here / "answer.json").read_text(encoding="utf-8"))["schema"] == f"detente.{words[0]}/1"


@pytest.mark.parametrize("place", ["no/such/folder/x.txt", "."])
def test_an_answer_that_cannot_be_written_is_refused(here, place):
    refused(detente("zone", SMALL, "--out", place), 2, "cannot write")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("words", [["zone", SMALL], ["offers", "miami"], ["demo", SMALL, "--draws", "20"]])
def test_plain_text_is_ascii_where_the_case_is(words):
    assert detente(*words, "--plain").stdout.isascii()


def test_text_that_the_screen_cannot_show_becomes_ascii(here):
    done = CliRunner(charset="latin-1").invoke(cli, ["zone", SMALL])
    assert done.exit_code == 0
    assert b"Kalai-Smorodinsky" in done.stdout_bytes


def test_json_is_whole_on_a_screen_without_unicode(here):
    (here / "kyiv.yaml").write_text(GOOD.replace("Small talks", "Київ і 中文"), encoding="utf-8")
    done = CliRunner(charset="ascii").invoke(cli, ["zone", "kyiv.yaml", "--json"])
    assert json.loads(done.stdout_bytes)["case"]["title"] == "Київ і 中文"


def test_words_beyond_the_screen_become_question_marks_not_an_error(here):
    (here / "kyiv.yaml").write_text(GOOD.replace("Small talks", "Київ"), encoding="utf-8")
    done = CliRunner(charset="ascii").invoke(cli, ["zone", "kyiv.yaml"])
    assert done.exit_code == 0
    assert b"????" in done.stdout_bytes


def test_signs_are_spelled_out_by_ascii():
    assert all(text.isascii() for text in PLAINER.values())


def test_color_follows_the_options_and_the_environment(monkeypatch):
    from detente.cli.manner import Manner

    class Screen(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdout", Screen())
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Manner().look().color
    assert not Manner(no_color=True).look().color
    assert not Manner(plain=True).look().color
    monkeypatch.setenv("TERM", "dumb")
    assert not Manner().look().color
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert Manner().look().color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Manner().look().color


def test_no_bar_is_drawn_where_stderr_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.cli.manner import Manner
    from detente.cli.progress import progress

    monkeypatch.setattr(sys, "stderr", None)
    with progress(Manner(), "demo") as told:
        assert told is None
